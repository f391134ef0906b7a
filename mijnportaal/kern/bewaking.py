"""Whether a term goes well: the days on which someone has to be warned (normen.md 5.2, T-13)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mijnportaal.kern.kalender import DAGEN, Dagentabel, dagen_later, werkdagen_eerder


class Grens(StrEnum):
    """How far a term is."""

    HELFT = "50"
    DRIEKWART = "75"
    NEGENTIG = "90"
    VIJF_WERKDAGEN = "5-werkdagen"
    VOORBIJ = "voorbij"


DELEN = {Grens.HELFT: 50, Grens.DRIEKWART: 75, Grens.NEGENTIG: 90}
WERKDAGEN_VOORAF = 5


@dataclass(frozen=True)
class Waarschuwing:
    """The first day on which a term is this far."""

    grens: Grens
    op: date


def waarschuwingen(begin: date, laatste_dag: date, dagen: Dagentabel = DAGEN) -> tuple[Waarschuwing, ...]:
    """Return the days to warn for a term that runs after `begin` up to `laatste_dag`, the earliest first."""
    lengte = (laatste_dag - begin).days
    # Rounded up, in whole numbers: on that day at least this part is over.
    delen = [Waarschuwing(grens, begin + timedelta(-(-lengte * procent // 100))) for grens, procent in DELEN.items()]
    vooraf = max(werkdagen_eerder(laatste_dag, WERKDAGEN_VOORAF, dagen), begin)
    alle = [
        *delen,
        Waarschuwing(Grens.VIJF_WERKDAGEN, vooraf),
        Waarschuwing(Grens.VOORBIJ, dagen_later(laatste_dag, 1)),
    ]
    return tuple(sorted(alle, key=lambda waarschuwing: waarschuwing.op))


def bereikt(begin: date, laatste_dag: date, vandaag: date, dagen: Dagentabel = DAGEN) -> frozenset[Grens]:
    """Return which limits this term has reached by the end of today."""
    return frozenset(rij.grens for rij in waarschuwingen(begin, laatste_dag, dagen) if rij.op <= vandaag)
