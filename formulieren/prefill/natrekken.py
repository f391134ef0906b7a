"""Look up after sending what a register was silent about: only the decision waits for it (R.C17).

What was sent stays as it was sent (Awb 2:12). What the register says goes to the task at the zaak, into an answer that
was left empty, and into the zaakeigenschap of that answer. Does it differ, then an employee decides.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from formulieren.componenten import component_voor
from formulieren.definitie import Json, Vraag
from formulieren.dossier import Dossier
from formulieren.models import Antwoord, Inzending, Natrekking
from formulieren.prefill.ophalen import Uitkomst
from formulieren.prefill.vullen import als_antwoord, vraag_bronnen
from formulieren.prefill.vulling import REGISTERS, Vulling, vulling_van
from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.bronnen.verbinding import BronStoring, geduld
from mijnportaal.kern.taken import start_na_commit
from zaken.models import Eigenschap, Taak, Zaak
from zaken.services.eigenschappen import past, wijzig_waarde, zet_eigenschap
from zaken.services.taken import maak_taak, rond_taak_af

TAAK = "formulieren.prefill.tasks.trek_na"
EERSTE_PAUZE, LANGSTE_PAUZE = datetime.timedelta(minutes=5), datetime.timedelta(hours=6)
TERMIJN = datetime.timedelta(days=14)
# Not a page that somebody waits for: the sources get more time.
GEDULD = 20.0


def begin(inzending: Inzending, zaak: Zaak, dossier: Dossier) -> None:
    """Put a task at the zaak for the answers that no register vouched for; called while the zaak is made."""
    vragen = [vraag for vraag, _rij in _te_doen(dossier)]
    if not vragen:
        return
    with translation.override("nl"):  # for employees
        uitleg = _("Bij het invullen gaf een register geen antwoord. Wij vragen het vanzelf nog eens:")
        taak = maak_taak(
            zaak,
            soort=Taak.Soort.BEOORDELEN,
            titel=_("Gegevens nakijken in de basisregistraties"),
            toelichting="\n".join([uitleg, *(f"- {vraag.label}" for vraag in vragen)]),
            uiterlijk_op=timezone.localdate() + TERMIJN,
            blokkeert_sluiten=True,
            door=Naamloos.SYSTEEM,
        )
    Natrekking.objects.create(inzending=inzending, taak=taak, volgende_op=timezone.now() + EERSTE_PAUZE)
    start_na_commit(TAAK, inzending.pk)


def beletsels(zaak: Zaak) -> list[ValidationError]:
    """Return that nobody can decide on this zaak yet: what was asked of a register has not come."""
    open_ = Natrekking.objects.filter(inzending__zaak=zaak, taak__status=Taak.Status.OPEN)
    if not open_.exists():
        return []
    zin = _("Er zijn nog gegevens niet geverifieerd. Rond eerst de taak “%(titel)s” af.")
    return [
        ValidationError(zin % {"titel": titel}, code="niet-geverifieerd")
        for titel in open_.values_list("taak__titel", flat=True)
    ]


@dataclass(frozen=True)
class Bevinding:
    """What a register said of one answer: whether it vouches for it, and whether nobody has to decide about it."""

    vraag: Vraag
    rij: Antwoord
    zin: str
    klopt: bool = False
    goed: bool = True
    waarde: Json = None
    vulling: Vulling | None = None
    aangevuld: bool = False


def trek_na(inzending_id: int) -> bool:
    """Return whether everything has been looked up; a source that is silent still is asked again later."""
    inzending = Inzending.objects.select_related("formulierversie", "zaak", "gebruiker").get(pk=inzending_id)
    with translation.override("nl"), geduld(GEDULD):
        rest = list(_te_doen(Dossier(inzending)))
        bevindingen = list(_bevindingen(inzending, rest))
        return _verwerk(inzending, bevindingen, klaar=len(bevindingen) == len(rest))


def _te_doen(dossier: Dossier) -> Iterator[tuple[Vraag, Antwoord]]:
    """Yield the answers that a register has to be asked about; what is hidden was not sent."""
    for _stap, gesteld in dossier.alles_gesteld():
        rij = dossier.herkomst.get(gesteld.plek)
        if rij is not None and (_register_van(gesteld.vraag, rij) or _moet_nagekeken(rij.waarde)):
            yield gesteld.vraag, rij


def _register_van(vraag: Vraag, rij: Antwoord) -> Vulling | None:
    """Return the register that has to be asked about an answer; an address that was typed has one of its own."""
    vulling = vulling_van(vraag)
    if vulling is None or vulling.bron not in REGISTERS or rij.geverifieerd is not False:
        return None
    return vulling if vulling.vast or not _moet_nagekeken(rij.waarde) else None


def _moet_nagekeken(json: Json) -> bool:
    """Tell whether a component could not look up what was typed."""
    return isinstance(json, dict) and bool(json.get("nakijken"))


def _bevindingen(inzending: Inzending, rest: list[tuple[Vraag, Antwoord]]) -> Iterator[Bevinding]:
    vullingen = [vulling for vraag, rij in rest if (vulling := _register_van(vraag, rij))]
    uitkomsten = vraag_bronnen(inzending, vullingen)
    for vraag, rij in rest:
        vulling = _register_van(vraag, rij)
        gevonden = _van_register(vulling, rij, uitkomsten[vulling.bron]) if vulling else _van_component(vraag, rij)
        if gevonden is not None:
            yield gevonden


def _van_component(vraag: Vraag, rij: Antwoord) -> Bevinding | None:
    """Return what the register of the question type says of a typed answer: an address, an organisation."""
    component = component_voor(vraag)
    try:
        nieuw = component.kijk_na(rij.waarde)
    except BronStoring:
        return None
    if nieuw is None:
        return Bevinding(
            vraag, rij, _("niet gevonden in het register: %s") % component.weergave(rij.waarde), goed=False
        )
    return _vergelijk(vraag, rij, nieuw, None)


def _van_register(vulling: Vulling, rij: Antwoord, uitkomst: Uitkomst) -> Bevinding | None:
    if uitkomst.stil:
        return None
    gevonden = uitkomst.gevonden.get(vulling.gegeven)
    nieuw = als_antwoord(vulling, gevonden)
    if nieuw is None:
        return Bevinding(vulling.vraag, rij, _("het register weet dit niet"), goed=not vulling.vast, vulling=vulling)
    return _vergelijk(vulling.vraag, rij, nieuw, vulling)


def _vergelijk(vraag: Vraag, rij: Antwoord, nieuw: Json, vulling: Vulling | None) -> Bevinding:
    component = component_voor(vraag)
    gegeven, register = component.weergave(rij.waarde), component.weergave(nieuw)
    if component.is_leeg(rij.waarde):
        zin = _("aangevuld: %s") % register
        return Bevinding(vraag, rij, zin, klopt=True, waarde=nieuw, vulling=vulling, aangevuld=True)
    if gegeven == register:
        return Bevinding(vraag, rij, _("klopt"), klopt=True, waarde=nieuw, vulling=vulling)
    zin = _("opgegeven: %(gegeven)s; volgens het register: %(register)s")
    # Where people may change what we fill in, their own answer counts; the difference is for who decides to know.
    eigen_keuze = vulling is not None and not vulling.vast
    woorden = {"gegeven": gegeven, "register": register}
    return Bevinding(vraag, rij, zin % woorden, goed=eigen_keuze, waarde=nieuw, vulling=vulling)


@transaction.atomic
def _verwerk(inzending: Inzending, bevindingen: list[Bevinding], *, klaar: bool) -> bool:
    natrekking = Natrekking.objects.select_for_update(of=("self",)).get(pk=inzending.pk)
    taak, zaak = natrekking.taak, inzending.zaak
    if natrekking.klaar_op or zaak is None:
        return True
    if taak.status != Taak.Status.OPEN or not zaak.is_open:  # an employee looked it up himself
        _sluit(natrekking)
        return True
    if not klaar:
        _stel_uit(natrekking)
        return False
    for bevinding in bevindingen:
        _schrijf(zaak, bevinding)
    _meld(natrekking, zaak, bevindingen)
    _sluit(natrekking)
    return True


def _schrijf(zaak: Zaak, bevinding: Bevinding) -> None:
    """Write what the register vouched for at the answer; what was sent is never replaced."""
    rij = bevinding.rij
    rij.geverifieerd = bevinding.klopt or None
    if bevinding.aangevuld:
        rij.waarde = bevinding.waarde
    if bevinding.vulling and bevinding.klopt:
        rij.bron, rij.opgehaald_op = bevinding.vulling.bron, timezone.now()
    rij.save(update_fields=["waarde", "bron", "opgehaald_op", "geverifieerd", "bijgewerkt_op"])
    soort, naam = bevinding.vraag.naar
    if bevinding.aangevuld and soort == "eigenschap":
        _zet_eigenschap(zaak, naam, component_voor(bevinding.vraag).eigenschap(bevinding.waarde))


def _zet_eigenschap(zaak: Zaak, naam: str, waarde: str) -> None:
    eigenschap = Eigenschap.objects.filter(zaaktypeversie=zaak.zaaktypeversie_id, naam=naam).first()
    if eigenschap is None or not past(eigenschap, waarde):
        return
    gezet = zaak.eigenschappen.filter(eigenschap=eigenschap).first()
    if gezet is None:
        zet_eigenschap(zaak, eigenschap, waarde, door=Naamloos.SYSTEEM)
    elif gezet.waarde != waarde:
        wijzig_waarde(gezet, waarde, door=Naamloos.SYSTEEM)


def _meld(natrekking: Natrekking, zaak: Zaak, bevindingen: list[Bevinding]) -> None:
    """Say at the zaak what was found; what does not fit becomes a task for an employee."""
    regels = "\n".join(f"- {bevinding.vraag.label}: {bevinding.zin}" for bevinding in bevindingen)
    rond_taak_af(natrekking.taak, antwoord=regels, documenten=[], auteur="", door=Naamloos.SYSTEEM)
    anders = [bevinding for bevinding in bevindingen if not bevinding.goed]
    if anders:
        natrekking.taak = maak_taak(
            zaak,
            soort=Taak.Soort.BEOORDELEN,
            titel=_("Gegevens verschillen van de basisregistratie"),
            toelichting="\n".join(f"- {bevinding.vraag.label}: {bevinding.zin}" for bevinding in anders),
            uiterlijk_op=timezone.localdate() + TERMIJN,
            blokkeert_sluiten=True,
            door=Naamloos.SYSTEEM,
        )


def _sluit(natrekking: Natrekking) -> None:
    natrekking.klaar_op = timezone.now()
    natrekking.save(update_fields=["klaar_op", "taak"])


def _stel_uit(natrekking: Natrekking) -> None:
    pauze = min(LANGSTE_PAUZE, EERSTE_PAUZE * 2 ** min(natrekking.pogingen, 10))
    natrekking.pogingen += 1
    natrekking.volgende_op = timezone.now() + pauze
    natrekking.save(update_fields=["pogingen", "volgende_op"])
