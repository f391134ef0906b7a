"""Remember answers that hold no secrets: for a while as they are, longer for when the source is down. Errors never."""

import hashlib
import time
from collections.abc import Callable

from django.core.cache import cache
from redis.exceptions import RedisError

from mijnportaal.bronnen.verbinding import BronStoring, Json

LEEG = 600.0  # seconds: what does not exist today may be registered this afternoon


def onthoud(sleutel: str, vraag: Callable[[], Json], *, vers: float, oud: float) -> Json:
    """Return what is remembered under this key, or ask.

    An answer younger than `vers` seconds is taken as it is. When the source is down one up to `oud` seconds old will
    do: a street does not move. A cache that is down is like one that remembers nothing.
    """
    # Hashed, because a key may not hold every character and should not be readable.
    naam = f"bron:{hashlib.sha256(sleutel.encode()).hexdigest()}"
    bewaard = _lees(naam)
    if bewaard is not None and time.time() - bewaard["op"] < vers:
        return bewaard["waarde"]
    try:
        waarde = vraag()
    except BronStoring:
        if bewaard is None:
            raise
        return bewaard["waarde"]
    _schrijf(naam, {"op": time.time(), "waarde": waarde}, oud if waarde else min(vers, LEEG))
    return waarde


def _lees(naam: str) -> Json:
    try:
        return cache.get(naam)
    except (RedisError, OSError):
        return None


def _schrijf(naam: str, waarde: Json, seconden: float) -> None:
    try:
        cache.set(naam, waarde, int(seconden))
    except (RedisError, OSError):
        return
