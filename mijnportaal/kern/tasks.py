"""The work in the background that belongs to no app: files."""

import logging

from celery import shared_task

from mijnportaal.kern import scan
from mijnportaal.kern.opslag import ruim_wezen_op

logger = logging.getLogger(__name__)


@shared_task
def ruim_opslag_op() -> int:
    """Remove files that a power cut or a refused act left behind, and return how many (beat)."""
    aantal = ruim_wezen_op()
    if aantal:
        logger.info("bestanden zonder rij verwijderd", extra={"aantal": aantal})
    return aantal


@shared_task
def scan_bestand(pad: str) -> str:
    """Have the virus scanner look at one stored file, and return its state."""
    return scan.controleer(pad).value


@shared_task
def scan_achterstand() -> int:
    """Offer the files that still wait for the virus scanner, and return how many (beat)."""
    return scan.bied_achterstand_aan()
