"""What stands in the way of a decision according to apps above this one: they tell it here, for we cannot ask them."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from zaken.models import Zaak

Beletsels = Callable[[Zaak], list[ValidationError]]
_VOOR_BESLUIT: list[Beletsels] = []


def meld_aan(beletsels: Beletsels) -> None:
    """Ask these reasons before every decision of the staff; asking twice changes nothing."""
    if beletsels not in _VOOR_BESLUIT:
        _VOOR_BESLUIT.append(beletsels)


def beletsels_besluit(zaak: Zaak) -> list[ValidationError]:
    """Return every reason why nobody can decide on this zaak yet."""
    return [reden for beletsels in _VOOR_BESLUIT for reden in beletsels(zaak)]
