"""Page through a long list by the key of its last row: page one thousand costs as much as page one."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models

Rij = TypeVar("Rij", bound=models.Model)

# The key before the first row without a date.
ZONDER_DATUM = ".0"
SLEUTEL = re.compile(r"(\d{4}-\d{2}-\d{2})?\.(\d{1,18})")


@dataclass(frozen=True)
class Bladzijde(Generic[Rij]):
    """The rows of one page; `volgende` is the key for the page after it, empty at the end."""

    rijen: Sequence[Rij]
    volgende: str
    is_eerste: bool


@dataclass(frozen=True)
class _Sleutel:
    datum: datetime.date | None
    pk: int


def blader(
    rijen: "models.QuerySet[Rij]", veld: str, *, na: str = "", grootte: int = 25, aflopend: bool = False
) -> Bladzijde[Rij]:
    """Return the page after the key `na`, ordered by a date field and then by age; rows without a date come last.

    Rows with and without a date are read apart: each part is one range of the index. A key that nobody gave out
    shows the first page.
    """
    sleutel = _lees(na)
    gevonden: list[Rij] = []
    if sleutel is None or sleutel.datum:
        gevonden = list(_met_datum(rijen, veld, sleutel, aflopend)[: grootte + 1])
    if len(gevonden) <= grootte:
        gevonden += _zonder_datum(rijen, veld, sleutel)[: grootte + 1 - len(gevonden)]
    zichtbaar = gevonden[:grootte]
    volgende = _schrijf(zichtbaar[-1], veld) if len(gevonden) > grootte else ""
    return Bladzijde(zichtbaar, volgende, sleutel is None)


def _met_datum(
    rijen: "models.QuerySet[Rij]", veld: str, sleutel: _Sleutel | None, aflopend: bool
) -> "models.QuerySet[Rij]":
    # No "nulls last": there are none here, and with it an index cannot be read backwards.
    volgorde = (f"-{veld}", "-pk") if aflopend else (veld, "pk")
    rijen = rijen.filter(**{f"{veld}__isnull": False}).order_by(*volgorde)
    if sleutel is None:
        return rijen
    # "From this date on, but not what was shown of this date": a plain bound, where an OR would walk the index.
    grens, gezien = ("lte", "gte") if aflopend else ("gte", "lte")
    rijen = rijen.filter(**{f"{veld}__{grens}": sleutel.datum})
    return rijen.exclude(**{veld: sleutel.datum, f"pk__{gezien}": sleutel.pk})


def _zonder_datum(rijen: "models.QuerySet[Rij]", veld: str, sleutel: _Sleutel | None) -> "models.QuerySet[Rij]":
    rijen = rijen.filter(**{f"{veld}__isnull": True}).order_by("pk")
    return rijen.filter(pk__gt=sleutel.pk) if sleutel and not sleutel.datum else rijen


def _lees(na: str) -> _Sleutel | None:
    """Return the key in the address, or nothing when it is not one of ours."""
    gevonden = SLEUTEL.fullmatch(na)
    if not gevonden:
        return None
    try:
        datum = datetime.date.fromisoformat(gevonden[1]) if gevonden[1] else None
    except ValueError:
        return None
    return _Sleutel(datum, int(gevonden[2]))


def _schrijf(rij: models.Model, veld: str) -> str:
    datum = getattr(rij, veld)
    return f"{datum.isoformat() if datum else ''}.{rij.pk}"
