"""Who stands behind the request that is being handled: what an audit trail has to say beside the application."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verzoekcontext:
    """The user of the other system, as its token named him, and why he does it (`X-Audit-Toelichting`)."""

    gebruikers_id: str = ""
    gebruikers_weergave: str = ""
    toelichting: str = ""
    # The host that was asked: addresses that begin with it are ours.
    host: str = ""


GEEN = Verzoekcontext()
_huidig: ContextVar[Verzoekcontext] = ContextVar("zgw_verzoek", default=GEEN)


def huidig_verzoek() -> Verzoekcontext:
    """Return the context of this request; an empty one where no other system asks."""
    return _huidig.get()


@contextmanager
def binnen(context: Verzoekcontext) -> Iterator[None]:
    """Let everything that is recorded in this block tell of this user."""
    merk = _huidig.set(context)
    try:
        yield
    finally:
        _huidig.reset(merk)
