"""What every operator gives, with and without an answer: the table that docs/formulierdialect.md promises."""

import time
from datetime import date
from typing import Any

import pytest

from formulieren.regels.logica import Grens, Omgeving, Regelfout, bereken, compileer, is_waar, sleutels_in
from mijnportaal.kern.kalender import Dagentabel
from tests.formulieren.regels.browser import omgeving

GEGEVENS = {
    "leeg": None,
    "niets": "",
    "nul": "0",
    "aantal": "3",
    "prijs": "12.50",
    "naam": "Anne",
    "postcode": "0123",
    "geboren": "2008-02-29",
    "kinderen": [
        {"naam": "Bo", "kosten": "1.10"},
        {"naam": "Chris", "kosten": None},
        {"naam": "Dani", "kosten": "2.20"},
    ],
    "keuzes": ["a", "2"],
    "adres": {"postcode": "1234AB"},
    "breuk": 0.1,
}


def v(naam: str) -> dict[str, str]:
    return {"var": naam}


def uitkomst(regel: Any, gegevens: dict[str, Any] | None = None) -> Any:
    return bereken(regel, GEGEVENS if gegevens is None else gegevens, omgeving())


@pytest.mark.parametrize(
    ("regel", "verwacht"),
    [
        # Reading
        (v("naam"), "Anne"),
        (v("adres.postcode"), "1234AB"),
        (v("kinderen.1.naam"), "Chris"),
        (v("weg"), None),
        (v("naam.deel"), None),
        ({"var": ["leeg", "anders"]}, "anders"),
        ({"var": ["niets", "anders"]}, ""),
        # Equal: as a number when both can be, and empty equals empty
        ({"==": [v("prijs"), 12.5]}, True),
        ({"==": ["1.0", "1"]}, True),
        ({"==": [v("postcode"), "123"]}, False),
        ({"==": [v("leeg"), ""]}, True),
        ({"==": [v("leeg"), 0]}, False),
        ({"==": [[], v("weg")]}, True),
        ({"==": [True, 1]}, True),
        ({"==": ["ja", True]}, False),
        ({"==": [v("keuzes"), ["a", 2]]}, True),
        ({"!=": [v("naam"), "Bo"]}, True),
        ({"===": [v("aantal"), 3]}, True),
        ({"===": [True, 1]}, False),
        ({"===": [v("leeg"), ""]}, False),
        ({"!==": [v("leeg"), None]}, False),
        # Before and after: nothing comes before an empty value, and a number before no text
        ({"<": ["9", "10"]}, True),
        ({"<": ["2026-01-09", "2026-01-10"]}, True),
        ({"<": [v("leeg"), 1]}, False),
        ({">=": [v("leeg"), v("leeg")]}, False),
        ({"<": [1, "b"]}, False),
        ({"<": [1, v("aantal"), 5]}, True),
        ({"<=": [1, v("aantal"), 2]}, False),
        ({">": ["2026-03-01", "2026-02-01", "2026-01-01"]}, True),
        # In
        ({"in": ["2", v("keuzes")]}, True),
        ({"in": [2, v("keuzes")]}, True),
        ({"in": ["nn", v("naam")]}, True),
        ({"in": ["", v("naam")]}, False),
        ({"in": ["a", v("leeg")]}, False),
        ({"leeg": [v("niets")]}, True),
        ({"leeg": v("nul")}, False),
        ({"leeg": [False]}, False),
        ({"leeg": [{"filter": [v("kinderen"), False]}]}, True),
        # And, or, if: the value that decides
        ({"and": [1, v("naam")]}, "Anne"),
        ({"and": [v("leeg"), v("naam")]}, None),
        ({"or": [v("leeg"), v("nul"), v("naam")]}, "Anne"),
        ({"!": [v("nul")]}, True),
        ({"!!": ["0.00"]}, False),
        ({"!!": ["00"]}, True),
        ({"!!": [[]]}, False),
        ({"if": [False, 1, v("naam"), 2, 3]}, "2"),
        ({"if": [False, 1]}, None),
        ({"if": [False, 1, 3]}, "3"),
        # Arithmetic: decimals; an empty value adds nothing, and multiplies to nothing known
        ({"+": [0.1, 0.2]}, "0.3"),
        ({"+": [v("breuk"), v("leeg"), v("prijs")]}, "12.6"),
        ({"+": [v("naam"), 1]}, None),
        ({"+": [True, True]}, "2"),
        ({"-": [v("prijs"), v("niets")]}, "12.5"),
        ({"-": [v("aantal")]}, "-3"),
        ({"*": [v("aantal"), v("prijs")]}, "37.5"),
        ({"*": [v("aantal"), v("leeg")]}, None),
        ({"/": [1, 3]}, "0.3333333333"),
        ({"/": [2, 3]}, "0.6666666667"),
        ({"/": [1, v("nul")]}, None),
        ({"/": [v("leeg"), 2]}, None),
        ({"%": [-7, 3]}, "-1"),
        ({"%": [7.5, 2]}, "1.5"),
        ({"%": [1, 0]}, None),
        ({"*": [10**17, 100]}, None),
        ({"min": [3, v("leeg"), 2]}, "2"),
        ({"max": [v("keuzes")]}, None),
        ({"max": [{"map": [v("kinderen"), v("kosten")]}]}, "2.2"),
        ({"min": [v("leeg")]}, None),
        ({"rond": ["2.345", 2]}, "2.35"),
        ({"rond": [-2.5]}, "-3"),
        ({"rond": [v("leeg"), 2]}, None),
        ({"abs": [-2]}, "2"),
        ({"-": [0]}, "0"),
        # Text
        ({"cat": [v("naam"), " ", 1.50, v("leeg"), v("keuzes")]}, "Anne 1.5a, 2"),
        ({"substr": ["jsonlogic", -5]}, "logic"),
        ({"substr": ["jsonlogic", 1, 3]}, "son"),
        ({"substr": ["jsonlogic", 4, -2]}, "log"),
        ({"lengte": [v("naam")]}, "4"),
        ({"lengte": ["a😀"]}, "2"),
        ({"lengte": [v("leeg")]}, "0"),
        ({"patroon": [v("adres.postcode"), "^[1-9][0-9]{3}[A-Z]{2}$"]}, True),
        ({"patroon": [v("naam"), "nn"]}, False),
        ({"patroon": [v("leeg"), ".*"]}, True),
        ({"patroon": ["ä", r"\w"]}, False),
        # Lists
        ({"aantal": [v("kinderen")]}, "3"),
        ({"aantal": [v("leeg")]}, "0"),
        ({"som": [v("kinderen"), "kosten"]}, "3.3"),
        ({"som": [[1, "2.5", None]]}, "3.5"),
        ({"som": [v("leeg"), "kosten"]}, "0"),
        ({"map": [v("kinderen"), v("naam")]}, ["Bo", "Chris", "Dani"]),
        ({"map": [v("leeg"), v("naam")]}, []),
        ({"aantal": [{"filter": [v("kinderen"), {">": [v("kosten"), 2]}]}]}, "1"),
        ({"all": [[1, 2], {">": [v(""), 0]}]}, True),
        ({"all": [[], True]}, False),
        ({"some": [v("kinderen"), {"==": [v("naam"), "Bo"]}]}, True),
        ({"none": [v("kinderen"), {"==": [v("naam"), "Eli"]}]}, True),
        ({"reduce": [[1, 2, 3], {"+": [v("current"), v("accumulator")]}, 0]}, "6"),
        ({"merge": [[1], 2, [[3]]]}, ["1", "2", ["3"]]),
        # Dates
        ({"vandaag": []}, "2026-11-22"),
        ({"datum_plus": ["2026-01-31", 0, 1]}, "2026-02-28"),
        ({"datum_plus": ["2026-01-31", 1, 1]}, "2026-03-01"),
        ({"datum_plus": ["2024-02-29", 0, 0, 1]}, "2025-02-28"),
        ({"datum_plus": ["2026-05-01T10:30", -1]}, "2026-04-30"),
        ({"datum_plus": [v("naam"), 1]}, None),
        ({"datum_plus": ["2026-02-30", 1]}, None),
        ({"datum_plus": ["9999-12-31", 1]}, None),
        ({"dagen_tussen": ["2026-03-01", "2026-02-27"]}, "-2"),
        ({"maanden_tussen": ["2026-01-31", "2026-02-28"]}, "0"),
        ({"maanden_tussen": ["2026-01-15", "2026-03-15"]}, "2"),
        ({"jaren_tussen": ["2026-03-01", "2024-03-02"]}, "-1"),
        ({"leeftijd": [v("geboren"), "2026-02-28"]}, "17"),
        ({"leeftijd": [v("geboren"), "2026-03-01"]}, "18"),
        ({"leeftijd": ["2030-01-01"]}, None),
        ({"leeftijd": [v("leeg")]}, None),
        # T-01: Christmas and the weekend are no working days; the day itself does not count.
        ({"werkdag_plus": ["2026-12-24", 1]}, "2026-12-28"),
        ({"werkdag_plus": ["2026-12-28", -1]}, "2026-12-24"),
        ({"werkdag_plus": ["2026-12-25", 0]}, "2026-12-28"),
        ({"werkdagen_tussen": ["2026-12-24", "2027-01-04"]}, "5"),
        ({"werkdagen_tussen": ["2027-01-04", "2026-12-24"]}, "-5"),
        ({"werkdagen_tussen": ["1926-12-24", "2027-01-04"]}, None),
        # Tables: the row of the day, the last of two with one date
        ({"tarief": ["leges", "a"]}, "12.75"),
        ({"tarief": ["leges", "a", "2027-06-01"]}, "13.00"),
        ({"tarief": ["leges", "a", "2025-12-31"]}, None),
        ({"tarief": ["leges", "b"]}, None),
        ({"tarief": ["weg", "a"]}, None),
        ({"in_gemeente": [v("adres")]}, False),
    ],
)
def test_operators(regel: Any, verwacht: Any) -> None:
    gekregen = uitkomst(regel)
    assert (type(gekregen), gekregen) == (type(verwacht), verwacht)


@pytest.mark.parametrize(
    ("regel", "code"),
    [
        ({"eval": ["1"]}, "operator"),
        ({"==": [1]}, "argumenten"),
        ({"vandaag": [1]}, "argumenten"),
        ({"==": [1, 1], "!=": [1, 2]}, "vorm"),
        ({}, "vorm"),
        ({"var": [{"cat": ["a", "b"]}]}, "naam"),
        ({"var": ""}, "naam"),
        ({"var": 1}, "naam"),
        ({"tarief": [v("naam"), "a"]}, "naam"),
        ({"som": [v("kinderen"), v("naam")]}, "naam"),
        ({"patroon": [v("naam"), v("naam")]}, "naam"),
        ({"patroon": [v("naam"), r"(a)\1"]}, "patroon"),
        ({"+": [10**20]}, "getal"),
    ],
)
def test_what_is_no_rule_is_refused_when_it_is_read(regel: Any, code: str) -> None:
    with pytest.raises(Regelfout) as fout:
        compileer(regel)
    assert fout.value.code == code


@pytest.mark.eis("S-22")
def test_the_bound_on_steps_is_for_the_whole_form() -> None:
    """A hundred rules that each keep within the bound do not do so together."""
    regel = compileer({"map": [v("lijst"), {"+": [v(""), 1]}]})
    gegevens, eigen = {"lijst": list(range(1000))}, omgeving()
    for _keer in range(20):
        regel(gegevens, eigen)
    with pytest.raises(Grens):
        [regel(gegevens, eigen) for _keer in range(20)]


@pytest.mark.parametrize("waarde", [None, False, 0, "0", "-0.0", "", [], 0.0])
def test_false(waarde: Any) -> None:
    assert is_waar(waarde) is False


@pytest.mark.parametrize("waarde", [True, 1, "false", "00", " ", [0], {}, -0.1])
def test_true(waarde: Any) -> None:
    assert is_waar(waarde) is True


def test_keys_inside_a_list_are_about_its_items() -> None:
    regel = {
        "and": [
            {"some": [v("kinderen"), {"<": [v("leeftijd"), v("grens")]}]},
            {"reduce": [v("rijen.0"), {"+": [v("current"), v("accumulator")]}, v("begin")]},
            {"var": ["a", v("b")]},
            {"map": [{"filter": [v("c"), v("d")]}, v("e")]},
        ]
    }
    assert sleutels_in(regel) == {"kinderen", "rijen", "begin", "a", "b", "c"}
    assert sleutels_in(None) == sleutels_in("a") == sleutels_in({"map": []}) == frozenset()


def test_free_days_are_those_of_beheer() -> None:
    """T-01: the table of equated days is kept by beheer, not by the program."""
    regel = {"werkdag_plus": ["2030-05-30", 1]}
    assert bereken(regel, {}, Omgeving(date(2026, 1, 1))) == "2030-05-31"
    brugdag = Dagentabel(frozenset({date(2030, 5, 31)}))
    assert bereken(regel, {}, Omgeving(date(2026, 1, 1), brugdag)) == "2030-06-03"


def test_a_place_is_judged_by_the_municipality() -> None:
    buiten, binnen = {"breedte": "51"}, {"breedte": "52"}
    eigen = Omgeving(date(2026, 1, 1), in_gemeente=lambda plek: bool(plek == binnen))
    regel = compileer({"in_gemeente": [v("plek")]})
    assert [regel({"plek": plek}, eigen) for plek in (buiten, binnen, None)] == [False, True, False]


def test_a_large_form_is_worked_out_in_time() -> None:
    """Issue 4: 312 questions with 246 conditions within 50 ms; the rules alone within half of that."""
    regels = [
        compileer({"and": [{"==": [v(f"v{n}"), "ja"]}, {">": [v(f"g{n}"), 2]}, {"in": [v(f"k{n}"), ["a", "b"]]}]})
        for n in range(246)
    ]
    gegevens = {f"{soort}{n}": waarde for n in range(312) for soort, waarde in (("v", "ja"), ("g", "3"), ("k", "b"))}
    duur = []
    for _keer in range(5):
        begin = time.process_time()
        assert all(regel(gegevens, omgeving()) for regel in regels)
        duur.append(time.process_time() - begin)
    assert min(duur) < 0.025
