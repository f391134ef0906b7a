"""The values that rules work with, and how they count, compare and read: docs/formulierdialect.md, section "Regels".

frontend/js/regels/waarden.mjs says the same in JavaScript; tests/formulieren/regels compares the two.
"""

import re
from collections.abc import Mapping, Sized
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any

Json = Any
# What a rule has in its hands: JSON, with a Decimal for a number that was worked out.
Waarde = Any

# 28 digits: 18 before the point, 10 behind it. Everything is rounded to that once, half to even.
CONTEXT = Context(prec=28, rounding=ROUND_HALF_EVEN)
# Holds every product of two numbers exactly, and enough of a quotient to round it once.
RUIM = Context(prec=60, rounding=ROUND_HALF_EVEN)
STAP = Decimal("1e-10")
GETAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)
MAX_GETAL = 40
# The largest whole number that JSON in a browser keeps exactly.
MAX_HEEL = 2**53
MAX_DIEP = 32
# For one evaluation of a whole form (S-22).
MAX_STAPPEN = 100_000


class Regelfout(ValueError):
    """A rule that is not well formed; `code` says how, `wat` names the part."""

    def __init__(self, code: str, wat: object = "") -> None:
        super().__init__(f"{code}: {wat}" if wat != "" else code)
        self.code, self.wat = code, wat


class Grens(Regelfout):
    """A rule, or one evaluation, that is larger than the bounds allow (S-22)."""


class Teller:
    """Counts the steps of one evaluation, and stops what takes too many."""

    __slots__ = ("stappen",)

    def __init__(self) -> None:
        self.stappen = 0

    def tel(self, aantal: int = 1) -> None:
        self.stappen += aantal
        if self.stappen > MAX_STAPPEN:
            raise Grens("stappen")

    def daal_af(self, geheel: Sized, diep: int) -> int:
        """Count the parts of a list or an object that is gone through; return how deep its parts lie."""
        if diep >= MAX_DIEP:
            raise Grens("diepte")
        self.tel(len(geheel))
        return diep + 1


def op_maat(getal: Decimal) -> Decimal | None:
    """Return the number rounded to ten decimals, or None when it has more than 18 digits before the point."""
    try:
        return getal.quantize(STAP, context=CONTEXT)
    except InvalidOperation:
        return None


def getal(waarde: Waarde) -> Decimal | None:
    """Return the value as a number; None for what is no number."""
    if isinstance(waarde, Decimal):
        return waarde
    if isinstance(waarde, str):
        return _uit_tekst(waarde)
    if isinstance(waarde, bool):
        return Decimal(int(waarde))
    if isinstance(waarde, int | float):
        return _uit_json(waarde)
    return None


def _uit_tekst(tekst: str) -> Decimal | None:
    return op_maat(Decimal(tekst)) if len(tekst) <= MAX_GETAL and GETAL.fullmatch(tekst) else None


def _uit_json(cijfer: int | float) -> Decimal | None:
    if isinstance(cijfer, int) and abs(cijfer) <= MAX_HEEL:
        return Decimal(cijfer)
    if abs(cijfer) >= 1e19 or cijfer != cijfer:  # noqa: PLR0124  NaN is the one number unequal to itself
        return None
    # Through its shortest notation: 0.1 is a tenth, and not the binary fraction beside it.
    return op_maat(Decimal(repr(float(cijfer))))


def als_getal(waarde: Waarde) -> Decimal | None:
    """Return the value as a number when it is one by nature: true and false only count, they are none."""
    return None if isinstance(waarde, bool) else getal(waarde)


def is_leeg(waarde: Waarde) -> bool:
    """Tell whether there is nothing: no value, an empty text, or an empty list or object. 0 and false are something."""
    return waarde is None or (isinstance(waarde, str | list | tuple | Mapping) and not waarde)


def is_waar(waarde: Waarde) -> bool:
    """Tell whether a value counts as true; false are what is empty, false itself and 0, also written as "0.00"."""
    if waarde is None or isinstance(waarde, bool | list | tuple):
        return bool(waarde)
    if isinstance(waarde, Mapping):
        return True
    cijfer = getal(waarde)
    return isinstance(waarde, str) and bool(waarde) if cijfer is None else bool(cijfer)


def notatie(cijfer: Decimal) -> str:
    """Return the one way in which a number is written: no exponent, no needless zeros, no minus before 0."""
    if not cijfer:
        return "0"
    tekst = f"{cijfer:f}"
    return tekst.rstrip("0").rstrip(".") if "." in tekst else tekst


def naar_json(waarde: Waarde, teller: Teller, diep: int = 0) -> Json:
    """Return the value as JSON; every number as its text, so that no reader makes a binary fraction of it."""
    if isinstance(waarde, list | tuple):
        diep = teller.daal_af(waarde, diep)
        return [naar_json(deel, teller, diep) for deel in waarde]
    if isinstance(waarde, Mapping):
        diep = teller.daal_af(waarde, diep)
        return {sleutel: naar_json(deel, teller, diep) for sleutel, deel in waarde.items()}
    if isinstance(waarde, Decimal | int | float) and not isinstance(waarde, bool):
        cijfer = getal(waarde)
        return None if cijfer is None else notatie(cijfer)
    return waarde


def tekst(waarde: Waarde, teller: Teller, diep: int = 0) -> str:
    """Return the value as a piece of text."""
    if isinstance(waarde, str):
        return waarde
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    if isinstance(waarde, list | tuple):
        diep = teller.daal_af(waarde, diep)
        return ", ".join(tekst(deel, teller, diep) for deel in waarde)
    cijfer = getal(waarde)
    return "" if cijfer is None else notatie(cijfer)


def gelijk(links: Waarde, rechts: Waarde, teller: Teller, *, streng: bool = False, diep: int = 0) -> bool:
    """Tell whether two values are the same; `streng`: nothing but a number and its text passes for something else."""
    if not streng and (is_leeg(links) or is_leeg(rechts)):
        return is_leeg(links) and is_leeg(rechts)
    if isinstance(links, bool) != isinstance(rechts, bool) and streng:
        return False
    een, twee = getal(links), getal(rechts)
    if een is not None or twee is not None:
        return een == twee
    return _zelfde_bouw(links, rechts, teller, streng, diep)


def _zelfde_bouw(links: Waarde, rechts: Waarde, teller: Teller, streng: bool, diep: int) -> bool:
    if isinstance(links, list | tuple) and isinstance(rechts, list | tuple):
        diep = teller.daal_af(links, diep)
        paren = zip(links, rechts, strict=False)
        return len(links) == len(rechts) and all(
            gelijk(een, twee, teller, streng=streng, diep=diep) for een, twee in paren
        )
    if isinstance(links, Mapping) and isinstance(rechts, Mapping):
        diep = teller.daal_af(links, diep)
        return links.keys() == rechts.keys() and all(
            gelijk(links[sleutel], rechts[sleutel], teller, streng=streng, diep=diep) for sleutel in links
        )
    return links == rechts if isinstance(links, str) and isinstance(rechts, str) else links is rechts is None


def kleiner(links: Waarde, rechts: Waarde, *, of_gelijk: bool) -> bool:
    """Tell whether one value comes before the other: numbers by size, texts (and so dates) letter by letter.

    What is empty, or of another kind, comes before nothing.
    """
    een, twee = getal(links), getal(rechts)
    if een is not None and twee is not None:
        return een <= twee if of_gelijk else een < twee
    if een is not None or twee is not None or is_leeg(links) or is_leeg(rechts):
        return False
    if isinstance(links, str) and isinstance(rechts, str):
        return links <= rechts if of_gelijk else links < rechts
    return False
