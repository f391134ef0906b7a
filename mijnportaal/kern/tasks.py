"""The work of every night that belongs to no app."""

import logging

from celery import shared_task

from mijnportaal.kern.opslag import ruim_wezen_op

logger = logging.getLogger(__name__)


@shared_task
def ruim_opslag_op() -> int:
    """Remove files that a power cut or a refused act left behind, and return how many (beat)."""
    aantal = ruim_wezen_op()
    if aantal:
        logger.info("bestanden zonder rij verwijderd", extra={"aantal": aantal})
    return aantal
