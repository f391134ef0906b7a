"""Start Celery tasks in the one way that cannot hurt a request."""

import logging
import time
from functools import partial
from typing import Any

from celery import Task, current_app
from django.db import transaction

logger = logging.getLogger(__name__)

PAUZE = 5.0  # seconds without a new attempt after the broker failed; the beat sweeps run every 20


class _Broker:
    """Remembers that the broker was down, so that four messages in one request wait once and not four times."""

    dicht_tot = 0.0


def start_na_commit(taak: "Task[..., Any] | str", sleutel: int | str) -> None:
    """Start the task, given itself or by name, for this row or file once the transaction is committed.

    By name because a service stands below the tasks of its app and cannot import them.
    A broker that is down is logged and forgotten: the row is there, and the sweep of its app finds it.
    """
    transaction.on_commit(partial(_start, taak if isinstance(taak, str) else taak.name, sleutel))


def _start(naam: str, sleutel: int | str) -> None:
    if time.monotonic() < _Broker.dicht_tot:
        return
    try:
        current_app.signature(naam, args=(sleutel,)).apply_async(retry=False, ignore_result=True)
    except Exception as fout:  # whatever the transport raises: the row is committed, so the request has succeeded
        _Broker.dicht_tot = time.monotonic() + PAUZE
        logger.warning("taak niet aangeboden, de veegtaak neemt het over", extra={"taak": naam, "fout": repr(fout)})
