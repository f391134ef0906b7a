"""Rules: JsonLogic, read once into functions and then worked out as often as needed.

Reading refuses what is not a rule, so that working out can only meet a bound. Nothing here is evaluated as code.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from formulieren.regels import patroon
from formulieren.regels.omgeving import Omgeving
from formulieren.regels.operaties import OPERATIES
from formulieren.regels.waarden import MAX_DIEP, Grens, Json, Regelfout, Waarde, getal, is_waar, naar_json, tekst

MAX_KNOPEN = 2000

Regel: TypeAlias = Callable[[Mapping[str, Json], Omgeving], Json]
# A part of a rule: gets what `var` sees (the answers, or one item of a list), gives a value.
Deel: TypeAlias = Callable[[Waarde, Omgeving], Waarde]

# Operators on a list, whose second argument is worked out for every item: fewest and most arguments.
PER_LID = {"map": 2, "filter": 2, "all": 2, "some": 2, "none": 2, "reduce": 3}
# Operators that choose what is worked out: fewest and most arguments.
KEUZE = {"if": (1, None), "and": (1, None), "or": (1, None), "!": (1, 1), "!!": (1, 1)}
EIGEN = frozenset({"var", "patroon", *PER_LID, *KEUZE})
# Arguments that say what something is called, and so cannot be worked out: place and operator.
NAMEN = {"tarief": 0, "som": 1}


def bereken(regel: Json, gegevens: Mapping[str, Json], omgeving: Omgeving) -> Json:
    """Return the outcome of a rule for these answers, as JSON."""
    return compileer(regel)(gegevens, omgeving)


def compileer(regel: Json) -> Regel:
    """Return the rule as a function; raises Regelfout when it is none, and Grens when it is too large."""
    meet(regel)
    deel = _lees(regel, binnen=False)
    return lambda gegevens, omgeving: naar_json(deel(gegevens, omgeving), omgeving.teller)


def meet(regel: Json) -> None:
    """Raise Grens when a rule is nested too deep or has too many parts."""
    knopen, stapel = 0, [(regel, 1)]
    while stapel:
        knoop, diep = stapel.pop()
        knopen += 1
        if diep > MAX_DIEP:
            raise Grens("diepte")
        if knopen > MAX_KNOPEN:
            raise Grens("grootte")
        if isinstance(knoop, Mapping):
            # The list of arguments belongs to its operator, and is no level of its own.
            stapel.extend((deel, diep + 1) for inhoud in knoop.values() for deel in argumenten_van(inhoud))
        elif isinstance(knoop, list | tuple):
            stapel.extend((deel, diep + 1) for deel in knoop)


def argumenten_van(inhoud: Json) -> list[Json]:
    """Return the arguments of an operator; a single one may stand without its list."""
    return list(inhoud) if isinstance(inhoud, list | tuple) else [inhoud]


def operator_van(regel: Mapping[str, Json]) -> tuple[str, list[Json]]:
    """Return the operator of a rule and its arguments; raises Regelfout for what has none, or more than one."""
    if len(regel) != 1:
        raise Regelfout("vorm")
    ((naam, inhoud),) = regel.items()
    if naam not in OPERATIES and naam not in EIGEN:
        raise Regelfout("operator", naam)
    argumenten = argumenten_van(inhoud)
    minst, meest = aantal_argumenten(naam)
    if len(argumenten) < minst or (meest is not None and len(argumenten) > meest):
        raise Regelfout("argumenten", naam)
    return naam, argumenten


def aantal_argumenten(naam: str) -> tuple[int, int | None]:
    """Return how many arguments an operator takes at least and at most."""
    if naam in PER_LID:
        return PER_LID[naam], PER_LID[naam]
    if naam in OPERATIES:
        return OPERATIES[naam].minst, OPERATIES[naam].meest
    return {"var": (0, 2), "patroon": (2, 2)}.get(naam) or KEUZE[naam]


def _lees(regel: Json, *, binnen: bool) -> Deel:
    """Return one part as a function; `binnen`: it is about an item of a list, and `var` is too."""
    if isinstance(regel, list | tuple):
        return _lijst([_lees(deel, binnen=binnen) for deel in regel])
    if not isinstance(regel, Mapping):
        return _vast(regel)
    naam, argumenten = operator_van(regel)
    if naam == "var":
        return _geteld(_var(argumenten, binnen=binnen))
    if naam in PER_LID:
        return _geteld(_per_lid(naam, argumenten, binnen=binnen))
    if naam == "patroon":
        return _geteld(_patroon(argumenten, binnen=binnen))
    if naam in NAMEN and len(argumenten) > NAMEN[naam] and not isinstance(argumenten[NAMEN[naam]], str):
        raise Regelfout("naam", naam)
    delen = [_lees(argument, binnen=binnen) for argument in argumenten]
    return _geteld(_KEUZES[naam](delen) if naam in KEUZE else _operatie(naam, delen))


def _geteld(deel: Deel) -> Deel:
    """Return the part with its step counted."""

    def stap(gegevens: Waarde, omgeving: Omgeving) -> Waarde:
        omgeving.teller.tel()
        return deel(gegevens, omgeving)

    return stap


def _vast(waarde: Json) -> Deel:
    if isinstance(waarde, int | float) and not isinstance(waarde, bool):
        waarde = getal(waarde)
        if waarde is None:
            raise Regelfout("getal")
    return lambda _gegevens, _omgeving: waarde


def _lijst(delen: list[Deel]) -> Deel:
    return lambda gegevens, omgeving: [deel(gegevens, omgeving) for deel in delen]


def _operatie(naam: str, delen: list[Deel]) -> Deel:
    functie = OPERATIES[naam].functie
    return lambda gegevens, omgeving: functie([deel(gegevens, omgeving) for deel in delen], omgeving)


def _var(argumenten: list[Json], *, binnen: bool) -> Deel:
    pad = padnaam(argumenten, binnen=binnen)
    anders = _lees(argumenten[1], binnen=binnen) if len(argumenten) > 1 else None

    def zoek(gegevens: Waarde, omgeving: Omgeving) -> Waarde:
        waarde = gegevens
        for naam in pad:
            waarde = _onderdeel(waarde, naam)
        return anders(gegevens, omgeving) if waarde is None and anders else waarde

    return zoek


def padnaam(argumenten: list[Json], *, binnen: bool) -> tuple[str, ...]:
    """Return the names that lead to a value; raises Regelfout when they are not written out."""
    naam = argumenten[0] if argumenten else ""
    if naam in ("", None) and binnen:
        return ()
    # Everything there is, is no value: nobody could tell which questions such a rule depends on.
    if not isinstance(naam, str) or not naam:
        raise Regelfout("naam", "var")
    return tuple(naam.split("."))


def _onderdeel(waarde: Waarde, naam: str) -> Waarde:
    if isinstance(waarde, Mapping):
        return waarde.get(naam)
    if isinstance(waarde, list | tuple) and naam.isascii() and naam.isdigit() and len(naam) < 6:
        return waarde[int(naam)] if int(naam) < len(waarde) else None
    return None


def _patroon(argumenten: list[Json], *, binnen: bool) -> Deel:
    if not isinstance(argumenten[1], str):
        raise Regelfout("naam", "patroon")
    deel, programma = _lees(argumenten[0], binnen=binnen), patroon.lees(argumenten[1])

    def past(gegevens: Waarde, omgeving: Omgeving) -> bool:
        waarde = deel(gegevens, omgeving)
        return not isinstance(waarde, list | tuple | Mapping) and programma.past(
            tekst(waarde, omgeving.teller), omgeving.teller
        )

    return past


# Choosing


def _als(delen: list[Deel]) -> Deel:
    def kies(gegevens: Waarde, omgeving: Omgeving) -> Waarde:
        for nummer in range(0, len(delen) - 1, 2):
            if is_waar(delen[nummer](gegevens, omgeving)):
                return delen[nummer + 1](gegevens, omgeving)
        return delen[-1](gegevens, omgeving) if len(delen) % 2 else None

    return kies


def _tot(stopt: bool) -> Callable[[list[Deel]], Deel]:
    """Return `or` (stops at the first true value) or `and` (at the first false one); the outcome is that value."""

    def bouw(delen: list[Deel]) -> Deel:
        def kies(gegevens: Waarde, omgeving: Omgeving) -> Waarde:
            waarde = None
            for deel in delen:
                waarde = deel(gegevens, omgeving)
                if is_waar(waarde) is stopt:
                    break
            return waarde

        return kies

    return bouw


_KEUZES: Mapping[str, Callable[[list[Deel]], Deel]] = {
    "if": _als,
    "and": _tot(stopt=False),
    "or": _tot(stopt=True),
    "!": lambda delen: lambda gegevens, omgeving: not is_waar(delen[0](gegevens, omgeving)),
    "!!": lambda delen: lambda gegevens, omgeving: is_waar(delen[0](gegevens, omgeving)),
}


# Lists


def _per_lid(naam: str, argumenten: list[Json], *, binnen: bool) -> Deel:
    bron, regel = _lees(argumenten[0], binnen=binnen), _lees(argumenten[1], binnen=True)
    if naam == "reduce":
        return _reduce(bron, regel, _lees(argumenten[2], binnen=binnen))
    vouw = _VOUWEN[naam]

    def loop(gegevens: Waarde, omgeving: Omgeving) -> Waarde:
        leden = _leden(bron(gegevens, omgeving), omgeving)
        return vouw(leden, lambda lid: regel(lid, omgeving))

    return loop


def _leden(lijst: Waarde, omgeving: Omgeving) -> list[Waarde]:
    leden = list(lijst) if isinstance(lijst, list | tuple) else []
    omgeving.teller.tel(len(leden))
    return leden


Vouw = Callable[[list[Waarde], Callable[[Waarde], Waarde]], Waarde]
_VOUWEN: Mapping[str, Vouw] = {
    "map": lambda leden, doe: [doe(lid) for lid in leden],
    "filter": lambda leden, doe: [lid for lid in leden if is_waar(doe(lid))],
    # Of nothing, not all are so.
    "all": lambda leden, doe: bool(leden) and all(is_waar(doe(lid)) for lid in leden),
    "some": lambda leden, doe: any(is_waar(doe(lid)) for lid in leden),
    "none": lambda leden, doe: not any(is_waar(doe(lid)) for lid in leden),
}


def _reduce(bron: Deel, regel: Deel, begin: Deel) -> Deel:
    def vouw(gegevens: Waarde, omgeving: Omgeving) -> Waarde:
        leden = _leden(bron(gegevens, omgeving), omgeving)
        waarde = begin(gegevens, omgeving)
        for lid in leden:
            waarde = regel({"current": lid, "accumulator": waarde}, omgeving)
        return waarde

    return vouw


def sleutels_in(regel: Json) -> frozenset[str]:
    """Return the keys of the answers that a rule reads; `var` about an item of a list is no answer.

    Of something malformed: what can be found.
    """
    return frozenset(_sleutels(regel, 0))


def _sleutels(regel: Json, diep: int) -> Iterator[str]:
    if diep > 2 * MAX_DIEP:
        return
    if isinstance(regel, list | tuple):
        for deel in regel:
            yield from _sleutels(deel, diep + 1)
    elif isinstance(regel, Mapping):
        for naam, inhoud in regel.items():
            yield from _sleutels_van(naam, argumenten_van(inhoud), diep + 1)


def _sleutels_van(naam: str, argumenten: list[Json], diep: int) -> Iterator[str]:
    if naam == "var":
        if argumenten and isinstance(argumenten[0], str) and argumenten[0]:
            yield argumenten[0].partition(".")[0]
        argumenten = argumenten[1:]
    elif naam in PER_LID:
        argumenten = [argumenten[0], *argumenten[2:]] if argumenten else []
    yield from _sleutels(argumenten, diep)


__all__ = [
    "Grens", "Json", "Omgeving", "Regel", "Regelfout", "bereken", "compileer", "is_waar", "sleutels_in",
]  # fmt: skip
