"""Ask for money: before sending, when the draft waits for it, or afterwards, as a task of the zaak."""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from formulieren.betalen.koppeling import adres_van
from formulieren.betalen.verloop import noteer, vergrendel, zet
from formulieren.models import Betaling, Inzending
from mijnportaal.accounts.actoren import Actor, Naamloos
from mijnportaal.kern.invoer import bedragtekst
from zaken.models import Taaksjabloon, Zaak
from zaken.services.taken import maak_taken_van

CENT = Decimal("0.01")
Wanneer, Status = Betaling.Wanneer, Betaling.Status
# Within this time somebody pays for what has come in already.
TERMIJN_ACHTERAF = "P14D"


@dataclass(frozen=True)
class Prijs:
    """What an application costs, as the server reckons it from the answers; nothing for free."""

    bedrag: Decimal
    omschrijving: str
    wanneer: Betaling.Wanneer

    @classmethod
    def van(cls, bedrag: Decimal, omschrijving: str, wanneer: str) -> "Prijs":
        """Return the price in whole cents; less than nothing is nothing."""
        return cls(max(bedrag, Decimal(0)).quantize(CENT, ROUND_HALF_UP), omschrijving[:200], Wanneer(wanneer))


@transaction.atomic
def vraag_vooraf(inzending: Inzending, *, prijs: Prijs, door: Actor) -> Betaling | None:
    """Return what has to be paid before this draft is sent, or nothing when it is free or was paid already.

    From then on the draft waits: nobody changes an answer under an amount that somebody is paying.
    """
    vergrendeld = Inzending.objects.select_for_update(of=("self",)).get(pk=inzending.pk)
    if vergrendeld.wijziging != inzending.wijziging:
        raise ValidationError(_("Uw antwoorden zijn net veranderd. Kijk ze nog eens na."), code="gewijzigd")
    if vergrendeld.zaak_id is not None:
        return None
    rest = prijs.bedrag - vergrendeld.betalingen.voldaan().totaal()
    lopend = vergrendeld.betalingen.lopend().first()
    if lopend and (lopend.bedrag != rest or lopend.wijziging != vergrendeld.wijziging):
        zet(vergrendel(lopend), Status.VERLOPEN, door=door, toelichting="de prijs is veranderd")
        lopend = None
    if rest <= 0:
        return None
    betaling = lopend or _maak(vergrendeld, prijs, rest, door=door)
    _laat_wachten(vergrendeld)
    return betaling


def vraag_achteraf(inzending: Inzending, zaak: Zaak, *, prijs: Prijs, door: Actor) -> Betaling:
    """Return what has to be paid for a zaak that is there; the resident has a task for it. The zaak is locked."""
    betaling = _maak(inzending, prijs, prijs.bedrag, door=door, zaak=zaak)
    with translation.override(inzending.taal):
        sjabloon = Taaksjabloon(
            titel=_("Betaal € %(bedrag)s") % {"bedrag": bedragtekst(prijs.bedrag)},
            toelichting=_toelichting(betaling),
            termijn=TERMIJN_ACHTERAF,
            blokkeert_sluiten=False,
        )
    betaling.taak = maak_taken_van(zaak, [sjabloon], door=Naamloos.SYSTEEM)[0]
    betaling.save(update_fields=["taak"])
    return betaling


@transaction.atomic
def laat_verlopen(betaling: Betaling, *, door: Actor, toelichting: str = "") -> Betaling:
    """Return the payment that is not asked for any more; a draft that waited for it can be changed again."""
    inzending = Inzending.objects.select_for_update(of=("self",)).get(pk=betaling.inzending_id)
    betaling = vergrendel(betaling)
    if betaling.is_lopend:
        zet(betaling, Status.VERLOPEN, door=door, toelichting=toelichting)
    if betaling.status == Status.VERLOPEN and inzending.status == Inzending.Status.WACHT:
        inzending.status = Inzending.Status.CONCEPT
        inzending.save(update_fields=["status", "bijgewerkt_op"])
    return betaling


def uiterlijk(betaling: Betaling) -> datetime.date | None:
    """Return the day before which this is to be paid, when there is one."""
    return betaling.taak.uiterlijk_op if betaling.taak else None


def _maak(inzending: Inzending, prijs: Prijs, bedrag: Decimal, *, door: Actor, zaak: Zaak | None = None) -> Betaling:
    betaling = Betaling.objects.create(
        inzending=inzending,
        zaak=zaak,
        wanneer=prijs.wanneer,
        bedrag=bedrag,
        omschrijving=prijs.omschrijving,
        wijziging=inzending.wijziging,
        gevraagd_op=timezone.now(),
    )
    noteer(betaling, naar=Status.OPEN, door=door)
    return betaling


def _toelichting(betaling: Betaling) -> str:
    """Return what the message says: who has an account pays from the task, anybody else by the address in the mail."""
    if betaling.inzending.gebruiker_id:
        return betaling.omschrijving
    waar = _("Betaal hier: %(adres)s") % {"adres": adres_van(betaling)}
    return f"{betaling.omschrijving}\n{waar}"


def _laat_wachten(inzending: Inzending) -> None:
    if inzending.status == Inzending.Status.CONCEPT:
        inzending.status = Inzending.Status.WACHT
        inzending.save(update_fields=["status", "bijgewerkt_op"])
