"""A rule reads as a sentence in the studio, in Dutch and in English (R.B)."""

from typing import Any

import pytest
from django.utils import translation

from formulieren.regels.logica import EIGEN, aantal_argumenten
from formulieren.regels.operaties import OPERATIES
from formulieren.regels.zinnen import Zinnen
from tests.formulieren.regels.test_logica import v

LABELS = {
    "auto": "Heeft u een auto?",
    "aantal": "Aantal",
    "kinderen": "Kinderen",
    "geboren": "Geboren",
    "kosten": "Kosten",
}
OPTIES = {("auto", "ja"): "Ja", ("auto", "nee"): "Nee"}
ZINNEN = Zinnen(
    lambda sleutel: LABELS.get(sleutel, sleutel), lambda sleutel, code: OPTIES.get((sleutel, code), str(code))
)


@pytest.mark.parametrize(
    ("regel", "zin"),
    [
        (
            {"and": [{"==": [v("auto"), "ja"]}, {">": [v("aantal"), 2]}]},
            "als ‘Heeft u een auto?’ gelijk is aan ‘Ja’ en ‘Aantal’ groter is dan 2",
        ),
        (
            {"or": [{"and": [v("auto"), {"!": v("aantal")}]}, {"!": {"leeg": v("auto")}}]},
            "als (‘Heeft u een auto?’ ja of ingevuld is en ‘Aantal’ nee of leeg is) of ‘Heeft u een auto?’ is ingevuld",
        ),
        ({"in": [v("auto"), ["ja", "nee"]]}, "als ‘Heeft u een auto?’ één is van ‘Ja’ of ‘Nee’"),
        ({"!": {"==": ["nee", v("auto")]}}, "als ‘Nee’ niet gelijk is aan ‘Heeft u een auto?’"),
        ({"!": {"<": [v("aantal"), 2]}}, "als niet geldt dat ‘Aantal’ kleiner is dan 2"),
        ({"<": [v("geboren"), "2008-05-01"]}, "als ‘Geboren’ kleiner is dan 1 mei 2008"),
        ({"<=": [1, v("aantal"), 5]}, "als ‘Aantal’ van 1 tot en met 5 is"),
        (
            {"some": [v("kinderen"), {">": [v("kosten"), 18]}]},
            "als voor ten minste één van ‘Kinderen’ geldt dat ‘Kosten’ groter is dan 18",
        ),
        (True, "als altijd"),
    ],
)
def test_a_condition_reads_as_a_clause(regel: Any, zin: str) -> None:
    assert ZINNEN.als(regel) == zin


@pytest.mark.parametrize(
    ("regel", "zin"),
    [
        ({"*": [{"+": [v("aantal"), 1]}, 2.5]}, "(‘Aantal’ plus 1) keer 2,5"),
        ({"if": [{"==": [v("auto"), "ja"]}, 10, 0]}, "10 als ‘Heeft u een auto?’ gelijk is aan ‘Ja’, anders 0"),
        ({"datum_plus": [{"vandaag": []}, 0, 1]}, "vandaag plus 1 maand"),
        ({"datum_plus": [v("geboren"), 3, 0, v("aantal")]}, "‘Geboren’ plus ‘Aantal’ jaar plus 3 dagen"),
        ({"som": [v("kinderen"), "kosten"]}, "de som van ‘Kosten’ over ‘Kinderen’"),
        ({"max": [1, v("aantal"), None]}, "de grootste van 1, ‘Aantal’ en leeg"),
        ({"rond": [v("aantal"), 2]}, "‘Aantal’, afgerond op 2 cijfers achter de komma"),
        ({"var": ["aantal", 0]}, "‘Aantal’, of anders 0"),
    ],
)
def test_an_outcome_reads_as_words(regel: Any, zin: str) -> None:
    assert ZINNEN.waarde(regel) == zin


def test_a_rule_reads_in_english() -> None:
    with translation.override("en"):
        zin = ZINNEN.als({"and": [{"==": [v("auto"), "ja"]}, {">": [v("aantal"), 2]}, {"!": {"leeg": v("aantal")}}]})
    assert zin == "if ‘Heeft u een auto?’ is equal to ‘Ja’ and ‘Aantal’ is greater than 2 and ‘Aantal’ is filled in"


@pytest.mark.parametrize("naam", sorted((set(OPERATIES) | EIGEN) - {"var"}))
def test_every_operator_has_words(naam: str) -> None:
    minst, meest = aantal_argumenten(naam)
    for aantal in range(minst, (minst + 2 if meest is None else meest) + 1):
        delen = [v("aantal"), *["a", 1, 2][: aantal - 1]] if aantal else []
        assert "%" not in ZINNEN.waarde({naam: delen})
        assert ZINNEN.als({naam: delen}).startswith("als ")
