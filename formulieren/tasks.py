"""The Celery side of drafts."""

from celery import shared_task
from django.utils import timezone

from formulieren.bewaartermijn import herinner_concepten, ruim_concepten_op


@shared_task
def concepten_bewaren() -> None:
    """Remind who has not sent a form, and throw away what was left too long; a second run finds nothing to do."""
    nu = timezone.now()
    herinner_concepten(nu)
    ruim_concepten_op(nu)
