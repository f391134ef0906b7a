"""The one way in which a payment changes its state, with a line in its history."""

from django.utils import timezone, translation

from formulieren.models import Betaalpoging, Betaalregel, Betaling
from mijnportaal.accounts.actoren import Actor, naam_van


def vergrendel(betaling: Betaling) -> Betaling:
    """Return the payment as it is now, locked until the transaction ends."""
    return Betaling.objects.select_for_update(of=("self",)).get(pk=betaling.pk)


def mag_naar(betaling: Betaling, naar: Betaling.Status) -> bool:
    """Tell whether this state may follow on the one that it has."""
    return naar in Betaling.OVERGANGEN[Betaling.Status(betaling.status)]


def zet(
    betaling: Betaling,
    naar: Betaling.Status,
    *,
    door: Actor,
    poging: Betaalpoging | None = None,
    toelichting: str = "",
    **velden: object,
) -> None:
    """Bring a locked payment to a state that may follow; anything else is a mistake of ours."""
    if not mag_naar(betaling, naar):
        raise RuntimeError(f"Een betaling gaat niet van {betaling.status} naar {naar}.")
    van, betaling.status = betaling.status, naar
    for naam, waarde in velden.items():
        setattr(betaling, naam, waarde)
    betaling.save(update_fields=["status", *velden])
    noteer(betaling, van=van, naar=naar, door=door, poging=poging, toelichting=toelichting)


def noteer(
    betaling: Betaling,
    *,
    naar: str,
    door: Actor,
    van: str = "",
    poging: Betaalpoging | None = None,
    toelichting: str = "",
) -> None:
    """Add a line to the history of a payment."""
    with translation.override("nl"):  # the trail is Dutch, whatever language the page had
        naam = naam_van(door)
    Betaalregel.objects.create(
        betaling=betaling,
        poging=poging,
        van=van,
        naar=naar,
        tijdstip=timezone.now(),
        door=naam,
        toelichting=toelichting[:500],
    )
