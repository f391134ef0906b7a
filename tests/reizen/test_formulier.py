"""The form for everybody: without scripts, without a mouse, and for who presses twice."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.reizen.bezoeker import Bezoeker
from tests.reizen.browser import TELEFOON
from tests.reizen.conftest import NieuweBezoeker
from tests.reizen.test_melding import zaaknummer

pytestmark = pytest.mark.reis

VERKLARING = "Ik heb het formulier naar waarheid ingevuld."
TAB_STOPS = 60


def begin(melder: Bezoeker) -> None:
    """Open the form of the report and begin."""
    melder.ga("/formulier/melding-openbare-ruimte/")
    melder.druk("Beginnen")


def test_form_works_without_scripts(bezoek: NieuweBezoeker, foto: Path) -> None:
    melder = bezoek(TELEFOON, scripts=False)
    begin(melder)
    melder.kies("Groen")
    melder.druk("Volgende stap")
    melder.ziet_fout("U heeft dit nog niet ingevuld: Wat ziet u?")
    expect(melder.page.get_by_label("Groen", exact=True)).to_be_checked()
    melder.vul("Wat ziet u?", "Een tak hangt laag.")
    melder.druk("Volgende stap")
    melder.vul("Adres of omschrijving van de plek", "Park, bij de vijver")
    melder.druk("Volgende stap")
    melder.stuur_mee("Voeg foto's toe", foto)
    melder.druk("Volgende stap")
    melder.druk("Naar controleren")
    melder.ziet("losse-tegel.jpg")
    melder.kies(VERKLARING)
    melder.druk("Versturen")
    assert melder.kop == "Wij hebben het ontvangen"
    assert zaaknummer(melder)


@pytest.mark.eis("W-05", "W-06", "W-10", "W-18")
def test_form_works_with_keyboard_only(bezoek: NieuweBezoeker, foto: Path) -> None:
    melder = bezoek()
    melder.ga("/")
    melder.page.keyboard.press("Tab")
    stop = melder.focus()
    assert stop, "de eerste Tab bereikt niets"
    assert "inhoud" in stop["tekst"].lower(), stop  # the skip link
    naar(melder, "Melding openbare ruimte")
    melder.toets("Enter")
    naar(melder, "Beginnen")
    melder.toets("Enter")
    naar(melder, "Volgende stap")
    melder.toets("Enter")
    melder.ziet_fout("U heeft dit nog niet ingevuld: Wat ziet u?")
    naar(melder, "U heeft dit nog niet ingevuld: Wat ziet u?")
    melder.page.keyboard.press("Enter")
    expect(melder.page.get_by_label("Wat ziet u?")).to_be_focused()
    melder.page.keyboard.type("Afval naast de bak.")
    naar(melder, "Afval", terug=True)
    melder.page.keyboard.press("Space")
    naar(melder, "Volgende stap")
    melder.toets("Enter")
    naar(melder, "Adres of omschrijving van de plek")
    melder.page.keyboard.type("Marktplein 5")
    melder.toets("Enter")
    stuur_mee_met_toetsen(melder, foto)
    naar(melder, "Volgende stap")
    melder.toets("Enter")
    naar(melder, "Uw e-mailadres")
    melder.page.keyboard.type("toetsen@example.nl")
    melder.toets("Enter")
    assert melder.kop == "Controleer uw antwoorden"
    naar(melder, VERKLARING)
    melder.page.keyboard.press("Space")
    naar(melder, "Versturen")
    melder.toets("Enter")
    assert melder.kop == "Wij hebben het ontvangen"


def naar(melder: Bezoeker, tekst: str, *, terug: bool = False) -> None:
    """Press Tab until this has the focus; every stop on the way can be seen."""
    for _stap in range(TAB_STOPS):
        melder.page.keyboard.press("Shift+Tab" if terug else "Tab")
        stop = melder.focus()
        if stop and (stop["tekst"].startswith(tekst) or (terug and stop["tekst"] and stop["soort"] == "input")):
            return
    raise AssertionError(f"{tekst!r} is met Tab niet te bereiken op {melder.pad}")


def stuur_mee_met_toetsen(melder: Bezoeker, bestand: Path) -> None:
    """Open the file dialog from the keyboard and choose a file."""
    for _stap in range(TAB_STOPS):
        melder.page.keyboard.press("Tab")
        stop = melder.focus()
        if stop and stop["soort"] == "file":
            break
    with melder.page.expect_file_chooser() as kiezer:
        melder.page.keyboard.press("Space")
    kiezer.value.set_files(str(bestand))


@pytest.mark.eis("R-1")
def test_pressing_send_twice_gives_one_zaak(bezoek: NieuweBezoeker) -> None:
    melder = bezoek()
    begin(melder)
    melder.kies("Iets anders")
    melder.vul("Wat ziet u?", "Een bord hangt los.")
    melder.druk("Volgende stap")
    melder.vul("Adres of omschrijving van de plek", "Kerkplein 1")
    melder.druk("Volgende stap")
    melder.druk("Volgende stap")
    melder.druk("Naar controleren")
    melder.kies(VERKLARING)
    controle = melder.page.url
    melder.page.get_by_role("button", name="Versturen").dblclick(no_wait_after=True)
    melder.page.wait_for_url("**/ontvangen/")
    nummer = zaaknummer(melder)

    melder.page.goto(controle)
    assert zaaknummer(melder) == nummer
