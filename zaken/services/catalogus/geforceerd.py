"""Correcting what was published: with a scope of its own, for one act, and never without a trace (ztc-009, ztc-010)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Model

from mijnportaal.accounts.actoren import Actor, naam_van

logger = logging.getLogger("mijnportaal.beveiliging")


@contextmanager
def geforceerd(rij: Model, *, door: Actor) -> Iterator[None]:
    """Let the database accept a change of this published row, or of its parts, until the block ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL mijnportaal.geforceerd = 'aan'")
        yield
        # An error rolls the savepoint back, and the setting with it.
        cursor.execute("SET LOCAL mijnportaal.geforceerd = 'uit'")
    soort = rij._meta.model_name
    kenmerk = getattr(rij, "uuid", "")
    logger.warning(
        "actie=catalogus_geforceerd soort=%s uuid=%s door=%s",
        soort,
        kenmerk,
        naam_van(door),
        extra={"actie": "catalogus_geforceerd", "soort": soort, "uuid": str(kenmerk), "door": naam_van(door)},
    )


@contextmanager
def zo_nodig_geforceerd(rij: Model, *, nodig: bool, door: Actor) -> Iterator[None]:
    """Open the way for a forced change only where one is needed; every other change keeps the triggers closed."""
    if nodig:
        with geforceerd(rij, door=door):
            yield
    else:
        with transaction.atomic():
            yield
