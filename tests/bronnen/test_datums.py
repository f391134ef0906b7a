"""Dates of which the registers know a part."""

import datetime
from typing import Any

import pytest

from mijnportaal.bronnen.datums import DeelDatum, van_brp, van_iso, van_kvk


@pytest.mark.parametrize(
    ("json", "iso", "tekst"),
    [
        ({"type": "Datum", "datum": "1984-05-14", "langFormaat": "14 mei 1984"}, "1984-05-14", "14 mei 1984"),
        ({"type": "JaarMaandDatum", "jaar": 1984, "maand": 5}, "1984-05", "mei 1984"),
        ({"type": "JaarDatum", "jaar": 1984}, "1984", "1984"),
        ({"type": "DatumOnbekend", "onbekend": True}, "", "onbekend"),
        (None, "", "onbekend"),
        ({"type": "Datum", "datum": "1984-02-31"}, "", "onbekend"),
    ],
)
def test_brp_dates_keep_what_is_known_and_no_more(json: Any, iso: str, tekst: str) -> None:
    datum = van_brp(json)
    assert (datum.iso, str(datum)) == (iso, tekst)
    assert van_iso(iso) == datum


@pytest.mark.parametrize(
    ("tekst", "iso"),
    [("20150622", "2015-06-22"), ("20150600", "2015-06"), ("20150000", "2015"), ("00000000", ""), (None, "")],
)
def test_kvk_dates_have_zeros_for_what_is_unknown(tekst: str | None, iso: str) -> None:
    assert van_kvk(tekst).iso == iso


def test_age_is_the_age_that_somebody_has_for_sure() -> None:
    op = datetime.date(2026, 5, 13)
    assert DeelDatum(2008, 5, 13).leeftijd(op) == 18
    assert DeelDatum(2008, 5, 14).leeftijd(op) == 17
    assert DeelDatum(2008, 5).leeftijd(op) == 17
    assert DeelDatum(2007).leeftijd(op) == 18
    assert DeelDatum().leeftijd(op) is None


def test_partial_date_spans_every_day_that_it_can_be() -> None:
    datum = DeelDatum(2024, 2)
    assert (datum.vroegste, datum.laatste) == (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
