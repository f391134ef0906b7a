"""Every question type: what people type, what is kept, what they read back, and what is refused."""

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from formulieren.componenten import component_voor
from formulieren.componenten.basis import COMPONENTEN
from formulieren.definitie import Vraag
from tests.formulieren.definities import OPTIES, vraag

# type, definition, what the browser sends as the field takes it, what is stored, what people read
GOED: list[tuple[str, dict[str, Any], Any, Any, str]] = [
    ("tekst", {}, "  Een bankje ", "Een bankje", "Een bankje"),
    ("tekst", {}, "مرحبا 🌳 Zoë", "مرحبا 🌳 Zoë", "مرحبا 🌳 Zoë"),
    ("tekstvlak", {}, "Een\r\ntwee", "Een\ntwee", "Een\ntwee"),
    ("datum", {}, ["1", "mei", "2027"], "2027-05-01", "1 mei 2027"),
    ("email", {}, " zoe@example.nl", "zoe@example.nl", "zoe@example.nl"),
    ("telefoon", {}, "06 12345678", "+31612345678", "06 12345678"),
    ("telefoon", {}, "0032 470 12 34 56", "+32470123456", "+32 470 12 34 56"),
    ("iban", {}, "nl91 abna 0417 1643 00", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"),
    ("keuze", {"opties": OPTIES}, "afval", "afval", "Afval"),
    ("verklaring", {}, True, True, "✓"),
    ("vinkje", {}, True, True, "Ja"),
    ("vinkje", {}, False, False, "Nee"),
    ("janee", {}, "nee", "nee", "Nee"),
    ("keuze", {"opties": OPTIES, "weergave": "lijst"}, "groen", "groen", "Groen"),
    ("keuze", {"opties": OPTIES, "anders": "groen"}, ["afval", ""], "afval", "Afval"),
    (
        "keuze",
        {"opties": OPTIES, "anders": "groen"},
        ["groen", "Een boom"],
        {"code": "groen", "anders": "Een boom"},
        "Groen: Een boom",
    ),
    ("meerkeuze", {"opties": OPTIES}, ["groen", "afval"], ["groen", "afval"], "Groen\nAfval"),
    ("getal", {}, "1.234", "1234", "1.234"),
    ("getal", {"decimalen": 2, "eenheid": {"nl": "m²"}}, " 1234,50 ", "1234.5", "1.234,5 m²"),
    ("getal", {"min": -5}, "-5", "-5", "-5"),
    ("getal", {}, "1000000", "1000000", "1.000.000"),
    ("bedrag", {}, "€ 1.234,5", "1234.50", "€ 1.234,50"),
    ("tijd", {}, "9.05 uur", "09:05", "09:05 uur"),
    ("tijd", {}, "14 uur", "14:00", "14:00 uur"),
    ("datumtijd", {}, [["1", "mei", "2027"], "9:30"], "2027-05-01T09:30", "1 mei 2027, 09:30"),
    (
        "periode",
        {},
        [["1", "5", "2027"], ["3", "5", "2027"]],
        {"van": "2027-05-01", "tot": "2027-05-03"},
        "1 mei 2027 tot en met 3 mei 2027",
    ),
    ("datum", {"deels": True}, ["", "5", "1980"], "1980-05", "mei 1980"),
    ("datum", {"deels": True}, ["", "", "1980"], "1980", "1980"),
    ("datum", {"deels": True}, ["2", "5", "1980"], "1980-05-02", "2 mei 1980"),
    ("postcode", {}, "1234ab", "1234 AB", "1234 AB"),
    ("kenteken", {}, "ab-12 cd", "AB12CD", "AB-12-CD"),
    ("kenteken", {}, "12abcd", "12ABCD", "12-AB-CD"),
    ("kenteken", {}, "G-001-BB", "G001BB", "G-001-BB"),
    ("locatie", {}, ["Plein 1", "", ""], {"adres": "Plein 1"}, "Plein 1"),
    (
        "locatie",
        {},
        ["", "52.1", "5.3"],
        {"adres": "", "breedte": "52.1", "lengte": "5.3"},
        "Punt op de kaart: 52.1, 5.3",
    ),
    (
        "begroting",
        {"rijen": 2, "max_bedrag": "750"},
        [{"wat": "Bank", "bedrag": "1.0"}, {"wat": "", "bedrag": ""}],
        [{"wat": "Bank", "bedrag": "1.00"}],
        "Bank: € 1\nSamen: € 1",
    ),
]
FOUT: list[tuple[str, dict[str, Any], Any, str]] = [
    ("tekst", {"max_lengte": 5}, "zes tekens", "5"),
    ("email", {}, "geen adres", "e-mailadres"),
    ("telefoon", {}, "12", "telefoonnummer"),
    ("iban", {}, "NL00ABNA0417164300", "rekeningnummer"),
    ("keuze", {"opties": OPTIES}, "bestaat-niet", "bestaat-niet"),
    ("datum", {}, ["31", "2", "2027"], "bestaat niet"),
    ("verklaring", {}, False, ""),
    ("janee", {}, "", ""),
    ("keuze", {"opties": OPTIES, "anders": "groen"}, ["groen", ""], "Vul in wat u bedoelt"),
    ("keuze", {"opties": OPTIES, "anders": "groen"}, ["", "Los"], ""),
    ("meerkeuze", {"opties": OPTIES, "max": 1}, ["groen", "afval"], "ten hoogste 1"),
    ("meerkeuze", {"opties": OPTIES, "min": 2}, ["groen"], "ten minste 2"),
    ("meerkeuze", {"opties": OPTIES}, ["bestaat-niet"], "bestaat-niet"),
    ("getal", {}, "1,5", "heel getal"),
    ("getal", {"decimalen": 1}, "1,55", "1 cijfers"),
    ("getal", {}, "1e3", "getal"),
    ("getal", {}, "NaN", "getal"),
    ("getal", {}, "1" * 16, "te groot"),
    ("getal", {"max": "9.5", "decimalen": 1}, "9,6", "ten hoogste 9,5"),
    ("bedrag", {}, "-1", "ten minste 0"),
    ("tijd", {}, "25:00", "14:30"),
    ("tijd", {"max": "12:00"}, "12:01", "12:00"),
    ("datumtijd", {}, [["1", "5", "2027"], ""], "datum en de tijd"),
    ("periode", {}, [["3", "5", "2027"], ["1", "5", "2027"]], "Draai ze om"),
    ("periode", {"max_dagen": 2}, [["1", "5", "2027"], ["3", "5", "2027"]], "2 dagen"),
    ("periode", {}, [["1", "5", "2027"], ["", "", ""]], "eerste en de laatste"),
    ("datum", {"max": "vandaag-P18Y"}, ["1", "1", "2026"], "Kies een datum"),
    ("datum", {"min": "2027-01-01"}, ["1", "1", "2026"], "1 januari 2027"),
    ("postcode", {}, "1234 SA", "1234 AB"),
    ("postcode", {}, "0234 AB", "1234 AB"),
    ("kenteken", {}, "A-1", "AB-12-CD"),
    ("tekst", {"patroon": "[0-9]{3}"}, "12a", "vorm"),
    ("tekst", {"min_lengte": 3}, "ab", "3"),
    ("tekst", {}, "a\x07b", "teken"),
    ("locatie", {}, ["", "", ""], "adres of plek"),
    ("locatie", {}, ["", "53.0", "5.3"], "niet in onze gemeente"),
    ("begroting", {"rijen": 2, "max_bedrag": "750"}, [{"wat": "Bank", "bedrag": "750,01"}], "750,01"),
    ("begroting", {"rijen": 2, "max_bedrag": "750"}, [{"wat": "Bank", "bedrag": ""}], "Regel 1"),
    ("begroting", {"rijen": 2, "max_bedrag": "750"}, [{"wat": "Bank", "bedrag": "-5"}], "Regel 1"),
    ("begroting", {"rijen": 2, "max_bedrag": "750"}, [], "kopen of huren"),
]
# Proven in a test file of their own.
ELDERS = {"afspraak", "bestanden", "foto", "handtekening"} | {
    "bsn", "rsin", "kvk", "vestiging", "adres", "persoon", "organisatie", "partners", "kinderen",
}  # fmt: skip


def component(soort: str, gegevens: dict[str, Any]) -> Any:
    return component_voor(Vraag(vraag("proef", soort, **gegevens)))


@pytest.mark.parametrize(("soort", "gegevens", "invoer", "json", "weergave"), GOED)
def test_an_answer_is_normalised_kept_and_read_back(
    soort: str, gegevens: dict[str, Any], invoer: Any, json: Any, weergave: str
) -> None:
    proef = component(soort, gegevens)
    assert proef.naar_json(proef.veld().clean(invoer)) == json
    assert proef.weergave(json) == weergave
    proef.controleer(json)


@pytest.mark.parametrize(("soort", "gegevens", "invoer", "zin"), FOUT)
def test_a_wrong_answer_is_refused_with_a_sentence(soort: str, gegevens: dict[str, Any], invoer: Any, zin: str) -> None:
    with pytest.raises(ValidationError) as fout:
        component(soort, gegevens).veld().clean(invoer)
    assert zin in " ".join(fout.value.messages)


def test_every_question_type_is_tried_above() -> None:
    geprobeerd = {soort for soort, *_rest in GOED}
    assert geprobeerd | ELDERS == set(COMPONENTEN)


def test_an_optional_question_may_stay_empty() -> None:
    for soort, gegevens, *_rest in GOED:
        leeg: Any = {"locatie": ["", "", ""], "datum": ["", "", ""], "begroting": [], "meerkeuze": []}.get(soort, "")
        leeg = {"datumtijd": [["", "", ""], ""], "periode": [["", "", ""]] * 2}.get(soort, leeg)
        leeg = ["", ""] if "anders" in gegevens else leeg
        assert not component(soort, {**gegevens, "verplicht": "niet"}).veld().clean(leeg)


@pytest.mark.django_db
def test_a_day_on_which_we_are_closed_is_refused() -> None:
    with pytest.raises(ValidationError, match="zijn wij dicht"):
        component("datum", {"werkdag": True}).veld().clean(["25", "12", "2026"])


def test_a_point_becomes_geojson_with_longitude_first() -> None:
    punt = component("locatie", {}).punt({"adres": "", "breedte": "52.1", "lengte": "5.3"})
    assert punt == {"type": "Point", "coordinates": [5.3, 52.1]}


def test_a_date_becomes_the_format_of_an_eigenschap() -> None:
    assert component("datum", {}).eigenschap("2027-05-01") == "20270501"
    assert component("datum", {}).van_json("2027-05-01") == datetime.date(2027, 5, 1)


def test_the_answer_is_shown_in_the_language_of_the_reader() -> None:
    with translation.override("en"):
        assert component("keuze", {"opties": OPTIES}).weergave("afval") == "Afval (en)"


@pytest.mark.parametrize(
    ("soort", "gegevens"),
    [("keuze", {"opties": OPTIES[:1]}), ("bestanden", {"soort": "film"}), ("tekst", {"label": {}})],
)
def test_a_wrong_definition_is_found_at_publishing(soort: str, gegevens: dict[str, Any]) -> None:
    assert component(soort, gegevens).fouten()
