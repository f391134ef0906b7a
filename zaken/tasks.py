"""The Celery side of the register: tasks that begin with a row, and sweeps that find what was missed."""

from celery import shared_task
from django.utils import timezone

from zaken.services import spiegels


# Shorter than the claim (`LEASE`): a worker that hangs is gone before another takes over.
@shared_task(time_limit=120)
def geef_spiegel_door(spiegel_id: int) -> None:
    """Tell another register of one relation; a second run for the same row does nothing."""
    spiegels.geef_door(spiegel_id)


@shared_task
def spiegels_achterstand() -> None:
    """Start what waits, and free what a dead worker left behind."""
    spiegels.veeg_spiegels(timezone.now())
