"""The Celery side of sending: a task per message, and the sweep that finds what was missed."""

from celery import shared_task
from django.utils import timezone

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
