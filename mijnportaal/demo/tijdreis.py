"""Let things have happened before today."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone


@contextmanager
def op(moment: datetime.datetime) -> Iterator[None]:
    """Let Django's clock start at this moment inside the block, and run on from there.

    The demo tells stories of months in seconds, through the same services that residents and employees use. A service
    that takes the time from its caller would let someone write history afterwards, so the clock itself is moved, and
    only here: this package is not installed in production.
    """
    echte_klok = timezone.now
    begin = echte_klok()
    verschil = moment.astimezone(datetime.UTC) - begin
    timezone.now = lambda: echte_klok() + verschil
    try:
        yield
    finally:
        timezone.now = echte_klok
