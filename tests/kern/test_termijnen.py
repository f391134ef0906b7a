"""The term calculator against the vectors and properties of normen.md 5.3 and 5.4, and a day-by-day counter."""

from datetime import UTC, date, datetime, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import assume, given
from hypothesis import strategies as st

from mijnportaal.kern.kalender import DAGEN, GELIJKGESTELD, Dagentabel, Duur, atw, dag_van, feestdagen, is_vrij
from mijnportaal.kern.termijnen import Opschorting, Termijn, Verlenging, bereken
from mijnportaal.kern.wettermijnen import BESLISTERMIJN
from tests.kern.orakel import tel_dag_voor_dag, vrij

DAG = timedelta(days=1)
d = date.fromisoformat
dagen = st.dates(d("2023-01-01"), d("2028-06-30"))
wettelijke_termijnen = st.one_of(
    st.builds(Termijn, st.integers(1, 90), st.just("dag")),
    st.builds(Termijn, st.integers(1, 12), st.just("week")),
    st.builds(Termijn, st.integers(1, 3), st.just("maand")),
)


def laatste_dag(start: date, termijn: Termijn, *opschortingen: Opschorting) -> date:
    datum = bereken(start, termijn, opschortingen=opschortingen).datum
    assert datum
    return datum


@pytest.mark.eis("T-01")
def test_the_holidays_of_2026_are_those_of_the_law() -> None:
    verwacht = ["01-01", "04-03", "04-06", "04-27", "05-05", "05-14", "05-25", "12-25", "12-26"]
    assert feestdagen(2026) == {d(f"2026-{dag}") for dag in verwacht}


@pytest.mark.eis("T-01")
def test_kings_day_moves_from_sunday_to_saturday() -> None:
    assert d("2025-04-26") in feestdagen(2025)
    assert d("2025-04-27") not in feestdagen(2025)


@pytest.mark.eis("T-01")
def test_easter_agrees_with_another_library_for_three_centuries() -> None:
    for jaar in range(1900, 2200):
        assert easter(jaar) + DAG in feestdagen(jaar)
        assert easter(jaar) - 2 * DAG in feestdagen(jaar)


@pytest.mark.eis("T-01")
def test_beheer_can_add_an_equated_day() -> None:
    tabel = Dagentabel(GELIJKGESTELD | {d("2029-05-11")})

    assert is_vrij(d("2029-05-11"), tabel)
    assert not is_vrij(d("2029-05-11"))
    assert tabel.kent(2029)
    assert not DAGEN.kent(2029)


@pytest.mark.eis("T-06")
@pytest.mark.parametrize(
    ("ontvangen", "verwacht"),
    [
        pytest.param("2026-03-02", "2026-04-28", id="Koningsdag"),
        pytest.param("2026-03-20", "2026-05-18", id="gelijkgestelde vrijdag"),
        pytest.param("2026-02-06", "2026-04-07", id="Goede Vrijdag tot na Pasen"),
        pytest.param("2026-03-10", "2026-05-06", id="5 mei in een gewoon jaar"),
        pytest.param("2026-09-01", "2026-10-27", id="gewone dag"),
    ],
)
def test_the_eight_weeks_of_a_decision_end_on_a_working_day(ontvangen: str, verwacht: str) -> None:
    assert laatste_dag(d(ontvangen), BESLISTERMIJN) == d(verwacht)


@pytest.mark.eis("T-08")
def test_a_term_stands_still_while_the_applicant_has_to_answer() -> None:
    uitkomst = bereken(d("2026-01-05"), BESLISTERMIJN, opschortingen=[Opschorting(d("2026-01-20"), d("2026-02-03"))])

    assert uitkomst.datum == d("2026-03-16")
    assert [(stap.tekst, stap.datum) for stap in uitkomst.stappen] == [
        ("De termijn begint na 5 januari 2026.", d("2026-01-05")),
        ("8 weken later is 2 maart 2026.", d("2026-03-02")),
        ("De termijn stond 13 dagen stil, tussen 20 januari 2026 en 3 februari 2026.", d("2026-03-15")),
        ("De termijn eindigt niet in een weekend of op een feestdag (Algemene termijnenwet).", d("2026-03-16")),
    ]


@pytest.mark.eis("T-08")
def test_an_open_suspension_gives_no_date() -> None:
    uitkomst = bereken(d("2026-01-05"), BESLISTERMIJN, opschortingen=[Opschorting(d("2026-01-20"), None)])

    assert uitkomst.datum is None
    assert uitkomst.stappen[-1].tekst == "De termijn staat stil sinds 20 januari 2026."


@pytest.mark.eis("T-08")
def test_a_suspension_after_the_last_day_has_no_effect() -> None:
    for einde in (d("2026-04-01"), None):
        uitkomst = bereken(d("2026-01-05"), BESLISTERMIJN, opschortingen=[Opschorting(d("2026-03-03"), einde)])
        assert uitkomst.datum == d("2026-03-02")
        assert "al voorbij" in uitkomst.stappen[-1].tekst


@pytest.mark.eis("T-08")
@pytest.mark.parametrize("einde", ["2026-01-20", "2026-01-21"])
def test_an_answer_on_the_same_or_the_next_day_takes_no_days(einde: str) -> None:
    assert laatste_dag(d("2026-01-05"), BESLISTERMIJN, Opschorting(d("2026-01-20"), d(einde))) == d("2026-03-02")


@pytest.mark.eis("T-08")
def test_a_suspension_in_the_days_that_the_atw_added_ends_no_earlier_than_the_answer() -> None:
    # Eight weeks after 10-1 is Saturday 7-3, so Monday 9-3; asked that Monday, answered on Thursday 12-3.
    assert laatste_dag(d("2026-01-10"), BESLISTERMIJN, Opschorting(d("2026-03-09"), d("2026-03-12"))) == d("2026-03-11")


@pytest.mark.eis("T-04")
@pytest.mark.parametrize(
    ("start", "termijn", "verwacht"),
    [
        pytest.param("2026-01-24", Termijn(13, "week"), "2026-04-25", id="13 weken: te lang"),
        pytest.param("2026-01-31", Termijn(12, "week"), "2026-04-28", id="12 weken: zaterdag, Koningsdag"),
        pytest.param("2026-01-26", Termijn(91, "dag"), "2026-04-27", id="91 dagen: te lang"),
        pytest.param("2026-01-27", Termijn(90, "dag"), "2026-04-28", id="90 dagen"),
        pytest.param("2025-12-25", Termijn(4, "maand"), "2026-04-25", id="4 maanden: te lang"),
        pytest.param("2026-01-25", Termijn(3, "maand"), "2026-04-28", id="3 maanden"),
        pytest.param("2025-04-25", Termijn(1, "jaar"), "2026-04-25", id="jaren"),
    ],
)
def test_a_long_term_may_end_on_a_free_day(start: str, termijn: Termijn, verwacht: str) -> None:
    assert laatste_dag(d(start), termijn) == d(verwacht)


@pytest.mark.eis("T-04")
def test_a_term_that_stands_in_no_law_may_end_on_a_free_day() -> None:
    assert bereken(d("2026-03-02"), BESLISTERMIJN, atw=False).datum == d("2026-04-27")


@pytest.mark.eis("T-03")
def test_a_term_of_three_days_holds_two_working_days() -> None:
    assert laatste_dag(d("2026-05-22"), Termijn(3, "dag")) == d("2026-05-27")
    assert laatste_dag(d("2026-05-22"), Termijn(2, "dag")) == d("2026-05-26")


@pytest.mark.eis("T-03")
def test_a_term_of_one_day_that_stood_still_is_still_short() -> None:
    assert laatste_dag(d("2026-01-01"), Termijn(1, "dag"), Opschorting(d("2026-01-01"), d("2026-01-04"))) == d(
        "2026-01-05"
    )


@pytest.mark.eis("T-05")
@pytest.mark.parametrize(
    ("start", "termijn", "verwacht"),
    [
        ("2026-01-31", Termijn(1, "maand"), "2026-02-28"),
        ("2024-01-31", Termijn(1, "maand"), "2024-02-29"),
        ("2024-02-29", Termijn(1, "jaar"), "2025-02-28"),
        ("2025-12-31", Termijn(2, "maand"), "2026-02-28"),
        ("2026-12-24", Termijn(1, "werkdag"), "2026-12-28"),
        ("2026-04-30", Termijn(5, "werkdag"), "2026-05-08"),
    ],
)
def test_months_are_cut_off_and_working_days_skip_free_ones(start: str, termijn: Termijn, verwacht: str) -> None:
    assert termijn.vanaf(d(start)) == d(verwacht)


@pytest.mark.parametrize(
    ("iso", "termijn"),
    [
        ("P8W", Termijn(8, "week")),
        ("P42D", Termijn(42, "dag")),
        ("P3M", Termijn(3, "maand")),
        ("P2Y", Termijn(2, "jaar")),
        ("P1Y6M", Termijn(18, "maand")),
        ("P1W1D", Termijn(8, "dag")),
        ("P1M2D", Termijn(1, "maand", 2)),
        ("P1Y2W1D", Termijn(1, "jaar", 15)),
        ("P0D", Termijn(0, "week")),
    ],
)
def test_a_term_is_read_from_an_iso_duration(iso: str, termijn: Termijn) -> None:
    assert Termijn.van_iso(iso) == termijn


@pytest.mark.parametrize("fout", ["", "P", "8W", "PT8H", "P-1D", "P1.5Y", "P8W\n", "P٣W", "P1000Y"])
def test_a_text_that_is_no_term_is_refused(fout: str) -> None:
    with pytest.raises(ValueError, match=r"duur|termijn"):
        Termijn.van_iso(fout)


def test_a_duration_adds_months_first_and_days_after() -> None:
    assert Duur.van_iso("P1Y1M1D").na(d("2024-01-31")) == d("2025-03-01")


@pytest.mark.eis("T-07")
def test_a_verdaging_before_the_last_day_moves_it_and_after_it_does_not() -> None:
    def met(op: str) -> date | None:
        verdaging = Verlenging(d(op), Verlenging.Grond.VERDAGING, met=Termijn(6, "week"))
        return bereken(d("2026-01-05"), BESLISTERMIJN, verlengingen=[verdaging]).datum

    assert met("2026-03-02") == d("2026-04-13")
    assert met("2026-03-03") == d("2026-03-02")


@pytest.mark.eis("T-07")
def test_without_a_legal_term_the_new_date_becomes_the_term() -> None:
    nieuw = Verlenging(d("2026-02-20"), Verlenging.Grond.NIEUWE_TERMIJN, tot=d("2026-03-31"))
    uitkomst = bereken(d("2026-01-05"), BESLISTERMIJN, verlengingen=[nieuw])

    assert uitkomst.datum == d("2026-03-31")
    assert uitkomst.stappen[-1].tekst == "Op 20 februari 2026 is een nieuwe termijn genoemd."


@pytest.mark.eis("T-07")
def test_telling_a_new_date_does_not_move_a_term_of_the_law() -> None:
    bericht = Verlenging(d("2026-02-20"), Verlenging.Grond.MEDEDELING, tot=d("2026-03-31"))
    uitkomst = bereken(d("2026-01-05"), BESLISTERMIJN, verlengingen=[bericht])

    assert uitkomst.datum == d("2026-03-02")
    assert "wettelijke termijn verandert niet" in uitkomst.stappen[-1].tekst


@pytest.mark.eis("T-07")
def test_a_suspension_first_makes_a_later_verdaging_possible() -> None:
    verdaging = Verlenging(d("2026-03-10"), Verlenging.Grond.VERDAGING, met=Termijn(2, "week"))
    opschorting = Opschorting(d("2026-01-20"), d("2026-02-03"))

    assert bereken(d("2026-01-05"), BESLISTERMIJN, verlengingen=[verdaging]).datum == d("2026-03-02")
    assert bereken(d("2026-01-05"), BESLISTERMIJN, verlengingen=[verdaging], opschortingen=[opschorting]).datum == d(
        "2026-03-30"
    )


@pytest.mark.eis("T-02")
@given(start=dagen, termijn=wettelijke_termijnen)
def test_p1_a_term_never_ends_on_a_free_day_and_at_most_five_days_later(start: date, termijn: Termijn) -> None:
    einde = laatste_dag(start, termijn)

    assert not is_vrij(einde)
    geteld = termijn.vanaf(start)
    # ATW 2 lengthens a term of a few days by more; from six days on there are always two working days in it.
    assert geteld <= einde <= geteld + timedelta(5 if (geteld - start).days > 6 else 7)


opschortingen = st.builds(
    lambda begin, duur: Opschorting(begin, begin + timedelta(duur)),
    st.dates(d("2026-01-01"), d("2026-03-15")),
    st.integers(0, 60),
)


@pytest.mark.eis("T-08")
@given(eerder=st.lists(opschortingen, max_size=4), extra=opschortingen)
def test_p2_a_suspension_never_shortens_and_counts_once_in_any_order(
    eerder: list[Opschorting], extra: Opschorting
) -> None:
    start = d("2026-01-01")
    einde = laatste_dag(start, BESLISTERMIJN, *eerder, extra)

    assert einde >= laatste_dag(start, BESLISTERMIJN, *eerder)
    assert einde == laatste_dag(start, BESLISTERMIJN, extra, *reversed(eerder))
    assert einde == laatste_dag(start, BESLISTERMIJN, *eerder, extra, extra)


@pytest.mark.eis("T-06")
@given(start=dagen, later=st.integers(0, 40), termijn=wettelijke_termijnen)
def test_p4_who_applies_later_never_gets_an_earlier_date(start: date, later: int, termijn: Termijn) -> None:
    assert laatste_dag(start + timedelta(later), termijn) >= laatste_dag(start, termijn)


@pytest.mark.eis("T-08")
@given(start=dagen, eerste=st.integers(0, 56), ander=st.integers(0, 56), duur=st.integers(0, 60))
def test_p5_where_in_the_term_a_suspension_falls_makes_no_difference(
    start: date, eerste: int, ander: int, duur: int
) -> None:
    def op(plaats: int) -> date:
        begin = start + timedelta(plaats)
        return laatste_dag(start, BESLISTERMIJN, Opschorting(begin, begin + timedelta(duur)))

    assert op(eerste) == op(ander)


termijnen_van_elke_lengte = st.one_of(
    st.tuples(st.integers(1, 120), st.just("dag")),
    st.tuples(st.integers(1, 20), st.just("week")),
    st.tuples(st.integers(1, 8), st.just("maand")),
)


@pytest.mark.eis("T-05")
@given(
    start=dagen,
    termijn=termijnen_van_elke_lengte,
    stil=st.lists(st.tuples(st.integers(0, 120), st.integers(0, 40)), max_size=4),
    verdaagd=st.none() | st.tuples(st.integers(0, 150), st.integers(1, 8)),
)
def test_the_calculator_agrees_with_counting_day_by_day(
    start: date, termijn: tuple[int, str], stil: list[tuple[int, int]], verdaagd: tuple[int, int] | None
) -> None:
    perioden = [(start + timedelta(na), start + timedelta(na + duur)) for na, duur in stil]
    verdagingen = [(start + timedelta(verdaagd[0]), verdaagd[1])] if verdaagd else []

    uitkomst = bereken(
        start,
        Termijn(*termijn),
        opschortingen=[Opschorting(*periode) for periode in perioden],
        verlengingen=[
            Verlenging(op, Verlenging.Grond.VERDAGING, met=Termijn(weken, "week")) for op, weken in verdagingen
        ],
    )

    assert uitkomst.datum == tel_dag_voor_dag(start, *termijn, opschortingen=perioden, verdagingen=verdagingen)


@pytest.mark.eis("T-01")
def test_the_free_days_are_those_of_a_second_calendar() -> None:
    for nummer in range((d("2029-01-01") - d("2023-01-01")).days):
        dag = d("2023-01-01") + nummer * DAG
        assert is_vrij(dag) == vrij(dag), dag


@pytest.mark.eis("T-14")
def test_a_date_that_another_system_keeps_stays_until_something_happens_after_it() -> None:
    zaterdag = d("2026-05-16")
    opgegeven = bereken(d("2026-03-02"), BESLISTERMIJN, vastgesteld=zaterdag)
    daarna = bereken(
        d("2026-03-02"),
        BESLISTERMIJN,
        vastgesteld=zaterdag,
        opschortingen=[Opschorting(d("2026-04-01"), d("2026-04-09"))],
    )

    assert opgegeven.datum == zaterdag
    assert opgegeven.stappen[-1].tekst == "Een ander systeem gaf 16 mei 2026 op als laatste dag."
    assert daarna.datum == d("2026-05-26")  # Saturday 23 May, and Whit Monday after it


@pytest.mark.eis("T-05")
def test_a_term_of_months_and_days_counts_the_months_first() -> None:
    termijn = Termijn.van_iso("P1M2D")

    assert termijn.vanaf(d("2026-01-31")) == d("2026-03-02")
    assert str(termijn) == "1 maand en 2 dagen"
    assert termijn.onder_atw
    assert not Termijn.van_iso("P3M1D").onder_atw


@pytest.mark.parametrize("duur", ["P999Y", "P9999M", "P9999W", "P99999D", "P999Y9999M9999W99999D"])
def test_a_term_past_the_end_of_the_calendar_ends_on_its_last_day(duur: str) -> None:
    assert Termijn.van_iso(duur).vanaf(d("9990-01-01")) == date.max
    assert bereken(d("9990-01-01"), Termijn.van_iso(duur)).datum == date.max
    assert Duur.van_iso(duur).na(d("9990-01-01")) == date.max


@pytest.mark.eis("T-06")
@pytest.mark.parametrize(
    ("moment", "dag"),
    [
        pytest.param(datetime(2025, 12, 31, 22, 30, tzinfo=UTC), "2025-12-31", id="31 december half twaalf 's avonds"),
        pytest.param(datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "2026-01-01", id="nieuwjaar half een"),
        pytest.param(datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "2026-07-01", id="zomertijd middernacht"),
        pytest.param(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "2026-03-29", id="nacht naar zomertijd"),
        pytest.param(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25", id="nacht naar wintertijd, eerste keer"),
        pytest.param(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25", id="nacht naar wintertijd, tweede keer"),
        pytest.param(datetime(2028, 2, 28, 23, 30, tzinfo=UTC), "2028-02-29", id="schrikkeldag"),
    ],
)
def test_p6_a_moment_counts_on_its_day_in_amsterdam(moment: datetime, dag: str) -> None:
    assert dag_van(moment) == d(dag)


@pytest.mark.eis("T-06")
@given(dag=dagen, uur=st.integers(0, 23), minuut=st.integers(0, 59))
def test_p6_any_hour_of_a_day_gives_the_term_of_noon(dag: date, uur: int, minuut: int) -> None:
    middag = datetime(dag.year, dag.month, dag.day, 12, tzinfo=UTC)
    moment = datetime(dag.year, dag.month, dag.day, uur, minuut, tzinfo=UTC)
    assume(dag_van(moment) == dag)

    assert laatste_dag(dag_van(moment), BESLISTERMIJN) == laatste_dag(dag_van(middag), BESLISTERMIJN)


@given(dag=dagen)
def test_atw_gives_the_first_day_that_is_not_free(dag: date) -> None:
    einde = atw(dag)

    assert not is_vrij(einde)
    assert all(is_vrij(dag + n * DAG) for n in range((einde - dag).days))
