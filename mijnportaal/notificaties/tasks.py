"""Send what is planned: claim the row, commit, send with no transaction open, store the outcome."""

from celery import shared_task


@shared_task
def verstuur(bericht_id: int) -> None:
    """Send one waiting message; a second run for the same row does nothing."""


@shared_task
def verstuur_achterstand() -> None:
    """Start what waits, and free what a dead worker left behind."""
