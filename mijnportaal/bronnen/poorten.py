"""Which sources this municipality has: each port as the settings connect it, or nothing."""

from typing import Any

from django.conf import settings

from mijnportaal.bronnen.bag import Adressen, Bag
from mijnportaal.bronnen.brp import HaalCentraal, Personen
from mijnportaal.bronnen.kvk import Bedrijven, Handelsregister
from mijnportaal.bronnen.verbinding import Dienst


def personen() -> Personen | None:
    """Return the BRP; nothing when it is not connected, which is no outage: people type what we do not know."""
    return HaalCentraal(dienst) if (dienst := _dienst("brp")) else None


def bedrijven() -> Bedrijven | None:
    """Return the handelsregister, when it is connected."""
    return Handelsregister(dienst) if (dienst := _dienst("kvk")) else None


def adressen() -> Adressen | None:
    """Return the BAG, when it is connected."""
    return Bag(dienst) if (dienst := _dienst("bag")) else None


def _dienst(naam: str) -> Dienst | None:
    gegevens: dict[str, Any] = settings.BRONNEN[naam]
    if not gegevens["adres"]:
        return None
    return Dienst(
        naam=naam,
        adres=gegevens["adres"],
        koppen=tuple(sorted(gegevens["koppen"].items())),
        certificaat=gegevens["certificaat"],
        certificaatsleutel=gegevens["certificaatsleutel"],
        ca=gegevens["ca"],
    )
