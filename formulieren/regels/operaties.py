"""The operators that take the outcome of their arguments: arithmetic, text, dates, tables.

Those that decide themselves which argument is worked out, and for which item, stand in logica.py.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from formulieren.regels import datums
from formulieren.regels.omgeving import Omgeving
from formulieren.regels.waarden import (
    CONTEXT,
    RUIM,
    Grens,
    Waarde,
    als_getal,
    gelijk,
    getal,
    is_leeg,
    kleiner,
    notatie,
    op_maat,
    tekst,
)

NUL = Decimal(0)
# The longest text and list that a rule may make.
MAX_LENGTE = 10_000
MAX_CIJFERS = 10

Functie = Callable[[list[Waarde], Omgeving], Waarde]


@dataclass(frozen=True)
class Operatie:
    """An operator: how many arguments it takes, and what it makes of them; `meest` None: as many as one likes."""

    minst: int
    meest: int | None
    functie: Functie


# Comparing


def _is_gelijk(delen: list[Waarde], omgeving: Omgeving) -> bool:
    return gelijk(delen[0], delen[1], omgeving.teller)


def _is_hetzelfde(delen: list[Waarde], omgeving: Omgeving) -> bool:
    return gelijk(delen[0], delen[1], omgeving.teller, streng=True)


def _keten(vergelijk: Callable[[Waarde, Waarde], bool]) -> Functie:
    """Return the comparison of two values, or of three in a row: between."""
    return lambda delen, _: all(vergelijk(een, twee) for een, twee in pairwise(delen))


def _in(delen: list[Waarde], omgeving: Omgeving) -> bool:
    naald, hooi = delen
    if isinstance(hooi, list | tuple):
        omgeving.teller.tel(len(hooi))
        return any(gelijk(naald, deel, omgeving.teller) for deel in hooi)
    if is_leeg(naald) or isinstance(hooi, Mapping) or isinstance(naald, list | tuple | Mapping):
        return False
    return tekst(naald, omgeving.teller) in tekst(hooi, omgeving.teller)


# Arithmetic. An empty value adds nothing; a product with it is unknown.


def _optelbaar(delen: Iterable[Waarde]) -> list[Decimal] | None:
    """Return the values as numbers, 0 for what is empty; None when one of them is something else."""
    getallen = [NUL if _ontbreekt(deel) else getal(deel) for deel in delen]
    return None if None in getallen else [cijfer for cijfer in getallen if cijfer is not None]


def _ontbreekt(waarde: Waarde) -> bool:
    return waarde is None or waarde == ""


def _plus(delen: list[Waarde], _omgeving: Omgeving) -> Waarde:
    getallen = _optelbaar(delen)
    return None if getallen is None else _opgeteld(getallen)


def _opgeteld(getallen: Iterable[Decimal]) -> Decimal | None:
    som: Decimal | None = NUL
    for cijfer in getallen:
        som = None if som is None else op_maat(RUIM.add(som, cijfer))
    return som


def _min(delen: list[Waarde], _omgeving: Omgeving) -> Waarde:
    getallen = _optelbaar(delen)
    if getallen is None:
        return None
    return op_maat(RUIM.subtract(*getallen) if len(getallen) == 2 else RUIM.minus(getallen[0]))


def _maal(delen: list[Waarde], _omgeving: Omgeving) -> Waarde:
    uitkomst: Decimal | None = Decimal(1)
    for deel in delen:
        cijfer = getal(deel)
        uitkomst = None if uitkomst is None or cijfer is None else op_maat(RUIM.multiply(uitkomst, cijfer))
    return uitkomst


def _gedeeld(delen: list[Waarde], _omgeving: Omgeving) -> Waarde:
    teller, noemer = map(getal, delen)
    return op_maat(RUIM.divide(teller, noemer)) if teller is not None and noemer else None


def _rest(delen: list[Waarde], _omgeving: Omgeving) -> Waarde:
    teller, noemer = map(getal, delen)
    return op_maat(RUIM.remainder(teller, noemer)) if teller is not None and noemer else None


def _uiterste(kies: Callable[[list[Decimal]], Decimal]) -> Functie:
    def functie(delen: list[Waarde], omgeving: Omgeving) -> Waarde:
        if len(delen) == 1 and isinstance(delen[0], list | tuple):
            delen = list(delen[0])
            omgeving.teller.tel(len(delen))
        getallen = _optelbaar(deel for deel in delen if not _ontbreekt(deel))
        return kies(getallen) if getallen else None

    return functie


def _rond(delen: list[Waarde], _omgeving: Omgeving) -> Waarde:
    cijfer, decimalen = getal(delen[0]), datums.heel(delen[1], MAX_CIJFERS) if len(delen) > 1 else 0
    if cijfer is None or decimalen is None or decimalen < 0:
        return None
    # 10.5 becomes 11 and -10.5 becomes -11: half goes away from zero, as on a bill.
    return op_maat(cijfer.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP, CONTEXT))


def _abs(delen: list[Waarde], _omgeving: Omgeving) -> Waarde:
    cijfer = getal(delen[0])
    return None if cijfer is None else RUIM.abs(cijfer)


# Text


def _cat(delen: list[Waarde], omgeving: Omgeving) -> Waarde:
    """Return the values as one text; refuse one that grows without end."""
    gemaakt = ""
    for deel in delen:
        gemaakt += tekst(deel, omgeving.teller)
        if len(gemaakt) > MAX_LENGTE:
            raise Grens("lengte")
    omgeving.teller.tel(len(gemaakt) // 100)
    return gemaakt


def _substr(delen: list[Waarde], omgeving: Omgeving) -> Waarde:
    """Return a piece of text: from a place (negative: from the end), so many characters (negative: all but so many)."""
    geheel = tekst(delen[0], omgeving.teller)
    begin = datums.heel(delen[1], MAX_LENGTE)
    aantal = datums.heel(delen[2], MAX_LENGTE) if len(delen) > 2 else len(geheel)
    if begin is None or aantal is None:
        return None
    begin = max(0, len(geheel) + begin) if begin < 0 else begin
    einde = len(geheel) + aantal if aantal < 0 else begin + aantal
    return geheel[begin : max(begin, einde)]


def _lengte(delen: list[Waarde], omgeving: Omgeving) -> Waarde:
    is_geheel = isinstance(delen[0], list | tuple | Mapping)
    return None if is_geheel else Decimal(len(tekst(delen[0], omgeving.teller)))


# Lists


def _merge(delen: list[Waarde], omgeving: Omgeving) -> Waarde:
    samen = [lid for deel in delen for lid in (deel if isinstance(deel, list | tuple) else [deel])]
    if len(samen) > MAX_LENGTE:
        raise Grens("lengte")
    omgeving.teller.tel(len(samen))
    return samen


def _aantal(delen: list[Waarde], _omgeving: Omgeving) -> Waarde:
    if is_leeg(delen[0]):
        return NUL
    return Decimal(len(delen[0])) if isinstance(delen[0], list | tuple) else None


def _som(delen: list[Waarde], omgeving: Omgeving) -> Waarde:
    lijst = [] if is_leeg(delen[0]) else delen[0]
    if not isinstance(lijst, list | tuple):
        return None
    omgeving.teller.tel(len(lijst))
    if len(delen) > 1:
        lijst = [rij.get(delen[1]) if isinstance(rij, Mapping) else rij for rij in lijst]
    getallen = _optelbaar(lijst)
    return None if getallen is None else _opgeteld(getallen)


# Tables and places


def _tarief(delen: list[Waarde], omgeving: Omgeving) -> Waarde:
    """Return what a fee table says for a code on a day; of rows with one date the last one holds."""
    dag = datums.datum(delen[2]) if len(delen) > 2 else omgeving.vandaag
    if dag is None or is_leeg(delen[1]):
        return None
    geldig = [rij for rij in omgeving.tabellen.get(delen[0], ()) if rij["vanaf"] <= dag.isoformat()]
    omgeving.teller.tel(len(geldig))
    laatste = max(reversed(geldig), key=lambda rij: rij["vanaf"], default=None)
    return laatste["waarden"].get(_code(delen[1], omgeving)) if laatste else None


def _code(waarde: Waarde, omgeving: Omgeving) -> str:
    cijfer = None if isinstance(waarde, str) else als_getal(waarde)
    return tekst(waarde, omgeving.teller) if cijfer is None else notatie(cijfer)


def _in_gemeente(delen: list[Waarde], omgeving: Omgeving) -> Waarde:
    return not is_leeg(delen[0]) and omgeving.in_gemeente(delen[0])


OPERATIES: Mapping[str, Operatie] = {
    "==": Operatie(2, 2, _is_gelijk),
    "!=": Operatie(2, 2, lambda delen, omgeving: not _is_gelijk(delen, omgeving)),
    "===": Operatie(2, 2, _is_hetzelfde),
    "!==": Operatie(2, 2, lambda delen, omgeving: not _is_hetzelfde(delen, omgeving)),
    "<": Operatie(2, 3, _keten(lambda een, twee: kleiner(een, twee, of_gelijk=False))),
    "<=": Operatie(2, 3, _keten(lambda een, twee: kleiner(een, twee, of_gelijk=True))),
    ">": Operatie(2, 3, _keten(lambda een, twee: kleiner(twee, een, of_gelijk=False))),
    ">=": Operatie(2, 3, _keten(lambda een, twee: kleiner(twee, een, of_gelijk=True))),
    "in": Operatie(2, 2, _in),
    "leeg": Operatie(1, 1, lambda delen, _: is_leeg(delen[0])),
    "+": Operatie(1, None, _plus),
    "-": Operatie(1, 2, _min),
    "*": Operatie(1, None, _maal),
    "/": Operatie(2, 2, _gedeeld),
    "%": Operatie(2, 2, _rest),
    "min": Operatie(1, None, _uiterste(min)),
    "max": Operatie(1, None, _uiterste(max)),
    "rond": Operatie(1, 2, _rond),
    "abs": Operatie(1, 1, _abs),
    "cat": Operatie(1, None, _cat),
    "substr": Operatie(2, 3, _substr),
    "lengte": Operatie(1, 1, _lengte),
    "merge": Operatie(1, None, _merge),
    "aantal": Operatie(1, 1, _aantal),
    "som": Operatie(1, 2, _som),
    "vandaag": Operatie(0, 0, datums.vandaag),
    "datum_plus": Operatie(2, 4, datums.datum_plus),
    "dagen_tussen": Operatie(2, 2, datums.dagen_tussen),
    "maanden_tussen": Operatie(2, 2, datums.maanden_tussen),
    "jaren_tussen": Operatie(2, 2, datums.jaren_tussen),
    "leeftijd": Operatie(1, 2, datums.leeftijd),
    "werkdagen_tussen": Operatie(2, 2, datums.werkdagen_tussen),
    "werkdag_plus": Operatie(2, 2, datums.werkdag_plus),
    "tarief": Operatie(2, 3, _tarief),
    "in_gemeente": Operatie(1, 1, _in_gemeente),
}
