"""Pay back: somebody asks for it with a reason, an employee does it through the provider."""

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from formulieren.betalen import zaakgevolgen
from formulieren.betalen.aanbieder import AanbiederFout
from formulieren.betalen.mollie import aanbieder
from formulieren.betalen.verloop import vergrendel, zet
from formulieren.models import Betaalpoging, Betaling, Terugbetaling
from formulieren.models.betaling import NUL
from mijnportaal.accounts.actoren import Actor, naam_van
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.invoer import bedragtekst
from zaken.models import Taak, Zaak
from zaken.services.taken import maak_taak, rond_taak_af

Status = Betaling.Status
TERMIJN = datetime.timedelta(days=7)


@transaction.atomic
def vraag_terug(
    betaling: Betaling, *, bedrag: Decimal, reden: str, poging: Betaalpoging | None = None, door: Actor
) -> Terugbetaling:
    """Return the request to pay back; whoever handles the zaak has a task for it."""
    betaling = vergrendel(betaling)
    poging = poging or betaling.pogingen.filter(status=Betaalpoging.Status.BETAALD).first()
    beletsels = _beletsels(betaling, poging, bedrag, reden)
    if beletsels or poging is None:
        raise ValidationError(beletsels)
    with translation.override("nl"):
        naam = naam_van(door)
    terug = betaling.terugbetalingen.create(
        poging=poging, bedrag=bedrag, reden=reden.strip(), gevraagd_op=timezone.now(), gevraagd_door=naam
    )
    _geef_taak(terug, door=door)
    zet(betaling, Status.TERUGBETALEN_GEVRAAGD, door=door, poging=poging, toelichting=terug.reden)
    return terug


def geef_taken(betaling: Betaling, *, door: Actor) -> None:
    """Give whoever handles the zaak a task for what was asked before the zaak was there."""
    for terug in betaling.terugbetalingen.filter(status=Terugbetaling.Status.GEVRAAGD, taak=None):
        terug.betaling = betaling
        _geef_taak(terug, door=door)


def _geef_taak(terug: Terugbetaling, *, door: Actor) -> None:
    zaak = terug.betaling.zaak
    if zaak and zaak.is_open:
        terug.taak = _taak(zaak, terug, door=door)
        terug.save(update_fields=["taak"])


def te_ontvangen(poging: Betaalpoging) -> Decimal:
    """Return how much of an attempt can still go back."""
    if poging.status != Betaalpoging.Status.BETAALD:
        return NUL
    weg = poging.terugbetalingen.exclude(status=Terugbetaling.Status.AFGEWEZEN).aggregate(som=Sum("bedrag"))["som"]
    return poging.betaling.bedrag - (weg or NUL)


def betaal_terug(terug: Terugbetaling, *, door: Gebruiker) -> Terugbetaling:
    """Return the refund that the provider carried out. Its uuid is the key, so a second click pays nothing twice."""
    if terug.status != Terugbetaling.Status.GEVRAAGD:
        raise ValidationError(_("Dit is al afgehandeld."), code="al-afgehandeld")
    try:
        kenmerk = aanbieder().betaal_terug(
            terug.poging.kenmerk or "", sleutel=str(terug.uuid), bedrag=terug.bedrag, omschrijving=terug.reden
        )
    except AanbiederFout as fout:
        zin = _("Terugbetalen lukt nu niet: de betaaldienst weigert. Probeer het later nog eens.")
        raise ValidationError(zin, code="aanbieder") from fout
    return _handel_af(terug, Terugbetaling.Status.UITGEVOERD, kenmerk=kenmerk, door=door)


def wijs_af(terug: Terugbetaling, *, reden: str, door: Gebruiker) -> Terugbetaling:
    """Return the request that is not granted; the payment stays as it was."""
    if not reden.strip():
        raise ValidationError(_("Schrijf waarom u dit doet."), code="reden-ontbreekt", params={"veld": "reden"})
    return _handel_af(terug, Terugbetaling.Status.AFGEWEZEN, door=door, toelichting=reden.strip())


@transaction.atomic
def _handel_af(
    terug: Terugbetaling, naar: Terugbetaling.Status, *, door: Gebruiker, kenmerk: str = "", toelichting: str = ""
) -> Terugbetaling:
    betaling = vergrendel(terug.betaling)
    terug = betaling.terugbetalingen.select_related("taak").get(pk=terug.pk)
    if naar not in Terugbetaling.OVERGANGEN[Terugbetaling.Status(terug.status)]:
        # Two clicks at once: the provider knows the key and paid once, so there is nothing left to write.
        return terug
    terug.status, terug.kenmerk = naar, kenmerk
    terug.afgehandeld_op, terug.afgehandeld_door = timezone.now(), door
    terug.save(update_fields=["status", "kenmerk", "afgehandeld_op", "afgehandeld_door"])
    vervolg = Status.BETAALD if _houdt_over(betaling) else Status.TERUGBETAALD
    zet(betaling, vervolg, door=door, poging=terug.poging, toelichting=toelichting or terug.reden)
    _sluit_taak(terug, toelichting or terug.get_status_display(), door=door)
    if betaling.zaak and naar == Terugbetaling.Status.UITGEVOERD:
        zaakgevolgen.na_terugbetaling(betaling, terug)
    return terug


def _houdt_over(betaling: Betaling) -> bool:
    """Tell whether any money of this payment is left with us."""
    binnen = betaling.pogingen.filter(status=Betaalpoging.Status.BETAALD).count() * betaling.bedrag
    terug = betaling.terugbetalingen.filter(status=Terugbetaling.Status.UITGEVOERD).aggregate(som=Sum("bedrag"))["som"]
    return bool(binnen > (terug or NUL))


def _beletsels(betaling: Betaling, poging: Betaalpoging | None, bedrag: Decimal, reden: str) -> list[ValidationError]:
    """Return every reason why this cannot be paid back."""
    redenen = []
    if betaling.status != Status.BETAALD or poging is None:
        zin = _("Hiervan kunt u nu niets terugbetalen.")
        return [ValidationError(zin, code="niet-betaald")]
    hoogste = te_ontvangen(poging)
    if not 0 < bedrag <= hoogste:
        zin = _("Kies een bedrag van ten hoogste € %(bedrag)s.") % {"bedrag": bedragtekst(hoogste)}
        redenen.append(ValidationError(zin, code="bedrag", params={"veld": "bedrag"}))
    if not reden.strip():
        redenen.append(
            ValidationError(_("Schrijf waarom u dit doet."), code="reden-ontbreekt", params={"veld": "reden"})
        )
    return redenen


def _taak(zaak: Zaak, terug: Terugbetaling, *, door: Actor) -> Taak:
    with translation.override("nl"):
        titel = _("Betaal € %(bedrag)s terug") % {"bedrag": bedragtekst(terug.bedrag)}
    return maak_taak(
        zaak,
        soort=Taak.Soort.GOEDKEUREN,
        titel=titel,
        toelichting=terug.reden,
        uiterlijk_op=timezone.localdate() + TERMIJN,
        blokkeert_sluiten=True,
        door=door,
    )


def _sluit_taak(terug: Terugbetaling, antwoord: str, *, door: Actor) -> None:
    taak = terug.taak
    if taak and taak.status == Taak.Status.OPEN and taak.zaak.is_open:
        rond_taak_af(taak, antwoord=str(antwoord), documenten=[], auteur=naam_van(door), door=door)
