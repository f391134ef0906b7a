"""The Celery side of sending: a task per message or subscription, and the sweeps that find what was missed."""

from celery import shared_task
from django.utils import timezone

from mijnportaal.notificaties.aflevering import lever_alles_af, ruim_notificaties_op, veeg_notificaties
from mijnportaal.notificaties.services import notificaties
from mijnportaal.notificaties.verzending import veeg, verstuur_bericht


# Shorter than the claim (`CLAIM_VERLOOPT`): a worker that hangs is gone before another takes over.
@shared_task(time_limit=240)
def verstuur(bericht_id: int) -> None:
    """Send one waiting message; a second run for the same row does nothing."""
    verstuur_bericht(bericht_id)


@shared_task
def verstuur_achterstand() -> None:
    """Start what waits, and free what a dead worker left behind."""
    veeg(timezone.now())


@shared_task
def verdeel(_alles: int) -> None:
    """Divide every notification that waits; a second run finds nothing."""
    notificaties.verdeel()


@shared_task
def lever_af(abonnement_id: int) -> None:
    """Send what waits for one subscription; a second worker takes what the first has not."""
    lever_alles_af(abonnement_id)


@shared_task
def notificaties_achterstand() -> None:
    """Start what waits, and free what a dead worker left behind."""
    veeg_notificaties(timezone.now())


@shared_task
def notificaties_opruimen() -> None:
    """Remove what was delivered some time ago."""
    ruim_notificaties_op(timezone.now())
