"""What a payment changes at its zaak: the fields of the standard, the task of the resident, and a message."""

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from formulieren.aanschrijven import schrijf_aanvrager
from formulieren.models import Betaling, Terugbetaling
from mijnportaal.accounts.actoren import Naamloos
from mijnportaal.kern.invoer import bedragtekst
from zaken.berichtteksten import Tekst, datum_in_woorden
from zaken.models import Betalingsindicatie, Taak, Zaak
from zaken.services.taken import rond_taak_af
from zaken.services.wijziging import wijzig_zaak

Status = Betaling.Status


def indicatie(betalingen: list[Betaling]) -> Betalingsindicatie:
    """Return how far the costs of a zaak are paid; what was paid back, or is not asked any more, is no cost."""
    geldig = [betaling for betaling in betalingen if betaling.status not in {Status.VERLOPEN, Status.TERUGBETAALD}]
    betaald = [betaling for betaling in geldig if betaling.is_binnen]
    if not geldig:
        return Betalingsindicatie.NVT
    if not betaald:
        return Betalingsindicatie.NOG_NIET
    return Betalingsindicatie.GEHEEL if len(betaald) == len(geldig) else Betalingsindicatie.GEDEELTELIJK


def zet_zaakvelden(zaak: Zaak) -> None:
    """Let betalingsindicatie and laatsteBetaaldatum follow the payments; a closed zaak too, for they are facts."""
    betalingen = list(Betaling.objects.filter(zaak=zaak))
    nieuw = indicatie(betalingen)
    momenten = [betaling.betaald_op for betaling in betalingen if betaling.betaald_op]
    velden: dict[str, Any] = {"betalingsindicatie": nieuw}
    if nieuw != Betalingsindicatie.NVT:
        velden["laatste_betaaldatum"] = max(momenten, default=None)
    zaak.refresh_from_db(fields=["betalingsindicatie", "laatste_betaaldatum"])
    if any(getattr(zaak, naam) != waarde for naam, waarde in velden.items()):
        with translation.override("nl"):
            reden = _("Betaling")
        wijzig_zaak(zaak, velden, reden=reden, door=Naamloos.SYSTEEM, geforceerd=True)


def na_betaling(betaling: Betaling) -> None:
    """Bring the zaak in line with a payment that came in, and tell whoever applied."""
    zaak = _zaak(betaling)
    zet_zaakvelden(zaak)
    taak = betaling.taak
    if taak and taak.status == Taak.Status.OPEN and zaak.is_open:
        with translation.override(betaling.inzending.taal):
            antwoord = _("Betaald")
        rond_taak_af(taak, antwoord=antwoord, documenten=[], auteur="", door=Naamloos.SYSTEEM)
    schrijf_aanvrager(zaak, sleutel=f"betaling:{betaling.uuid}:betaald", tekst=lambda: _ontvangen(betaling, zaak))


def na_terugbetaling(betaling: Betaling, terug: Terugbetaling) -> None:
    """Bring the zaak in line with money that went back, and tell whoever applied."""
    zaak = _zaak(betaling)
    zet_zaakvelden(zaak)
    schrijf_aanvrager(zaak, sleutel=f"terugbetaling:{terug.uuid}", tekst=lambda: _teruggegaan(terug, zaak))


def _ontvangen(betaling: Betaling, zaak: Zaak) -> Tekst:
    woorden = {
        "nummer": zaak.identificatie,
        "bedrag": bedragtekst(betaling.bedrag),
        "waarvoor": betaling.omschrijving,
        "datum": datum_in_woorden(timezone.localdate(betaling.betaald_op) if betaling.betaald_op else None),
    }
    kort = _("Wij hebben uw betaling van € %(bedrag)s ontvangen. Uw zaaknummer is %(nummer)s.") % woorden
    inhoud = _(
        "Wij hebben uw betaling ontvangen.\n\nBedrag: € %(bedrag)s\nWaarvoor: %(waarvoor)s\nBetaald op: %(datum)s\n"
        "Zaaknummer: %(nummer)s\n\nBewaar dit bericht. Het is uw bewijs van betaling."
    )
    return Tekst(onderwerp=_("Betaling ontvangen (%(nummer)s)") % woorden, inhoud=inhoud % woorden, kort=kort)


def _teruggegaan(terug: Terugbetaling, zaak: Zaak) -> Tekst:
    woorden = {"nummer": zaak.identificatie, "bedrag": bedragtekst(terug.bedrag), "reden": terug.reden}
    kort = _("Wij betalen u € %(bedrag)s terug. Het geld staat binnen 10 werkdagen op uw rekening.") % woorden
    waarom = _("Waarom: %(reden)s") % woorden
    return Tekst(onderwerp=_("U krijgt geld terug (%(nummer)s)") % woorden, inhoud=f"{kort}\n\n{waarom}", kort=kort)


def _zaak(betaling: Betaling) -> Zaak:
    if betaling.zaak is None:
        raise LookupError(f"Betaling {betaling.uuid} hoort bij geen zaak.")
    return betaling.zaak
