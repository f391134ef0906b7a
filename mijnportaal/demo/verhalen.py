"""The zaken of the demo municipality: each one a story that is told through the services that people use."""

import datetime
import random
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from formulieren.definitie import Definitie, Vraag
from formulieren.models import Inzending, Plek
from formulieren.services.bijlagen import Grenzen, voeg_bijlagen_toe
from formulieren.services.concept import begin, bewaar_antwoorden
from formulieren.services.indienen import dien_in
from formulieren.toegang import formulier_voor_iedereen
from mijnportaal.demo import tijdreis
from mijnportaal.demo.fotos import maak_foto
from mijnportaal.demo.gegevens import inwoner_of_bedrijf, lees
from mijnportaal.demo.handelingen import HANDELINGEN
from mijnportaal.demo.mensen import account_van
from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import markeer_gelezen
from zaken.gebeurtenissen import verwerk_achterstand
from zaken.models import Kanaal, Zaak

KENMERKEN = uuid.UUID("5d0c2f4e-8a55-4c0e-9f57-2f6d6f0c7a11")
Verhaal = dict[str, Any]


def alle_verhalen() -> list[Verhaal]:
    """Return every story, the oldest first."""
    concepten = [{**verhaal, "concept": True} for verhaal in lees("zaken/concepten.json")]
    verhalen = [*lees("zaken/meldingen.json"), *lees("zaken/budgetten.json"), *concepten]
    return sorted(verhalen, key=lambda verhaal: -verhaal["dagen"])


def vul_zaken() -> int:
    """Return how many stories were told now; what was told before stays as people left it."""
    bekend = set(Inzending.objects.values_list("uuid", flat=True))
    nieuw = [verhaal for verhaal in alle_verhalen() if kenmerk(verhaal) not in bekend]
    for verhaal in nieuw:
        vertel(verhaal)
    return len(nieuw)


def kenmerk(verhaal: Verhaal) -> uuid.UUID:
    """Return the uuid of the submission with which this story begins; by it a second run knows the story."""
    return uuid.uuid5(KENMERKEN, verhaal["sleutel"])


@transaction.atomic
def vertel(verhaal: Verhaal) -> Inzending:
    """Return the submission of one story, with everything that happened after it."""
    momenten = _momenten(verhaal)
    with tijdreis.op(next(momenten)):
        inzending = _vul_formulier_in(verhaal)
        if verhaal.get("concept"):
            return inzending
        zaak = dien_in(inzending)
        verwerk_achterstand()
    moment = None
    for stap, moment in zip(verhaal.get("verloop", []), momenten, strict=False):
        with tijdreis.op(moment):
            HANDELINGEN[stap["doe"]](zaak, stap, account_van(stap["door"]))
            verwerk_achterstand()
    if moment:
        _lees_berichten(zaak, moment)
    return inzending


def _momenten(verhaal: Verhaal) -> Iterator[datetime.datetime]:
    """Yield when the story begins and when each step is done: on working days, in order, and not after now."""
    nu = timezone.localtime()
    klok = random.Random(verhaal["sleutel"])  # noqa: S311 - the same story, the same hour of the day
    begin = nu.replace(hour=klok.randint(7, 20), minute=klok.randint(0, 59)) - datetime.timedelta(verhaal["dagen"])
    ruimte = datetime.timedelta(minutes=5 * (1 + len(verhaal.get("verloop", []))))
    vorige = min(begin, nu - ruimte)
    yield vorige
    for stap in verhaal.get("verloop", []):
        dag = begin + datetime.timedelta(stap["na"])
        gepland = _werkdag(dag).replace(hour=klok.randint(9, 16), minute=klok.randint(0, 59))
        vorige = max(min(gepland, nu), vorige + datetime.timedelta(minutes=4))
        yield vorige


def _werkdag(dag: datetime.datetime) -> datetime.datetime:
    return dag + datetime.timedelta(max(7 - dag.isoweekday(), 0) + 1 if dag.isoweekday() > 5 else 0)


def _vul_formulier_in(verhaal: Verhaal) -> Inzending:
    """Return the draft with its answers and files."""
    versie = formulier_voor_iedereen(verhaal["formulier"])
    gebruiker = account_van(verhaal["wie"]) if verhaal["wie"] else None
    with translation.override(verhaal.get("taal", "nl")):
        inzending = begin(versie, door=gebruiker)
    inzending.uuid, inzending.kanaal = kenmerk(verhaal), Kanaal(verhaal.get("kanaal", Kanaal.FORMULIER))
    inzending.save(update_fields=["uuid", "kanaal"])
    vragen = {vraag.sleutel: vraag for vraag in Definitie(versie.definitie).vragen()}
    antwoorden = _antwoorden(verhaal, vragen)
    bewaar_antwoorden(inzending, {Plek(vragen[sleutel].id): waarde for sleutel, waarde in antwoorden.items()})
    for sleutel, scenes in verhaal.get("bestanden", {}).items():
        fotos = [maak_foto(scene) for scene in scenes]
        voeg_bijlagen_toe(inzending, Plek(vragen[sleutel].id), fotos, Grenzen(len(scenes)))
    return inzending


def _antwoorden(verhaal: Verhaal, vragen: dict[str, Vraag]) -> dict[str, Any]:
    """Return the answers of the story, with what somebody would fill in about himself."""
    antwoorden = dict(verhaal["antwoorden"])
    if "plan_over" in verhaal:
        antwoorden["wanneer"] = (timezone.localdate() + datetime.timedelta(verhaal["plan_over"])).isoformat()
    persoon = inwoner_of_bedrijf(verhaal["wie"]) or {"naam": "", "email": ""}
    zelf = {"naam": persoon["naam"], "rekeninghouder": persoon["naam"], "email": persoon["email"]}
    return {sleutel: waarde for sleutel, waarde in zelf.items() if waarde and sleutel in vragen} | antwoorden


def _lees_berichten(zaak: Zaak, moment: datetime.datetime) -> None:
    """Let the resident have read the messages of a zaak that is finished."""
    zaak.refresh_from_db()
    if zaak.is_open:
        return
    berichten = Bericht.objects.filter(gebeurtenisbericht__gebeurtenis__zaak=zaak, kanaal=Bericht.Kanaal.PORTAAL)
    with tijdreis.op(moment):
        for bericht in berichten:
            markeer_gelezen(bericht)
