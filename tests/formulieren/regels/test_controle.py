"""What is wrong with a rule is told at publishing, all at once and in sentences (R.C, issue 4: definition)."""

from typing import Any

import pytest

from formulieren.regels.controle import fouten_in_regel
from formulieren.regels.logica import Regelfout, compileer
from formulieren.regels.soorten import Soort, Soorten
from formulieren.regels.tabellen import fouten_in_tabellen
from formulieren.regels.volgorde import Kring, volgorde
from tests.formulieren.regels.test_gelijk import diep
from tests.formulieren.regels.test_logica import v

SOORTEN: Soorten = {
    "naam": Soort.TEKST,
    "aantal": Soort.GETAL,
    "geboren": Soort.DATUM,
    "akkoord": Soort.WAARHEID,
    "adres": Soort.GEHEEL,
    "soort": Soort.ONBEKEND,
    "kinderen": {"leeftijd": Soort.GETAL, "roepnaam": Soort.TEKST},
}
GOED = [
    {"and": [{"==": [v("soort"), "ja"]}, {">": [v("aantal"), "2"]}, v("akkoord")]},
    {"==": [v("naam"), 5]},
    {"!=": [v("aantal"), ""]},
    {"<": [v("geboren"), {"datum_plus": [{"vandaag": []}, 0, 0, -18]}]},
    {"<": ["2026-01-01", v("geboren"), v("naam")]},
    {"+": [v("aantal"), v("akkoord"), {"som": [v("kinderen"), "leeftijd"]}]},
    {"some": [v("kinderen"), {"and": [{"<": [v("leeftijd"), 18]}, v("rij")]}]},
    {"all": [{"filter": [v("kinderen"), {">": [v("leeftijd"), 3]}]}, {"!": {"leeg": v("roepnaam")}}]},
    {"reduce": [v("kinderen"), {"+": [v("accumulator"), v("current.leeftijd")]}, 0]},
    {"map": [{"merge": [v("kinderen"), [1]]}, v("wat dan ook")]},
    {"==": [v("adres.postcode"), "1234AB"]},
    {"tarief": ["leges", v("soort"), v("geboren")]},
    {"patroon": [v("naam"), "[A-Z].*"]},
    {"var": ["aantal", 0]},
]
FOUT = [
    ({"eval": [v("naam")]}, ["De operator ‘eval’ bestaat niet."]),
    ({"==": [v("naam")]}, ["De operator ‘==’ krijgt te weinig of te veel waarden."]),
    ({"==": [1, 1], "!=": [1, 1]}, ["Een deel van de regel heeft geen operator, of meer dan één."]),
    (v("weg"), ["Er is geen vraag of variabele met de sleutel ‘weg’."]),
    ({"var": ""}, ["De naam bij ‘var’ moet een vaste tekst zijn."]),
    ({"+": [v("naam"), 1]}, ["De operator ‘+’ werkt met een getal, en ‘naam’ is een tekst."]),
    ({"*": [2, "twee"]}, ["De operator ‘*’ werkt met een getal, en ‘twee’ is een tekst."]),
    ({"leeftijd": [v("aantal")]}, ["De operator ‘leeftijd’ werkt met een datum, en ‘aantal’ is een getal."]),
    (
        {"<": [v("geboren"), v("aantal")]},
        ["‘geboren’ is een datum en ‘aantal’ is een getal: die zijn niet te vergelijken."],
    ),
    ({"==": [v("aantal"), "ja"]}, ["‘aantal’ is een getal en ‘ja’ is een tekst: die zijn niet te vergelijken."]),
    ({"aantal": [v("naam")]}, ["De operator ‘aantal’ werkt met een lijst, en ‘naam’ is een tekst."]),
    (
        {"some": [v("kinderen"), {"<": [v("leeftijd"), v("aantal")]}]},
        ["‘aantal’ is geen vraag in een rij: in een bewerking op een lijst gaat elke waarde over de rij."],
    ),
    ({"som": [v("kinderen"), "lengte"]}, ["Er is geen vraag ‘lengte’ in de rijen die worden opgeteld."]),
    ({"som": [v("kinderen"), "roepnaam"]}, ["‘roepnaam’ is geen getal en laat zich niet optellen."]),
    ({"tarief": ["leges", "a"]}, []),
    ({"tarief": ["parkeren", "a"]}, ["Er is geen tabel met de naam ‘parkeren’."]),
    ({"tarief": [v("naam"), "a"]}, ["De naam bij ‘tarief’ moet een vaste tekst zijn."]),
    ({"patroon": [v("naam"), "("]}, ["Het patroon bevat iets dat wij niet kennen of is niet af: ("]),
    ({"patroon": [v("naam"), "a" * 201]}, ["Het patroon is te groot."]),
    (v("naam.voor"), ["‘naam’ heeft geen onderdelen."]),
    ({"+": [10**18]}, ["Een getal heeft ten hoogste 18 cijfers voor de komma."]),
    ({"+": [1] * 2001}, ["De regel is te groot: ten hoogste 2000 onderdelen."]),
    (diep(33), ["De regel is te diep: ten hoogste 32 lagen in elkaar."]),
    (
        {"and": [{"==": [1]}, v("weg"), {"eval": [v("ook weg")]}, v("weg")]},
        [
            "De operator ‘==’ krijgt te weinig of te veel waarden.",
            "Er is geen vraag of variabele met de sleutel ‘weg’.",
            "De operator ‘eval’ bestaat niet.",
            "Er is geen vraag of variabele met de sleutel ‘ook weg’.",
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize("regel", GOED)
def test_a_good_rule_has_no_faults(regel: Any) -> None:
    assert fouten_in_regel(regel, SOORTEN, ["leges"]) == []
    compileer(regel)


@pytest.mark.parametrize(("regel", "zinnen"), FOUT)
def test_every_fault_is_a_sentence(regel: Any, zinnen: list[str]) -> None:
    assert fouten_in_regel(regel, SOORTEN, ["leges"]) == zinnen


@pytest.mark.parametrize("regel", [regel for regel, _zinnen in FOUT])
def test_what_the_check_lets_pass_can_be_read(regel: Any) -> None:
    """The evaluator never refuses what publishing accepted."""
    if not fouten_in_regel(regel, SOORTEN, ["leges"]):
        compileer(regel)
    try:
        compileer(regel)
    except Regelfout:
        assert fouten_in_regel(regel, SOORTEN, ["leges"]) != []


@pytest.mark.parametrize(
    ("tabellen", "fouten"),
    [
        ({"leges": [{"vanaf": "2026-01-01", "waarden": {"a": "12.50", "b": 3}}]}, 0),
        ([], 1),
        ({"leges": []}, 1),
        ({"leges": ["a"]}, 2),
        ({"leges": [{"vanaf": "1 januari", "waarden": {"a": "veel"}}, {"vanaf": "2 januari", "waarden": {}}]}, 2),
    ],
)
def test_a_fee_table_has_dates_and_numbers(tabellen: Any, fouten: int) -> None:
    assert len(fouten_in_tabellen(tabellen)) == fouten


def test_order_follows_the_definition_where_nothing_depends() -> None:
    assert volgorde({"c": ["a", "weg"], "b": [], "a": [], "d": ["c"]}) == ["b", "a", "c", "d"]


def test_a_long_chain_has_an_order() -> None:
    keten = {f"v{n}": [f"v{n + 1}"] for n in range(3000)}
    assert volgorde(keten)[0] == "v2999"


def test_a_ring_is_told_by_the_questions_in_it() -> None:
    with pytest.raises(Kring) as ring:
        volgorde({"los": [], "a": ["b"], "b": ["c", "los"], "c": ["a"]})
    assert ring.value.zin({"a": "Naam", "b": "Soort", "c": "Aantal"}.__getitem__) == (
        "Deze regels wachten op elkaar, dus geen van alle krijgt een uitkomst: ‘Naam’ → ‘Soort’ → ‘Aantal’ → ‘Naam’."
    )


def test_a_rule_that_needs_itself_is_a_ring() -> None:
    with pytest.raises(Kring) as ring:
        volgorde({"a": ["a"]})
    assert ring.value.sleutels == ("a",)
