"""What happens to uploads that nobody went on with."""

import logging

from celery import shared_task

from formulieren.models import Upload
from formulieren.uploads.aanleveren import staak

logger = logging.getLogger(__name__)
MAX_PER_KEER = 1000


@shared_task
def ruim_uploads_op() -> int:
    """Throw away what nobody went on with for two days, and return how many files that were (beat, P-11)."""
    verlopen = list(Upload.objects.verlopen().order_by("pk")[:MAX_PER_KEER])
    for upload in verlopen:
        staak(upload)
    if verlopen:
        logger.info("verlopen uploads weggegooid", extra={"aantal": len(verlopen)})
    return len(verlopen)
