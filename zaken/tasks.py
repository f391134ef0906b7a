"""The Celery side of the register: tasks that begin with a row, and sweeps that find what was missed."""

from celery import shared_task
from django.utils import timezone

from zaken.services import spiegels, termijnbewaking


# Shorter than the claim (`LEASE`): a worker that hangs is gone before another takes over.
@shared_task(time_limit=120)
def geef_spiegel_door(spiegel_id: int) -> None:
    """Tell another register of one relation; a second run for the same row does nothing."""
    spiegels.geef_door(spiegel_id)


@shared_task
def spiegels_achterstand() -> None:
    """Start what waits, and free what a dead worker left behind."""
    spiegels.veeg_spiegels(timezone.now())


@shared_task
def termijnen_naderen() -> None:
    """Look for terms that near their end; every day."""
    termijnbewaking.zoek_naderende_termijnen(timezone.localdate())


@shared_task
def meld_termijn(zaak_id: int) -> None:
    """Say that the term of one zaak nears, once for its date."""
    termijnbewaking.meld_naderende_termijn(zaak_id, timezone.localdate())
