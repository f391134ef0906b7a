"""When someone is warned that a term runs out (normen.md 5.2, T-13)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mijnportaal.kern.bewaking import Grens, bereikt, waarschuwingen
from mijnportaal.kern.kalender import is_vrij, werkdagen_eerder

d = date.fromisoformat


@pytest.mark.eis("T-13")
def test_a_term_warns_at_half_three_quarters_ninety_percent_and_five_working_days_before() -> None:
    rijen = waarschuwingen(d("2026-03-02"), d("2026-04-28"))

    assert [(rij.grens, rij.op) for rij in rijen] == [
        (Grens.HELFT, d("2026-03-31")),
        (Grens.DRIEKWART, d("2026-04-14")),
        (Grens.VIJF_WERKDAGEN, d("2026-04-20")),
        (Grens.NEGENTIG, d("2026-04-23")),
        (Grens.VOORBIJ, d("2026-04-29")),
    ]


@pytest.mark.eis("T-13")
@pytest.mark.parametrize(
    ("vandaag", "verwacht"),
    [
        ("2026-03-30", set()),
        ("2026-03-31", {Grens.HELFT}),
        ("2026-04-22", {Grens.HELFT, Grens.DRIEKWART, Grens.VIJF_WERKDAGEN}),
        ("2026-04-28", {Grens.HELFT, Grens.DRIEKWART, Grens.VIJF_WERKDAGEN, Grens.NEGENTIG}),
        ("2026-04-29", set(Grens)),
    ],
)
def test_each_limit_holds_from_its_day_on(vandaag: str, verwacht: set[Grens]) -> None:
    assert bereikt(d("2026-03-02"), d("2026-04-28"), d(vandaag)) == verwacht


@pytest.mark.eis("T-13")
@given(begin=st.dates(d("2023-01-01"), d("2028-01-01")), lengte=st.integers(0, 400))
def test_no_warning_falls_before_the_term_and_each_comes_once(begin: date, lengte: int) -> None:
    rijen = waarschuwingen(begin, begin + timedelta(lengte))

    assert {rij.grens for rij in rijen} == set(Grens)
    assert len(rijen) == len(Grens)
    assert all(begin <= rij.op <= begin + timedelta(lengte + 1) for rij in rijen)


@pytest.mark.eis("T-02")
@given(dag=st.dates(d("2023-01-01"), d("2028-12-31")), aantal=st.integers(1, 10))
def test_counting_back_skips_free_days(dag: date, aantal: int) -> None:
    terug = werkdagen_eerder(dag, aantal)

    tussen = [terug + timedelta(n) for n in range((dag - terug).days)]
    assert sum(not is_vrij(rij) for rij in tussen) == aantal
