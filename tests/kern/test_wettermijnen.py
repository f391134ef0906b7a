"""The terms that laws name: each preset with a date by hand, and what follows from it (normen.md 5.2, T-09 to T-12)."""

from datetime import date

import pytest

from mijnportaal.kern.kalender import GELIJKGESTELD, Dagentabel
from mijnportaal.kern.termijnen import Opschorting, bereken
from mijnportaal.kern.wettermijnen import (
    BEZWAAR,
    WETTERMIJNEN,
    Wet,
    beslis_op_bezwaar,
    buiten_behandeling_tot,
    is_tijdig,
    van_rechtswege,
)

d = date.fromisoformat


@pytest.mark.eis("T-11")
@pytest.mark.parametrize(("bekendgemaakt", "verwacht"), [("2025-11-14", "2025-12-29"), ("2025-11-20", "2026-01-05")])
def test_six_weeks_to_object_skip_the_holidays(bekendgemaakt: str, verwacht: str) -> None:
    assert bereken(d(bekendgemaakt), BEZWAAR).datum == d(verwacht)


@pytest.mark.eis("T-11")
@pytest.mark.parametrize(
    ("ontvangen", "gepost", "tijdig"),
    [
        ("2026-01-05", None, True),
        ("2026-01-06", None, False),
        ("2026-01-12", "2026-01-05", True),
        ("2026-01-13", "2026-01-05", False),
        ("2026-01-07", "2026-01-06", False),
    ],
)
def test_a_letter_posted_in_time_may_arrive_a_week_later(ontvangen: str, gepost: str | None, tijdig: bool) -> None:
    assert is_tijdig(d("2026-01-05"), ontvangen=d(ontvangen), gepost=d(gepost) if gepost else None) is tijdig


@pytest.mark.eis("T-11")
def test_the_decision_on_a_bezwaar_runs_from_the_end_of_the_term_to_object() -> None:
    assert beslis_op_bezwaar(d("2026-01-05")).datum == d("2026-02-16")
    assert beslis_op_bezwaar(d("2026-01-05"), commissie=True).datum == d("2026-03-30")


@pytest.mark.eis("T-11")
def test_a_decision_on_a_bezwaar_may_be_put_off_once_by_six_weeks() -> None:
    assert beslis_op_bezwaar(d("2026-01-05"), verdaagd_op=d("2026-02-16")).datum == d("2026-03-30")
    assert beslis_op_bezwaar(d("2026-01-05"), verdaagd_op=d("2026-02-17")).datum == d("2026-02-16")


@pytest.mark.eis("T-12")
@pytest.mark.parametrize(
    ("wet", "start", "laatste_dag", "na_verdaging"),
    [
        pytest.param(Wet.BESLISTERMIJN, "2026-03-02", "2026-04-28", None, id="Awb 4:13, Koningsdag"),
        pytest.param(Wet.WOO, "2026-09-01", "2026-09-29", "2026-10-13", id="Woo: vier weken en twee"),
        pytest.param(Wet.AVG, "2026-01-31", "2026-03-02", "2026-04-28", id="AVG: een maand en twee"),
        pytest.param(Wet.BEZWAAR, "2026-09-01", "2026-10-13", "2026-11-24", id="bezwaar: zes weken en zes"),
        pytest.param(
            Wet.BEZWAAR_COMMISSIE, "2026-09-01", "2026-11-24", "2027-01-05", id="met commissie: twaalf en zes"
        ),
        pytest.param(Wet.KLACHT, "2026-09-01", "2026-10-13", "2026-11-10", id="klacht: zes weken en vier"),
        pytest.param(Wet.KLACHT_COMMISSIE, "2026-09-01", "2026-11-10", "2026-12-08", id="klacht met commissie"),
        pytest.param(Wet.WMO_ONDERZOEK, "2026-09-01", "2026-10-13", None, id="Wmo-onderzoek: zes weken"),
        pytest.param(Wet.WMO_BESLUIT, "2026-09-01", "2026-09-15", None, id="Wmo-besluit: twee weken"),
        pytest.param(Wet.ZIENSWIJZE, "2026-09-01", "2026-10-12", None, id="zienswijzen: de eerste dag telt mee"),
        pytest.param(Wet.UITGEBREIDE_PROCEDURE, "2026-08-31", "2027-02-28", None, id="zes maanden, een zondag"),
    ],
)
def test_each_preset_gives_the_day_counted_by_hand(
    wet: Wet, start: str, laatste_dag: str, na_verdaging: str | None
) -> None:
    wettermijn = WETTERMIJNEN[wet]

    assert wettermijn.bereken(d(start)).datum == d(laatste_dag)
    verdaagd = wettermijn.bereken(d(start), verdaagd_op=d(start)).datum
    assert verdaagd == d(na_verdaging or laatste_dag)


@pytest.mark.eis("T-12")
def test_every_preset_names_its_article_and_reads_as_a_sentence() -> None:
    assert set(WETTERMIJNEN) == set(Wet)
    assert all(rij.artikel and str(rij.naam) and str(rij.termijn) for rij in WETTERMIJNEN.values())


@pytest.mark.eis("T-12")
def test_a_preset_stands_still_as_any_other_term() -> None:
    stil = (Opschorting(d("2026-09-10"), d("2026-09-17")),)

    assert WETTERMIJNEN[Wet.WOO].bereken(d("2026-09-01"), opschortingen=stil).datum == d("2026-10-05")


@pytest.mark.eis("T-12")
def test_a_decision_by_operation_of_law_exists_the_day_after_and_works_on_the_third() -> None:
    gegeven = van_rechtswege(d("2026-04-28"))

    assert gegeven.gegeven_op == d("2026-04-29")
    assert gegeven.werkt_op == d("2026-05-01")
    assert gegeven.uiterlijk_bekend == d("2026-05-13")


@pytest.mark.eis("T-12")
def test_a_decision_by_operation_of_law_is_made_known_by_a_working_day_of_the_own_table() -> None:
    tabel = Dagentabel(GELIJKGESTELD | {d("2026-05-13")})

    assert van_rechtswege(d("2026-04-28"), tabel).uiterlijk_bekend == d("2026-05-18")


@pytest.mark.eis("T-09")
def test_an_application_is_put_aside_within_four_weeks_after_the_chance_to_complete_it() -> None:
    ongebruikt = buiten_behandeling_tot(hersteltermijn_tot=d("2026-03-30"))
    te_weinig = buiten_behandeling_tot(hersteltermijn_tot=d("2026-03-30"), aangevuld_op=d("2026-03-20"))

    assert ongebruikt.datum == d("2026-04-28")
    assert te_weinig.datum == d("2026-04-17")
