"""The Celery side of looking up after sending: one submission, and the sweep."""

from celery import shared_task
from django.utils import timezone

from formulieren.models import Natrekking
from formulieren.prefill import natrekken
from mijnportaal.kern.taken import start_na_commit

PER_BEURT = 100


@shared_task
def trek_na(inzending_id: int) -> None:
    """Look up what is open of one submission; a second run finds it done."""
    natrekken.trek_na(inzending_id)


@shared_task
def natrekken_achterstand() -> None:
    """Try again what a source was silent about, ever less often."""
    open_ = Natrekking.objects.filter(klaar_op=None, volgende_op__lte=timezone.now()).order_by("volgende_op")
    for pk in open_.values_list("pk", flat=True)[:PER_BEURT]:
        start_na_commit(natrekken.TAAK, pk)
