"""What is measured on: a filled register, logged-in sessions and drafts; told to `meet` as JSON.

A program of its own: `meet` starts it with the database of the measurement in its environment.
"""

import json
import sys
import uuid
from collections.abc import Callable
from contextlib import redirect_stdout
from typing import Any

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from klantcontact.gesprek import onthoud_doel
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.demo.catalogus import vul_catalogus
from mijnportaal.demo.mensen import account_van, vul_mensen
from mijnportaal.demo.verhalen import alle_verhalen, vertel
from tests.inloggen import meld_aan
from zaken.models import Betrokkene, Informatieobject, Informatieobjectversie, Rol, Zaak, Zaakinformatieobject

EIGEN_ZAKEN = 500
DOCUMENTEN = 200
BIJLAGEN = 20


def main(zaken: int, concepten: int) -> dict[str, Any]:
    """Return the pages with their session and number of queries, and the addresses of drafts to send."""
    call_command("migrate", interactive=False, verbosity=0)
    vul_mensen()
    vul_catalogus()
    if (tekort := zaken - Zaak.objects.count()) > 0:
        call_command("vul_register", zaken=tekort)
    fatima, ruud, iris = (account_van(sleutel) for sleutel in ("fatima-de-vries", "ruud-peeters", "iris-hofman"))
    zaak = _geef_zaken(fatima)
    inwoner, behandelaar, kcc = _sessie(fatima), _sessie(ruud), _sessie(iris)
    klant = _klant(kcc, fatima)
    paginas = [
        _pagina("Lijst van een inwoner met 500 zaken", reverse("pip:zaken"), inwoner, 100),
        _pagina("Zaakpagina met 200 documenten", reverse("pip:zaak", args=[zaak.uuid]), inwoner, 100),
        _pagina("Werkvoorraad", reverse("behandeling:werkvoorraad"), behandelaar, 150),
        _pagina("Klantbeeld van het KCC", klant, kcc, 150),
    ]
    adressen = [_concept() for _nummer in range(concepten + 1)]
    proef = adressen.pop()
    verstuurd = _tel(lambda: inwoner.post(proef, {"naar_waarheid": "on"}), 302)
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "csrf": settings.CSRF_COOKIE_NAME,
        "zaken": Zaak.objects.count(),
        "paginas": paginas,
        "versturen": {
            "naam": f"Versturen met {BIJLAGEN} bestanden",
            "adressen": adressen,
            "sessie": _sleutel(inwoner),
            "queries": verstuurd,
            "budget": 500,
        },
    }


def _sessie(gebruiker: Gebruiker) -> Client:
    return meld_aan(Client(SERVER_NAME="127.0.0.1"), gebruiker)


def _sleutel(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _tel(doe: Callable[[], Any], verwacht: int) -> int:
    """Return the number of queries of one request, after a first one that fills the caches."""
    with CaptureQueriesContext(connection) as queries:
        antwoord = doe()
    if antwoord.status_code != verwacht:
        raise SystemExit(f"{antwoord.status_code} in plaats van {verwacht}: {antwoord.content[:500]!r}")
    return len(queries)


def _pagina(naam: str, pad: str, client: Client, budget: int) -> dict[str, Any]:
    client.get(pad)
    queries = _tel(lambda: client.get(pad), 200)
    return {"naam": naam, "pad": pad, "sessie": _sleutel(client), "queries": queries, "budget": budget}


@transaction.atomic
def _geef_zaken(gebruiker: Gebruiker) -> Zaak:
    """Return the zaak with 200 documents, one of the 500 of this resident."""
    persoon = Betrokkene.objects.get(identiteiten=gebruiker.pk)
    tekort = max(0, EIGEN_ZAKEN - Rol.objects.filter(betrokkene=persoon, soort="initiator").count())
    ander = Rol.objects.filter(soort="initiator").exclude(betrokkene=persoon).order_by("pk").values("pk")[:tekort]
    Rol.objects.filter(pk__in=list(ander.values_list("pk", flat=True))).update(betrokkene=persoon)
    zaak = Zaak.objects.open().filter(rollen__betrokkene=persoon, rollen__soort="initiator").earliest("pk")
    voorbeeld = Zaakinformatieobject.objects.select_related("informatieobject").filter(zaak=zaak)[0]
    versie = Informatieobjectversie.objects.get(informatieobject=voorbeeld.informatieobject)
    for nummer in range(zaak.documenten.count(), DOCUMENTEN):
        document = Informatieobject.objects.get(pk=voorbeeld.informatieobject.pk)
        document.pk, document.uuid, document.identificatie = None, uuid.uuid4(), f"DOC-PROEF-{zaak.pk}-{nummer}"
        document.save(force_insert=True)
        versie.pk, versie.uuid, versie.informatieobject, versie.pad = (
            None,
            uuid.uuid4(),
            document,
            f"proef/d{document.pk}",
        )
        versie.save(force_insert=True)
        voorbeeld.pk, voorbeeld.uuid, voorbeeld.informatieobject = None, uuid.uuid4(), document
        voorbeeld.save(force_insert=True)
    return zaak


def _klant(client: Client, gebruiker: Gebruiker) -> str:
    """Return the address of this customer; the session knows why we look."""
    persoon = Betrokkene.objects.get(identiteiten=gebruiker.pk)
    sessie = client.session
    onthoud_doel(sessie, [persoon.uuid], "Meting")
    sessie.save()
    return reverse("klantcontact:klant", args=[persoon.uuid])


def _concept() -> str:
    """Return the address to which a complete draft with 20 files is sent."""
    verhaal = next(verhaal for verhaal in alle_verhalen() if verhaal["sleutel"] == "straatfeest-dorpsstraat")
    concept = {**verhaal, "sleutel": f"meting-{uuid.uuid4()}", "concept": True}
    inzending = vertel({**concept, "bestanden": {"bijlagen": ["bon"] * BIJLAGEN}, "verloop": []})
    return reverse("formulieren:versturen", args=[verhaal["formulier"], inzending.uuid])


if __name__ == "__main__":
    with redirect_stdout(sys.stderr):
        opstelling = main(int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps(opstelling))
