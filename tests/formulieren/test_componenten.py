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
    ("locatie", {}, ["", "", ""], "adres of plek"),
    ("locatie", {}, ["", "53.0", "5.3"], "niet in onze gemeente"),
    ("begroting", {"rijen": 2, "max_bedrag": "750"}, [{"wat": "Bank", "bedrag": "750,01"}], "750,01"),
    ("begroting", {"rijen": 2, "max_bedrag": "750"}, [{"wat": "Bank", "bedrag": ""}], "Regel 1"),
    ("begroting", {"rijen": 2, "max_bedrag": "750"}, [{"wat": "Bank", "bedrag": "-5"}], "Regel 1"),
    ("begroting", {"rijen": 2, "max_bedrag": "750"}, [], "kopen of huren"),
]


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
    assert geprobeerd | {"bestanden"} == set(COMPONENTEN)


def test_an_optional_question_may_stay_empty() -> None:
    for soort, gegevens, *_rest in GOED:
        leeg = ["", "", ""] if soort in {"locatie", "datum"} else [] if soort == "begroting" else ""
        assert not component(soort, {**gegevens, "verplicht": "niet"}).veld().clean(leeg)


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
