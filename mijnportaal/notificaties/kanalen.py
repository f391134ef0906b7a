"""Which subscription wants which message. Pure: names and values in, an answer out."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

ELKE_WAARDE = "*"


def in_berichtvorm(naam: str) -> str:
    """Return the name of a kenmerk as messages write it.

    The standard names the filter `verantwoordelijke_organisatie` and the kenmerk in its messages
    `verantwoordelijkeOrganisatie`; clients use both.
    """
    return re.sub(r"_([a-z0-9])", lambda vondst: vondst[1].upper(), naam)


def namen_passen(namen: Iterable[str], bij: Iterable[str]) -> bool:
    """Tell whether these kenmerken fit a channel: some of its filters, or all of them and more (nrc)."""
    gegeven, van_kanaal = set(map(in_berichtvorm, namen)), set(map(in_berichtvorm, bij))
    return gegeven <= van_kanaal or gegeven >= van_kanaal


def wil(filters: Mapping[str, str], kenmerken: Mapping[str, str]) -> bool:
    """Tell whether a message with these kenmerken passes these filters.

    A kenmerk that the message lacks holds nothing back, as in the reference: rather one message too many than one
    too few.
    """
    aanwezig = {in_berichtvorm(naam): waarde for naam, waarde in kenmerken.items()}
    return all(waarde in {ELKE_WAARDE, aanwezig.get(in_berichtvorm(naam), waarde)} for naam, waarde in filters.items())


def stroom_van(hoofd_object: str) -> int:
    """Return the number under which everything about one hoofdobject stands in line.

    Two objects with the same number, which does not happen, would wait for each other and nothing else.
    """
    return int.from_bytes(sha256(hoofd_object.encode()).digest()[:8], signed=True)
