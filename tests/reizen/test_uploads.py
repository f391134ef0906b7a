"""Adding files with the script: they go by themselves, aloud for who does not see it, and a lost one goes again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.reizen.bezoeker import Bezoeker
from tests.reizen.conftest import NieuweBezoeker
from tests.reizen.test_melding import WAT, zet_speld_met_toetsen

pytestmark = pytest.mark.reis

UPLOADS = re.compile(r"/uploads/")


def naar_fotos(melder: Bezoeker) -> None:
    melder.ga("/formulier/melding-openbare-ruimte/")
    melder.druk("Beginnen")
    melder.kies("Losse tegel of gat in de weg")
    melder.vul("Wat ziet u?", WAT)
    melder.druk("Volgende stap")
    zet_speld_met_toetsen(melder)
    melder.druk("Volgende stap")


@pytest.mark.eis("R.C24", "R.C27", "W-05")
def test_files_go_by_themselves_and_a_lost_one_goes_again(
    bezoek: NieuweBezoeker, foto: Path, foto_van_de_oplossing: Path, tmp_path: Path
) -> None:
    melder = bezoek()
    naar_fotos(melder)
    rijen, stem = melder.page.locator(".mo-bestanden__lijst li"), melder.page.locator("mo-bestanden [role=status]")

    melder.stuur_mee("Voeg foto's toe", foto, foto_van_de_oplossing)
    expect(rijen).to_have_count(2)
    expect(rijen.get_by_role("button", name="Verwijder")).to_have_count(2)
    expect(stem).to_contain_text("is toegevoegd.")
    melder.keur()

    # Taking one out with the keyboard: the focus goes to the other one, and a voice says what happened.
    rijen.first.get_by_role("button").focus()
    melder.page.keyboard.press("Enter")
    expect(rijen).to_have_count(1)
    expect(rijen.get_by_role("button")).to_be_focused()
    expect(stem).to_contain_text("is verwijderd.")

    # What is no photo is refused with the reason, and can only be taken away.
    nep = tmp_path / "nep.jpg"
    nep.write_bytes(b"\xff\xd8\xff<script>")
    melder.stuur_mee("Voeg foto's toe", nep)
    expect(rijen.last).to_contain_text("Het bestand is geen goed JPG-bestand")
    melder.fouten.clear()  # the refusal is an answer with status 422
    melder.keur()
    rijen.last.get_by_role("button", name="Verwijder").click()
    expect(rijen).to_have_count(1)

    # Without a line it waits and tries again; the page goes on when it is there.
    pogingen: list[str] = []

    def verbreek(route: Route) -> None:
        pogingen.append(route.request.method)
        if len(pogingen) < 3:
            route.abort("connectionreset")
        else:
            route.continue_()

    melder.page.route(UPLOADS, verbreek)
    melder.stuur_mee("Voeg foto's toe", foto)
    with melder.page.expect_navigation():
        melder.page.get_by_role("button", name="Volgende stap").first.click()
    assert len(pogingen) >= 3
    melder.fouten.clear()  # the requests that were broken off
    melder.druk("Vorige stap")
    expect(rijen).to_have_count(2)
