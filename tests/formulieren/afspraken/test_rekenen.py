"""Which times are free, without a database: rules on schedules, exceptions, days off and what is taken."""

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formulieren.afspraken.rekenen import Bezet, Rooster, Tijd, Uitzondering, Vraag, vrije_tijden
from mijnportaal.kern.kalender import AMSTERDAM, feestdagen

MAANDAG = datetime.date(2026, 3, 2)
TIEN_MINUTEN = datetime.timedelta(minutes=10)
OCHTEND = Rooster(1, 0, datetime.time(9), datetime.time(10), TIEN_MINUTEN, 1)


def om(uur: int, minuut: int = 0, dag: datetime.date = MAANDAG) -> datetime.datetime:
    """Return a moment by the clock on the wall."""
    return datetime.datetime.combine(dag, datetime.time(uur, minuut), AMSTERDAM)


def zoek(
    *roosters: Rooster,
    minuten: int = 20,
    dagen: int = 0,
    vanaf: datetime.date = MAANDAG,
    anders: Sequence[Uitzondering] = (),
    bezet: Sequence[Bezet] = (),
) -> list[Tijd]:
    """Return what is free from a day on."""
    tot = om(23, 59, vanaf + datetime.timedelta(days=dagen))
    vraag = Vraag(datetime.timedelta(minutes=minuten), om(0, 0, vanaf), tot)
    return list(
        vrije_tijden(
            vraag,
            roosters=roosters or (OCHTEND,),
            uitzonderingen=anders,
            bezet=bezet,
            is_vrij=lambda dag: dag in feestdagen(dag.year),
        )
    )


def tijden(gevonden: Sequence[Tijd]) -> list[str]:
    return [f"{tijd.begin.astimezone(AMSTERDAM):%H:%M}" for tijd in gevonden]


def test_duration_fits_before_the_desk_closes() -> None:
    assert tijden(zoek(minuten=20)) == ["09:00", "09:10", "09:20", "09:30", "09:40"]
    assert tijden(zoek(minuten=60)) == ["09:00"]
    assert zoek(minuten=70) == []


def test_taken_desk_leaves_times_before_and_after() -> None:
    bezet = [Bezet(1, 1, om(9, 20), om(9, 40))]
    assert tijden(zoek(minuten=20, bezet=bezet)) == ["09:00", "09:40"]


def test_second_desk_stays_free_and_other_schedules_do_not_count() -> None:
    twee = Rooster(1, 0, datetime.time(9), datetime.time(10), datetime.timedelta(minutes=30), 2)
    bezet = [Bezet(1, 1, om(9), om(9, 30)), Bezet(7, 2, om(9), om(9, 30))]
    assert [tijd.balies for tijd in zoek(twee, minuten=30, bezet=bezet)] == [(2,), (1, 2)]


def test_holiday_is_closed_unless_an_exception_opens_it() -> None:
    koningsdag = datetime.date(2026, 4, 27)
    assert zoek(vanaf=koningsdag) == []
    open_ = Uitzondering(koningsdag, datetime.time(9), datetime.time(9, 20))
    assert tijden(zoek(vanaf=koningsdag, anders=[open_])) == ["09:00"]


def test_exception_closes_one_schedule_or_the_location() -> None:
    middag = Rooster(2, 0, datetime.time(13), datetime.time(13, 20), TIEN_MINUTEN, 1)
    assert tijden(zoek(OCHTEND, middag, anders=[Uitzondering(MAANDAG, rooster=1)])) == ["13:00"]
    assert zoek(OCHTEND, middag, anders=[Uitzondering(MAANDAG)]) == []


def test_schedule_counts_within_its_dates_only() -> None:
    oud = Rooster(1, 0, datetime.time(9), datetime.time(10), TIEN_MINUTEN, 1, geldig_tot=MAANDAG)
    assert {tijd.begin.astimezone(AMSTERDAM).date() for tijd in zoek(oud, dagen=14)} == {MAANDAG}
    nieuw = Rooster(1, 0, datetime.time(9), datetime.time(10), TIEN_MINUTEN, 1, geldig_van=datetime.date(2026, 3, 9))
    assert {tijd.begin.astimezone(AMSTERDAM).date() for tijd in zoek(nieuw, dagen=7)} == {datetime.date(2026, 3, 9)}


def test_hours_follow_the_clock_on_the_wall_over_summer_time() -> None:
    gevonden = zoek(minuten=60, dagen=28)
    assert tijden(gevonden) == ["09:00"] * 5
    assert {tijd.begin.astimezone(datetime.UTC).hour for tijd in gevonden} == {8, 7}


def test_moment_that_two_schedules_have_is_offered_once() -> None:
    ruim = Rooster(2, 0, datetime.time(9), datetime.time(9, 30), TIEN_MINUTEN, 3)
    gevonden = zoek(OCHTEND, ruim)
    assert tijden(gevonden) == ["09:00", "09:10", "09:20", "09:30", "09:40"]
    assert [tijd.rooster for tijd in gevonden] == [2, 2, 1, 1, 1]


@pytest.mark.eis("R.D12")
@given(
    minuten=st.integers(5, 90),
    stap=st.integers(5, 60),
    balies=st.integers(1, 3),
    keuzes=st.lists(st.integers(0, 200), max_size=30),
)
def test_taking_what_is_offered_never_doubles_a_desk(minuten: int, stap: int, balies: int, keuzes: list[int]) -> None:
    """Whatever people choose from what is free, no desk has two of them at one time."""
    rooster = Rooster(1, 0, datetime.time(9), datetime.time(12), datetime.timedelta(minutes=stap), balies)
    bezet: list[Bezet] = []
    for keuze in keuzes:
        if not (vrij := zoek(rooster, minuten=minuten, bezet=bezet)):
            break
        tijd = vrij[keuze % len(vrij)]
        nieuw = Bezet(1, tijd.balies[0], tijd.begin, tijd.einde)
        assert not any(b.balie == nieuw.balie and b.overlapt(nieuw.begin, nieuw.einde) for b in bezet)
        assert nieuw.einde <= om(12)
        bezet.append(nieuw)
