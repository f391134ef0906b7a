"""How a row looks in the ZGW APIs, for who records a change: each API says it for its own models.

The trail and the notifications are written below the APIs (zaken.gebeurtenissen), so the APIs register here what they
know, and nothing has to import upwards. Addresses in a picture begin with "/": the host is added when it is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model

Stand = Mapping[str, Any]


@dataclass(frozen=True)
class Weergave:
    """The resource that shows a model: its name in the standard, how a row is read, and how it is called."""

    resource: str
    pad: str
    lees: Callable[[int], Stand | None]

    def adres(self, uuid: UUID) -> str:
        """Return the path of a row, such as /zaken/api/v1/zaken/<uuid>."""
        return f"{self.pad}/{uuid}"


_weergaven: dict[type[Model], Weergave] = {}


def registreer(model: type[Model], weergave: Weergave) -> None:
    """Tie a model to the resource that shows it; once."""
    if model in _weergaven:
        raise TypeError(f"{model.__name__} heeft al een weergave.")
    _weergaven[model] = weergave


def weergave_van(rij: Model) -> Weergave:
    """Return the resource of this row's model."""
    return _weergaven[type(rij)]


def stand_van(rij: Model) -> Stand:
    """Return the row as the API shows it at this moment of the transaction; what is not there any more is an error."""
    stand = _weergaven[type(rij)].lees(rij.pk)
    if stand is None:
        raise LookupError(f"{type(rij).__name__} {rij.pk} is er niet meer.")
    return stand
