"""What kind of value an operator takes and gives: known before anybody fills in the form."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from formulieren.regels.datums import datum
from formulieren.regels.waarden import Json, getal, is_leeg


class Soort(StrEnum):
    """A kind of value; ONBEKEND may be anything."""

    GETAL = "getal"
    TEKST = "tekst"
    DATUM = "datum"
    WAARHEID = "waarheid"
    LIJST = "lijst"
    GEHEEL = "geheel"
    ONBEKEND = "onbekend"


# Of every key its kind; of a repeating group the kinds of the questions in its rows.
Soorten: TypeAlias = Mapping[str, "Soort | Soorten"]

GETAL, TEKST, DATUM, WAARHEID, LIJST, ONBEKEND = (
    Soort.GETAL, Soort.TEKST, Soort.DATUM, Soort.WAARHEID, Soort.LIJST, Soort.ONBEKEND,
)  # fmt: skip

# Per operator the kinds of its arguments (the last one for all that follow), and what comes out. What is not here
# takes anything.
NEEMT: Mapping[str, tuple[Soort, ...]] = {
    **dict.fromkeys(("+", "-", "*", "/", "%", "abs", "rond"), (GETAL,)),
    **dict.fromkeys(("map", "filter", "all", "some", "none", "reduce", "aantal", "som"), (LIJST, ONBEKEND)),
    **dict.fromkeys(("dagen_tussen", "maanden_tussen", "jaren_tussen", "werkdagen_tussen", "leeftijd"), (DATUM,)),
    **dict.fromkeys(("datum_plus", "werkdag_plus"), (DATUM, GETAL)),
    "tarief": (ONBEKEND, ONBEKEND, DATUM),
    "substr": (ONBEKEND, GETAL),
}
GEEFT: Mapping[str, Soort] = {
    **dict.fromkeys(("+", "-", "*", "/", "%", "abs", "rond", "min", "max", "lengte", "aantal", "som"), GETAL),
    **dict.fromkeys(("dagen_tussen", "maanden_tussen", "jaren_tussen", "werkdagen_tussen", "leeftijd"), GETAL),
    **dict.fromkeys(("datum_plus", "werkdag_plus", "vandaag"), DATUM),
    **dict.fromkeys(("==", "!=", "===", "!==", "<", "<=", ">", ">=", "in", "leeg", "patroon", "!", "!!"), WAARHEID),
    **dict.fromkeys(("all", "some", "none", "in_gemeente"), WAARHEID),
    **dict.fromkeys(("map", "filter", "merge"), LIJST),
    **dict.fromkeys(("cat", "substr"), TEKST),
}
VERGELIJKEND = frozenset({"==", "!=", "===", "!==", "<", "<=", ">", ">="})


def past(soort: Soort, bij: Soort) -> bool:
    """Tell whether a value of this kind may stand where the other is asked; true and false count as 1 and 0."""
    return soort == bij or Soort.ONBEKEND in (soort, bij) or (soort, bij) == (Soort.WAARHEID, Soort.GETAL)


def vergelijkbaar(een: Soort, twee: Soort) -> bool:
    """Tell whether comparing two kinds can give true: a date is a text, and a text may be a number."""
    return past(een, twee) or past(twee, een) or {een, twee} in ({Soort.TEKST, Soort.DATUM}, {Soort.TEKST, Soort.GETAL})


def soort_van_waarde(waarde: Json) -> Soort:
    """Return the kind of a value that is written out in a rule."""
    if is_leeg(waarde) or (isinstance(waarde, str) and getal(waarde) is not None):
        return Soort.ONBEKEND  # "5" may be a number, and may be a code
    if isinstance(waarde, bool):
        return Soort.WAARHEID
    if getal(waarde) is not None:
        return Soort.GETAL
    if isinstance(waarde, list | tuple):
        return Soort.LIJST
    return Soort.DATUM if datum(waarde) else Soort.TEKST
