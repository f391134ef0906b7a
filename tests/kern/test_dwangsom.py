"""What a decision that comes too late costs (Awb 4:17 and 4:18; normen.md 5.2, T-10)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mijnportaal.kern.dwangsom import Uitzondering, bereken_dwangsom, dwangsom, eerste_dwangsomdag, tarief_op

d = date.fromisoformat
TERMIJN, INGEBREKESTELLING = d("2026-03-02"), d("2026-03-03")
EERSTE = d("2026-03-18")


@pytest.mark.eis("T-10")
@pytest.mark.parametrize(
    ("te_laat", "euro"), [(0, 0), (1, 23), (14, 322), (15, 357), (28, 812), (29, 857), (42, 1442), (60, 1442)]
)
def test_dwangsom_grows_in_three_steps_to_its_maximum(te_laat: int, euro: int) -> None:
    assert dwangsom(te_laat) == euro


@pytest.mark.eis("T-10")
@given(st.integers(-100, 1000))
def test_dwangsom_never_shrinks_and_never_passes_its_maximum(te_laat: int) -> None:
    assert 0 <= dwangsom(te_laat) <= dwangsom(te_laat + 1) <= 1442
    assert te_laat > 0 or dwangsom(te_laat) == 0


@pytest.mark.eis("T-10")
def test_a_notice_of_default_before_the_end_of_the_term_is_void() -> None:
    assert eerste_dwangsomdag(d("2026-03-02"), d("2026-03-02")) is None
    assert eerste_dwangsomdag(d("2026-03-02"), d("2026-03-03")) == d("2026-03-18")


@pytest.mark.eis("T-10")
def test_an_early_notice_costs_nothing_and_says_that_the_sender_must_know() -> None:
    uitkomst = bereken_dwangsom(TERMIJN, ingebrekestelling=TERMIJN, peildatum=d("2026-06-01"))

    assert (uitkomst.bedrag, uitkomst.eerste_dag) == (0, None)
    assert "Meld dat aan de afzender" in uitkomst.uitleg


@pytest.mark.eis("T-10")
@pytest.mark.parametrize(
    ("peildatum", "dagen", "bedrag"),
    [
        ("2026-03-17", 0, 0),
        ("2026-03-18", 1, 23),
        ("2026-03-31", 14, 322),
        ("2026-04-28", 42, 1442),
        ("2027-01-01", 42, 1442),
    ],
)
def test_each_day_in_default_counts_from_two_weeks_after_the_notice(peildatum: str, dagen: int, bedrag: int) -> None:
    uitkomst = bereken_dwangsom(TERMIJN, ingebrekestelling=INGEBREKESTELLING, peildatum=d(peildatum))

    assert (uitkomst.eerste_dag, uitkomst.waarschuw_op) == (EERSTE, d("2026-03-17"))
    assert (uitkomst.dagen, uitkomst.bedrag) == (dagen, bedrag)


@pytest.mark.eis("T-10")
def test_it_stops_on_the_day_that_the_decision_is_made_known() -> None:
    uitkomst = bereken_dwangsom(
        TERMIJN, ingebrekestelling=INGEBREKESTELLING, peildatum=d("2026-06-01"), bekendgemaakt_op=d("2026-03-20")
    )

    assert (uitkomst.dagen, uitkomst.bedrag) == (2, 46)
    # Awb 4:18: two weeks after 19 March is 2 April; the day after is Good Friday, so a term from 20 March ends later.
    assert uitkomst.beschikking_uiterlijk == d("2026-04-02")


@pytest.mark.eis("T-10")
def test_the_two_weeks_to_set_the_amount_end_on_a_working_day() -> None:
    uitkomst = bereken_dwangsom(
        TERMIJN, ingebrekestelling=INGEBREKESTELLING, peildatum=d("2026-06-01"), bekendgemaakt_op=d("2026-03-21")
    )

    assert uitkomst.beschikking_uiterlijk == d("2026-04-07")


@pytest.mark.eis("T-10")
def test_while_it_runs_there_is_no_day_to_set_the_amount() -> None:
    loopt = bereken_dwangsom(TERMIJN, ingebrekestelling=INGEBREKESTELLING, peildatum=d("2026-04-01"))

    assert loopt.beschikking_uiterlijk is None


@pytest.mark.eis("T-10")
def test_several_applicants_get_equal_shares() -> None:
    uitkomst = bereken_dwangsom(TERMIJN, ingebrekestelling=INGEBREKESTELLING, peildatum=d("2026-06-01"), aanvragers=3)

    assert uitkomst.per_aanvrager == Decimal("480.67")


@pytest.mark.eis("T-10")
@pytest.mark.parametrize("uitzondering", Uitzondering)
def test_each_exception_of_the_law_makes_it_nothing(uitzondering: Uitzondering) -> None:
    uitkomst = bereken_dwangsom(
        TERMIJN, ingebrekestelling=INGEBREKESTELLING, peildatum=d("2026-06-01"), uitzondering=uitzondering
    )

    assert uitkomst.bedrag == 0
    assert uitkomst.uitleg.endswith(".")


@pytest.mark.eis("T-10")
@given(na=st.integers(0, 200), later=st.integers(0, 30))
def test_p3_it_never_shrinks_and_is_nothing_before_the_first_day(na: int, later: int) -> None:
    def op(dagen: int) -> int:
        peildatum = TERMIJN + timedelta(dagen)
        return bereken_dwangsom(TERMIJN, ingebrekestelling=INGEBREKESTELLING, peildatum=peildatum).bedrag

    assert 0 <= op(na) <= op(na + later) <= 1442
    assert (op(na) == 0) == (TERMIJN + timedelta(na) < EERSTE)


@pytest.mark.eis("T-10")
def test_the_amounts_are_those_of_the_day() -> None:
    assert tarief_op(d("2026-01-01")).per_dag == (23, 35, 45)
