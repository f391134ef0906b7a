"""Background work of accounts."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def ruim_sessies_op() -> None:
    """Delete the sessions that have ended: a login that was begun and left behind leaves one too (P-11)."""
    call_command("clearsessions")
