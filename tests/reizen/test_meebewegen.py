"""A form that goes along with who fills it in: conditions, rows, outcomes, and answers that are kept by themselves."""

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Route, expect

from mijnportaal.demo.processen import WORTEL
from tests.reizen.bezoeker import Bezoeker
from tests.reizen.conftest import NieuweBezoeker
from tests.reizen.opstelling import Opstelling

pytestmark = pytest.mark.reis

ADRES = "/formulier/proef-meebewegen/"
PUBLICEER = """
from tests.formulieren.meebewegen import DEFINITIE
from tests.formulieren.definities import maak_formulier
from formulieren.models import Formulier
from mijnportaal.accounts.aanmelding import Niveau
from zaken.models import Zaaktypeversie
zaaktype = Formulier.objects.get(slug="melding-openbare-ruimte").zaaktype
versie = Zaaktypeversie.objects.filter(zaaktype=zaaktype).latest("pk")
maak_formulier(versie, "proef-meebewegen", DEFINITIE, Niveau.GEEN)
"""


@pytest.fixture(scope="module")
def formulier(opstelling: Opstelling) -> str:
    """A form with rules, published in the demo municipality."""
    opdracht = [sys.executable, "manage.py", "shell", "--no-imports", "-c", PUBLICEER]
    subprocess.run(opdracht, cwd=WORTEL, env=opstelling.omgeving(), check=True, capture_output=True, text=True)
    return ADRES


@pytest.fixture
def invuller(bezoek: NieuweBezoeker, formulier: str) -> Bezoeker:
    """Someone on the first page."""
    bezoeker = bezoek()
    bezoeker.ga(formulier)
    bezoeker.druk("Beginnen")
    return bezoeker


def bewaard(invuller: Bezoeker) -> None:
    expect(invuller.page.locator("#bewaarstatus")).to_have_text("Bewaard")


def test_an_answer_brings_up_questions_at_once(invuller: Bezoeker) -> None:
    page = invuller.page
    aantal = page.get_by_label("Vraag aantal")
    expect(aantal).to_be_hidden()
    invuller.kies("Ja")
    expect(aantal).to_be_visible()
    expect(aantal).to_be_enabled()
    expect(page.get_by_text("Vraag aantal (niet verplicht)")).to_have_count(0)
    aantal.fill("3")
    expect(page.locator("[data-uitkomst=prijs]")).to_have_text("€ 37,50")
    expect(page.get_by_text("Vraag reden (niet verplicht)")).to_have_count(0)  # from three on it is required
    bewaard(invuller)
    expect(page.get_by_label("Tweede (en)").or_(page.get_by_label("Tweede"))).to_be_visible()  # an option that follows
    invuller.keur()
    invuller.kies("Nee")
    expect(aantal).to_be_hidden()
    expect(aantal).to_be_disabled()
    invuller.keur()


def test_rows_have_rules_of_their_own(invuller: Bezoeker) -> None:
    page = invuller.page
    invuller.kies("Ja")
    page.get_by_label("Vraag aantal").fill("1")
    page.get_by_label("Vraag reden").fill("Daarom")
    invuller.druk("Volgende stap")
    for _keer in range(2):
        invuller.druk("Voeg toe")
    rijen = page.locator("[data-rij]")
    expect(rijen).to_have_count(2)
    rijen.nth(0).get_by_label("Vraag kosten").fill("1.250,50")
    rijen.nth(1).get_by_label("Vraag kosten").fill("2")
    expect(rijen.nth(0).get_by_label("Vraag uitleg")).to_be_visible()
    expect(rijen.nth(1).get_by_label("Vraag uitleg")).to_be_hidden()
    expect(page.locator("[data-uitkomst=totaal]")).to_have_text("€ 1.252,50")
    bewaard(invuller)
    invuller.keur()


@pytest.mark.eis("W-10")
def test_what_was_typed_is_there_again(invuller: Bezoeker) -> None:
    page = invuller.page
    invuller.kies("Ja")
    page.get_by_label("Vraag aantal").fill("7")
    bewaard(invuller)
    page.goto(page.url)
    expect(page.get_by_label("Vraag aantal")).to_have_value("7")
    expect(page.locator("[data-uitkomst=prijs]")).to_have_text("€ 87,50")


def test_without_a_connection_it_says_so_and_tries_again(invuller: Bezoeker) -> None:
    page = invuller.page

    def weg(route: Route) -> None:
        route.abort()

    invuller.kies("Ja")
    bewaard(invuller)
    page.route("**/bewaar/", weg)
    page.get_by_label("Vraag aantal").fill("4")
    expect(page.locator("#bewaarstatus")).to_have_text("Nog niet bewaard. Wij proberen het straks opnieuw.")
    invuller.fouten.clear()  # the refused request, which was meant
    page.unroute("**/bewaar/", weg)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    bewaard(invuller)


def test_an_answer_under_way_comes_before_the_page(invuller: Bezoeker) -> None:
    """Otherwise the older answer could take the place of the newer one."""
    page = invuller.page
    onderweg: list[Route] = []
    page.route("**/bewaar/", lambda route: onderweg.append(route))  # noqa: PLW0108  Playwright marks a function
    with page.expect_request("**/bewaar/"):
        invuller.kies("Ja")
    page.get_by_label("Vraag aantal").fill("1")
    page.get_by_role("button", name="Volgende stap").last.click()
    expect(page).to_have_url(re.compile("/stap/auto/$"))
    with page.expect_navigation():
        onderweg[0].continue_()
    expect(page).to_have_url(re.compile("/stap/kosten/$"))
