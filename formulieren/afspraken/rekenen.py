"""Which times are free: pure calculation over schedules, exceptions, days off and what is taken."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mijnportaal.kern.kalender import AMSTERDAM, DAG

Moment = datetime.datetime
Duur = datetime.timedelta


@dataclass(frozen=True)
class Rooster:
    """The hours of one day of the week, at `balies` desks; a new appointment can begin every `stap`."""

    id: int
    weekdag: int
    van: datetime.time
    tot: datetime.time
    stap: Duur
    balies: int
    geldig_van: datetime.date | None = None
    geldig_tot: datetime.date | None = None

    def geldt_op(self, dag: datetime.date) -> bool:
        """Tell whether this schedule is kept on this day, exceptions aside."""
        if dag.weekday() != self.weekdag:
            return False
        return (self.geldig_van or dag) <= dag <= (self.geldig_tot or dag)


@dataclass(frozen=True)
class Uitzondering:
    """Other hours on one day, or none; for one schedule, or for all of the location."""

    datum: datetime.date
    van: datetime.time | None = None
    tot: datetime.time | None = None
    rooster: int | None = None


@dataclass(frozen=True)
class Bezet:
    """A desk that is taken for some time."""

    rooster: int
    balie: int
    begin: Moment
    einde: Moment

    def overlapt(self, begin: Moment, einde: Moment) -> bool:
        """Tell whether these two times have a moment in common; where one ends, the next may begin."""
        return self.begin < einde and begin < self.einde


@dataclass(frozen=True)
class Tijd:
    """A time that somebody can choose, and the desks that are free then."""

    begin: Moment
    einde: Moment
    rooster: int
    balies: tuple[int, ...]


@dataclass(frozen=True)
class Vraag:
    """What somebody looks for: how long it takes, and between which moments it may begin."""

    duur: Duur
    vanaf: Moment
    tot: Moment


def vrije_tijden(
    vraag: Vraag,
    *,
    roosters: Sequence[Rooster],
    uitzonderingen: Iterable[Uitzondering],
    bezet: Iterable[Bezet],
    is_vrij: Callable[[datetime.date], bool],
) -> Iterator[Tijd]:
    """Yield the times that are free, in order, each moment once.

    `is_vrij` tells on which days everything is closed; an exception with hours opens such a day all the same.
    """
    anders = {(regel.datum, regel.rooster): regel for regel in uitzonderingen}
    # A desk closes before midnight, so what stands on a day in a schedule is all that can be in the way there.
    van_rooster: dict[tuple[int, datetime.date], list[Bezet]] = {}
    for regel in bezet:
        van_rooster.setdefault((regel.rooster, regel.begin.astimezone(AMSTERDAM).date()), []).append(regel)
    dag = vraag.vanaf.astimezone(AMSTERDAM).date()
    while dag <= vraag.tot.astimezone(AMSTERDAM).date():
        van_dag = [
            tijd
            for rooster in roosters
            if (uren := _uren(rooster, dag, anders, is_vrij))
            for tijd in _tijden(rooster, dag, uren, vraag, van_rooster.get((rooster.id, dag), []))
        ]
        yield from _een_per_moment(van_dag)
        dag += DAG


def _uren(
    rooster: Rooster,
    dag: datetime.date,
    anders: dict[tuple[datetime.date, int | None], Uitzondering],
    is_vrij: Callable[[datetime.date], bool],
) -> tuple[datetime.time, datetime.time] | None:
    """Return the hours of this schedule on this day; what is said of the schedule goes before that of the location."""
    if not rooster.geldt_op(dag):
        return None
    if regel := anders.get((dag, rooster.id)) or anders.get((dag, None)):
        return (regel.van, regel.tot) if regel.van and regel.tot else None
    return None if is_vrij(dag) else (rooster.van, rooster.tot)


def _tijden(
    rooster: Rooster, dag: datetime.date, uren: tuple[datetime.time, datetime.time], vraag: Vraag, bezet: list[Bezet]
) -> Iterator[Tijd]:
    """Yield the moments of one schedule on one day at which the whole duration fits before it closes."""
    begin, sluit = (datetime.datetime.combine(dag, uur, AMSTERDAM).astimezone(datetime.UTC) for uur in uren)
    while begin + vraag.duur <= sluit:
        einde = begin + vraag.duur
        vol = {regel.balie for regel in bezet if regel.overlapt(begin, einde)}
        vrij = tuple(balie for balie in range(1, rooster.balies + 1) if balie not in vol)
        if vrij and vraag.vanaf <= begin <= vraag.tot:
            yield Tijd(begin, einde, rooster.id, vrij)
        begin += rooster.stap


def _een_per_moment(tijden: Iterable[Tijd]) -> list[Tijd]:
    """Return one time for each moment: where two schedules have room, the one with the most."""
    beste: dict[Moment, Tijd] = {}
    for tijd in tijden:
        if tijd.begin not in beste or len(tijd.balies) > len(beste[tijd.begin].balies):
            beste[tijd.begin] = tijd
    return [beste[moment] for moment in sorted(beste)]
