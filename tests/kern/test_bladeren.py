"""Paging by key: every row once, whatever the order of its dates."""

import datetime

import pytest

from mijnportaal.kern.bladeren import ZONDER_DATUM, blader
from tests.fabrieken import maak_zaak
from zaken.models import Zaak, Zaaktypeversie

DAGEN = (3, 1, 1, None, 2, 1, None)


@pytest.fixture
def zaken(meldingtype: Zaaktypeversie) -> list[Zaak]:
    gemaakt = [maak_zaak(meldingtype) for _dag in DAGEN]
    for zaak, dag in zip(gemaakt, DAGEN, strict=True):
        zaak.uiterlijke_einddatum = datetime.date(2026, 1, dag) if dag else None
        zaak.save(update_fields=["uiterlijke_einddatum"])
    return gemaakt


def nummers(zaken: list[Zaak], *, grootte: int, na: str = "", aflopend: bool = False) -> list[int]:
    gezien: list[int] = []
    while True:
        blad = blader(Zaak.objects.all(), "uiterlijke_einddatum", na=na, grootte=grootte, aflopend=aflopend)
        gezien += [zaken.index(zaak) for zaak in blad.rijen]
        if not blad.volgende:
            return gezien
        na = blad.volgende


@pytest.mark.parametrize("grootte", [1, 2, 3, 7, 20])
def test_every_row_comes_once_and_without_a_date_last(zaken: list[Zaak], grootte: int) -> None:
    assert nummers(zaken, grootte=grootte) == [1, 2, 5, 4, 0, 3, 6]
    assert nummers(zaken, grootte=grootte, aflopend=True) == [0, 4, 5, 2, 1, 3, 6]
    assert nummers(zaken, grootte=grootte, na=ZONDER_DATUM) == [3, 6]


@pytest.mark.parametrize("na", ["onzin", "2026-13-01.4", "2026-01-01.", "2026-01-01.4; DROP TABLE", "'.1"])
def test_a_key_that_nobody_gave_out_shows_the_first_page(zaken: list[Zaak], na: str) -> None:
    blad = blader(Zaak.objects.all(), "uiterlijke_einddatum", na=na, grootte=2)

    assert (blad.is_eerste, zaken.index(blad.rijen[0])) == (True, 1)
