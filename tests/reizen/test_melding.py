"""Melding openbare ruimte: from a resident in the street to the archive, both on a phone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.reizen.bezoeker import Bezoeker
from tests.reizen.browser import SMAL, TELEFOON
from tests.reizen.conftest import NieuweBezoeker
from tests.reizen.opstelling import Opstelling

pytestmark = pytest.mark.reis

EMAIL = "wandelaar@example.nl"
WAT = "Bij de brug ligt een tegel los. Iemand is al gestruikeld."
GEDAAN = "Wij hebben de tegel vastgelegd en het zand aangevuld."


@pytest.mark.eis("W-05", "W-07", "W-11", "S-38")
def test_report_travels_from_street_to_archive(
    bezoek: NieuweBezoeker, opstelling: Opstelling, foto: Path, foto_van_de_oplossing: Path
) -> None:
    nummer = meld(bezoek(TELEFOON), foto)
    assert nummer in opstelling.mail(EMAIL, "ontvangen").tekst

    los_op(bezoek(TELEFOON), nummer, foto_van_de_oplossing)
    mail = opstelling.mail(EMAIL, "klaar")
    assert GEDAAN in mail.tekst
    assert any(naam.endswith(".jpg") for naam in mail.bijlagen), mail.bijlagen

    zie_archiefdatum(bezoek(), nummer)


def meld(melder: Bezoeker, foto: Path) -> str:
    """Report a loose tile without logging in; return the number of the zaak."""
    melder.ga("/")
    melder.volg("Melding openbare ruimte")
    melder.druk("Beginnen")
    melder.druk("Volgende stap")
    melder.ziet_fout("U heeft dit nog niet ingevuld: Wat ziet u?")
    melder.kies("Losse tegel of gat in de weg")
    melder.vul("Wat ziet u?", WAT)
    melder.druk("Volgende stap")
    zet_speld_met_toetsen(melder)
    melder.keur_op(SMAL)
    melder.druk("Volgende stap")
    melder.stuur_mee("Voeg foto's toe", foto)
    melder.druk("Volgende stap")
    melder.vul("Uw e-mailadres", EMAIL)
    melder.druk("Naar controleren")
    melder.ziet(WAT)
    melder.ziet(EMAIL)
    melder.kies("Ik heb het formulier naar waarheid ingevuld.")
    melder.druk("Versturen")
    assert melder.kop == "Wij hebben het ontvangen"
    return zaaknummer(melder)


def zet_speld_met_toetsen(melder: Bezoeker) -> None:
    """Choose a place on the map without a mouse: arrows move the map, Enter sets the pin."""
    melder.page.get_by_role("application").focus()
    for toets in ("ArrowRight", "ArrowRight", "ArrowUp"):
        melder.page.keyboard.press(toets)
    for _stap in range(8):
        melder.page.keyboard.press("Tab")
        stop = melder.focus()
        if stop and "speld" in stop["tekst"]:
            break
    melder.page.keyboard.press("Enter")
    expect(melder.page.get_by_role("status").filter(has_text="De speld staat op")).to_be_visible()


def zaaknummer(bezoeker: Bezoeker) -> str:
    return bezoeker.page.locator(".mo-bevestiging__nummer").inner_text()


def open_zaak(medewerker: Bezoeker, nummer: str) -> None:
    """Go to a zaak by its number in the box at the top."""
    medewerker.page.get_by_role("searchbox").fill(nummer)
    medewerker.toets("Enter")
    assert medewerker.pad.startswith("/werk/zaken/"), medewerker.pad


def doe(medewerker: Bezoeker, handeling: str, invullen: Callable[[], None], knop: str) -> None:
    """Do one act on the page of a zaak."""
    medewerker.volg(handeling)
    invullen()
    medewerker.druk(knop)


def los_op(buitendienst: Bezoeker, nummer: str, foto: Path) -> None:
    """Take the report, say what happens, add a photo of the work and close."""
    buitendienst.log_in("medewerker", "Ruud Peeters")
    open_zaak(buitendienst, nummer)
    buitendienst.ziet(WAT)
    buitendienst.keur_op(SMAL)
    buitendienst.druk("Neem in behandeling")
    doe(buitendienst, "Zet status", lambda: buitendienst.kies("In uitvoering"), "Zet status")
    buitendienst.ziet("De status is nu: In uitvoering")

    def voeg_foto_toe() -> None:
        buitendienst.stuur_mee("Maak een foto", foto)
        buitendienst.kies_uit("Wat voor document is het?", "Foto van de oplossing")
        buitendienst.kies("De inwoner mag dit document zien")

    doe(buitendienst, "Foto of document toevoegen", voeg_foto_toe, "Voeg toe")
    buitendienst.ziet("Het document staat in de zaak.")

    def kies_uitkomst() -> None:
        buitendienst.kies("Opgelost")
        buitendienst.vul("Toelichting voor de inwoner", GEDAAN)

    doe(buitendienst, "Sluit af", kies_uitkomst, "Sluit de zaak af")
    buitendienst.ziet("De zaak is afgesloten.")


def zie_archiefdatum(archivaris: Bezoeker, nummer: str) -> None:
    """Find the closed zaak and read until when it is kept, and why."""
    archivaris.log_in("medewerker", "Ada Wolters")
    rij = archivaris.page.get_by_role("row").filter(has_text=nummer)
    while not rij.count():
        archivaris.volg("Volgende")
    archivaris.volg("", binnen=rij)
    archivaris.ziet("Waarom deze datum?")
    archivaris.ziet(re.compile("5 jaar|vijf jaar"))
