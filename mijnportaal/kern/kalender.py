"""The calendar that terms are counted in: civil days in Amsterdam, free days, and calendar durations."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAG = timedelta(days=1)
# A duration in whole years, months, weeks and days, at least one of them: what a field accepts, every reader reads.
# The number of digits is bounded, so that nobody's slip of the finger leads past the end of the calendar.
ISO_DUUR = r"P(?=[0-9])(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"


def dag_van(moment: datetime) -> date:
    """Return the civil date of a moment: 31 December 23:30 here is 31 December, whatever UTC says."""
    return moment.astimezone(AMSTERDAM).date()


# T-01: the royal decrees on equated days, until 2028. Beheer may pass a longer table.
GELIJKGESTELD = frozenset(
    date.fromisoformat(dag)
    for dag in (
        "2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30",
        "2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Dagentabel:
    """The days on which no legal term ends: weekends, the holidays of ATW 3, and what a royal decree equates."""

    gelijkgesteld: frozenset[date] = GELIJKGESTELD

    def is_vrij(self, dag: date) -> bool:
        """Tell whether this is a Saturday, a Sunday or a recognised holiday."""
        return dag.weekday() >= 5 or dag in feestdagen(dag.year) or dag in self.gelijkgesteld

    def kent(self, jaar: int) -> bool:
        """Tell whether a decree for this year is in the table; beheer is warned when next year has none."""
        return any(dag.year == jaar for dag in self.gelijkgesteld)


DAGEN = Dagentabel()


@lru_cache(maxsize=256)
def feestdagen(jaar: int) -> frozenset[date]:
    """Return the holidays of ATW 3 in this year. Good Friday and every 5 May count, whatever the office does."""
    pasen = _eerste_paasdag(jaar)
    koningsdag = date(jaar, 4, 27)
    return frozenset(
        {
            date(jaar, 1, 1),
            *(pasen + timedelta(dagen) for dagen in (-2, 1, 39, 50)),
            koningsdag - DAG if koningsdag.weekday() == 6 else koningsdag,
            date(jaar, 5, 5),
            date(jaar, 12, 25),
            date(jaar, 12, 26),
        }
    )


def is_vrij(dag: date, dagen: Dagentabel = DAGEN) -> bool:
    """Tell whether a term cannot end on this day."""
    return dagen.is_vrij(dag)


def atw(dag: date, dagen: Dagentabel = DAGEN) -> date:
    """Return the day itself, or the first one after it that is not free (ATW 1, first paragraph)."""
    while dagen.is_vrij(dag):
        dag += DAG
    return dag


@dataclass(frozen=True)
class Duur:
    """A calendar duration of the ZGW standards, such as P1Y6M: months first, cut off at month's end, then days."""

    maanden: int = 0
    dagen: int = 0

    @classmethod
    def van_iso(cls, tekst: str) -> "Duur":
        """Return the duration that an ISO 8601 text in whole years, months, weeks and days stands for."""
        jaren, maanden, weken, dagen = lees_iso(tekst)
        return cls(jaren * 12 + maanden, weken * 7 + dagen)

    def na(self, dag: date) -> date:
        """Return the date that lies this much later."""
        return dagen_later(maanden_later(dag, self.maanden), self.dagen)

    def __str__(self) -> str:
        jaren, maanden = divmod(self.maanden, 12)
        delen = [
            (jaren, ngettext("%(n)d jaar", "%(n)d jaar", jaren)),
            (maanden, ngettext("%(n)d maand", "%(n)d maanden", maanden)),
            (self.dagen, ngettext("%(n)d dag", "%(n)d dagen", self.dagen)),
        ]
        return get_text_list([tekst % {"n": n} for n, tekst in delen if n], _("en")) or _("0 dagen")


def maanden_later(dag: date, maanden: int) -> date:
    """Return the same day of a later month, or that month's last day when it is shorter."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    if jaar > date.max.year:
        return date.max
    return dag.replace(year=jaar, month=maand + 1, day=min(dag.day, monthrange(jaar, maand + 1)[1]))


def dagen_later(dag: date, dagen: int) -> date:
    """Return the day that lies this many days later, or the last one that the calendar has."""
    return dag + timedelta(min(dagen, (date.max - dag).days))


def werkdagen_eerder(dag: date, aantal: int, dagen: Dagentabel = DAGEN) -> date:
    """Return the working day that lies this many working days before; a term counted back is not moved (ATW 1(2))."""
    for _nummer in range(aantal):
        dag -= DAG
        while dagen.is_vrij(dag):
            dag -= DAG
    return dag


def lees_iso(tekst: str) -> tuple[int, int, int, int]:
    """Return the years, months, weeks and days of an ISO 8601 duration."""
    gevonden = re.fullmatch(ISO_DUUR, tekst)
    if not gevonden:
        raise ValueError(f"Geen duur in hele jaren, maanden, weken en dagen: {tekst!r}.")
    jaren, maanden, weken, dagen = (int(deel or 0) for deel in gevonden.groups())
    return jaren, maanden, weken, dagen


def _eerste_paasdag(jaar: int) -> date:
    """Return Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    eeuw, rest = divmod(jaar, 100)
    gulden = jaar % 19
    epacta = (19 * gulden + eeuw - eeuw // 4 - (eeuw - (eeuw + 8) // 25 + 1) // 3 + 15) % 30
    tot_zondag = (32 + 2 * (eeuw % 4) + 2 * (rest // 4) - epacta - rest % 4) % 7
    maand, dag = divmod(epacta + tot_zondag - 7 * ((gulden + 11 * epacta + 22 * tot_zondag) // 451) + 114, 31)
    return date(jaar, maand, dag + 1)
