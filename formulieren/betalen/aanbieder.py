"""The port to whoever collects the money: what we ask of a provider, and what every provider answers."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from formulieren.models import Betaalpoging


class AanbiederFout(Exception):
    """The provider cannot be reached, refuses, or answers what cannot be; for the log, never for a resident."""


class OnbekendeBetaling(AanbiederFout):
    """The provider does not know this payment."""


@dataclass(frozen=True)
class Opdracht:
    """What the provider has to collect, and where the visitor goes afterwards."""

    sleutel: str
    bedrag: Decimal
    omschrijving: str
    terug_url: str
    melding_url: str
    taal: str


@dataclass(frozen=True)
class Stand:
    """How a payment stands at the provider."""

    kenmerk: str
    status: Betaalpoging.Status
    bedrag: Decimal
    betaald_op: datetime | None = None
    betaalpagina: str = ""
    annuleerbaar: bool = False


class Aanbieder(Protocol):
    """A payment provider."""

    naam: str

    def begin(self, opdracht: Opdracht) -> Stand:
        """Return the payment that was made for this; the same key gives the same payment."""

    def stand(self, kenmerk: str) -> Stand:
        """Return how this payment stands now."""

    def annuleer(self, kenmerk: str) -> Stand:
        """Return the payment after it was cancelled; raise when it cannot be."""

    def betaal_terug(self, kenmerk: str, *, sleutel: str, bedrag: Decimal, omschrijving: str) -> str:
        """Return the id of the refund; the same key pays back once."""
