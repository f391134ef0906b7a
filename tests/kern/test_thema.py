"""A theme makes readable colours out of any brand colour, and lets nothing else into the style sheet."""

import json
import random
import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from mijnportaal.kern.checks import thema_klopt
from mijnportaal.kern.kleur import TEKST_CONTRAST, WIT, contrast, naar_hex, naar_oklch, trap
from mijnportaal.kern.thema import THEMA_MAP, ThemaFout, maak_thema, thema, thema_css, thema_url
from tests.portaalclient import PortaalClient

HEX = st.integers(0, 0xFFFFFF).map(lambda getal: f"#{getal:06x}")
BESTANDEN = sorted(bestand.stem for bestand in THEMA_MAP.glob("*.json"))


def controleer_leesbaar(merk: str) -> None:
    stappen = trap(merk)
    for donker in (400, 500, 600, 700):
        assert contrast(stappen[donker], WIT) >= TEKST_CONTRAST, (merk, donker)
    for op_100 in (400, 500):
        assert contrast(stappen[op_100], stappen[100]) >= TEKST_CONTRAST, (merk, op_100)
    assert contrast(stappen[600], stappen[200]) >= TEKST_CONTRAST, merk
    assert contrast(stappen[700], stappen[50]) >= TEKST_CONTRAST, merk


@pytest.mark.eis("W-03")
def test_text_is_readable_in_a_thousand_brand_colours() -> None:
    toeval = random.Random(2026)
    for _keer in range(1000):
        controleer_leesbaar(f"#{toeval.randrange(0x1000000):06x}")


@pytest.mark.parametrize("merk", ["#000000", "#ffffff", "#ffcc00", "#00ff00", "#00ffff", "#ff00ff", "#7f7f7f"])
def test_text_is_readable_in_the_extremes(merk: str) -> None:
    controleer_leesbaar(merk)


@given(HEX)
def test_a_colour_survives_the_way_to_oklch_and_back(merk: str) -> None:
    terug = naar_hex(naar_oklch(merk))
    assert all(abs(int(merk[i : i + 2], 16) - int(terug[i : i + 2], 16)) <= 1 for i in (1, 3, 5))


def test_a_dark_enough_brand_colour_is_kept_as_it_is() -> None:
    assert trap("#17538F")[500] == "#17538f"


def test_a_light_brand_colour_becomes_darker() -> None:
    assert trap("#ffcc00")[500] != "#ffcc00"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("naam", BESTANDEN)
def test_every_token_file_gives_a_style_sheet(naam: str) -> None:
    css = thema(naam).css
    assert css.startswith(":root{--mo-primair-50:#")
    assert len(css) < 3000


def test_there_is_more_than_one_theme() -> None:
    assert len(BESTANDEN) >= 2


def test_colours_with_a_meaning_are_the_same_in_each_theme() -> None:
    rood = re.compile(r"--mo-rood-500:(#\w+)")
    assert len({rood.findall(thema(naam).css)[0] for naam in BESTANDEN}) == 1


@pytest.mark.parametrize(
    ("kleuren", "tokens"),
    [
        ({"rood": "#17538f"}, {}),
        ({"primair": "blue"}, {}),
        ({"primair": "#12345"}, {}),
        ({}, {"radius": "8px}body{display:none"}),
        ({}, {"onbekend": "#000000"}),
        ({}, {"font": "url(//example.nl/x)"}),
        ({}, {"kop-kleur": "#777777", "kop-achtergrond": "#888888"}),
        ({}, {"kop-kleur": "#ffffff"}),
    ],
)
def test_a_token_file_with_something_unusable_is_refused(kleuren: dict[str, str], tokens: dict[str, str]) -> None:
    with pytest.raises(ThemaFout):
        thema_css(kleuren, tokens)


@pytest.mark.parametrize("naam", ["bestaat-niet", "../../settings/base", "Neutraal"])
def test_only_a_theme_that_exists_is_read(naam: str) -> None:
    with pytest.raises(ThemaFout):
        thema(naam)


def test_another_style_sheet_has_another_address() -> None:
    een, ander = maak_thema("a", {}), maak_thema("a", {"tokens": {"radius": "2px"}})
    assert een.versie != ander.versie


def test_the_style_sheet_can_be_cached_for_ever(client: PortaalClient) -> None:
    antwoord = client.get(thema_url())
    assert antwoord["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in antwoord["Cache-Control"]
    assert "--mo-primair-500" in antwoord.content.decode()


@pytest.mark.parametrize(("naam", "versie"), [("neutraal", "0" * 12), ("bestaat-niet", "0" * 12)])
def test_an_old_or_unknown_style_sheet_is_not_found(client: PortaalClient, naam: str, versie: str) -> None:
    assert client.get(reverse("thema", kwargs={"naam": naam, "versie": versie})).status_code == 404


def test_the_token_files_hold_their_own_values_only() -> None:
    for naam in BESTANDEN:
        gegevens = json.loads((THEMA_MAP / f"{naam}.json").read_text(encoding="utf-8"))
        assert set(gegevens) <= {"titel", "kleuren", "tokens", "logo"}


def test_the_site_does_not_start_with_a_theme_that_is_not_there(settings: Settings) -> None:
    assert thema_klopt() == []
    settings.THEMA = "bestaat-niet"
    assert [fout.id for fout in thema_klopt()] == ["mijnportaal.E007"]
