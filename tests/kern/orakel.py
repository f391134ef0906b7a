"""A second, slow way to count a term: walk the calendar day by day. It shares no code with the calculator."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from dateutil.easter import easter

DAG = timedelta(days=1)
DECREET = {
    date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30),
    date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26),
}  # fmt: skip


def vrij(dag: date) -> bool:
    """Tell whether no term ends on this day."""
    na_pasen = (dag - easter(dag.year)).days
    vast = (dag.month, dag.day) in {(1, 1), (5, 5), (12, 25), (12, 26)}
    koningsdag = (dag.month, dag.day) == ((4, 26) if date(dag.year, 4, 27).weekday() == 6 else (4, 27))
    return dag.weekday() in {5, 6} or na_pasen in {-2, 1, 39, 50} or vast or koningsdag or dag in DECREET


def lengte_in_dagen(start: date, aantal: int, eenheid: str) -> int:
    """Return how many days a term of this length has, counted along the calendar."""
    if eenheid in {"dag", "week"}:
        return aantal * (7 if eenheid == "week" else 1)
    dag, over = start, aantal
    while over:
        dag += DAG
        over -= dag.day == min(start.day, monthrange(dag.year, dag.month)[1])
    return (dag - start).days


def tel_dag_voor_dag(
    start: date,
    aantal: int,
    eenheid: str = "dag",
    *,
    opschortingen: Iterable[tuple[date, date]] = (),
    verdagingen: Iterable[tuple[date, int]] = (),
) -> date:
    """Return the last day: every day is counted, skipped because the term stands still, or added by the ATW."""
    stil = {begin + n * DAG for begin, einde in opschortingen for n in range(1, (einde - begin).days)}
    lang = aantal > {"dag": 90, "week": 12, "maand": 3}[eenheid]
    lengte = lengte_in_dagen(start, aantal, eenheid)
    dag, over, geteld, werkdagen = start, lengte, start, 0
    while True:
        for op, weken in verdagingen:
            if op == dag:
                # From the last day that counted, not from the days that the ATW added.
                over += 7 * weken - (0 if over else (dag - geteld).days)
        if over <= 0 and dag + DAG not in stil and _is_laatste(dag, lang=lang, twee=lengte < 3 or werkdagen >= 2):
            return dag
        dag += DAG
        werkdagen += not vrij(dag)
        if dag in stil or over > 0:
            over -= dag not in stil
            geteld = dag


def _is_laatste(dag: date, *, lang: bool, twee: bool) -> bool:
    return lang or (twee and not vrij(dag))
