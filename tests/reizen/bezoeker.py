"""Someone at a screen, who looks at every page as strictly as the law asks."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response, expect

from mijnportaal.demo.processen import WORTEL
from tests.reizen.opstelling import Opstelling

HIER = Path(__file__).resolve().parent
AXE = (WORTEL / "node_modules" / "axe-core" / "axe.min.js").read_text()
METING = (HIER / "meting.js").read_text()
FOCUS = (HIER / "focus.js").read_text()
# WCAG 2.2 A and AA, and what axe knows beyond it; targets of 24 pixels (2.5.8) are off in axe unless asked for.
# Without preload: to read imported style sheets axe would make style elements, which our policy refuses.
# Not our code: the search box of Django's admin (select2) has no label and a span in a list.
AXE_VRAAG = """async () => (await axe.run({include: [document], exclude: ['.select2']}, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {'target-size': {enabled: true}},
    resultTypes: ['violations'],
    preload: false,
})).violations.map((v) => v.id + ': ' + v.help + ' — ' + v.nodes.slice(0, 3).map(
    (n) => n.html.slice(0, 160) + ' (' + (n.any[0] ?? n.all[0] ?? n.none[0])?.message + ')').join(' ; '))"""


class Bezoeker:
    """One browser with one page; every page that it opens is examined before anything else happens."""

    def __init__(self, context: BrowserContext, opstelling: Opstelling, *, scripts: bool = True) -> None:
        self.opstelling = opstelling
        self.scripts = scripts
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.fouten: list[str] = []
        self.verwacht = 200
        self._luister()

    # Going somewhere

    def ga(self, pad: str, verwacht: int = 200) -> None:
        """Open an address; an error page is right only when it is the one that was expected."""
        self.verwacht = verwacht
        antwoord = self.page.goto(f"{self.opstelling.adres}{pad}")
        assert antwoord is not None
        assert antwoord.status == verwacht, f"{pad} geeft {antwoord.status}, niet {verwacht}"
        self.keur()
        self.verwacht = 200

    def volg(self, naam: str | re.Pattern[str], *, binnen: Locator | None = None, precies: bool = False) -> None:
        """Follow a link by its words."""
        self._weg((binnen or self.page).get_by_role("link", name=naam, exact=precies).first.click)

    def druk(self, naam: str, *, binnen: Locator | None = None) -> None:
        """Press a button that sends a form."""
        self._weg((binnen or self.page).get_by_role("button", name=naam).first.click)

    def toets(self, toets: str) -> None:
        """Press a key that leads to another page."""
        self._weg(lambda: self.page.keyboard.press(toets))

    def _weg(self, doe: Callable[[], None]) -> None:
        with self.page.expect_navigation():
            doe()
        self.keur()

    def log_in(self, middel: str, naam: str) -> None:
        """Log in as this test person at the identity provider."""
        self.ga("/inloggen/")
        self.druk({"digid": "DigiD", "eherkenning": "eHerkenning", "medewerker": "medewerker"}[middel])
        self.kies_persoon(naam)

    def kies_persoon(self, naam: str) -> None:
        """Pick a person on the page of the identity provider."""
        self.druk(naam)

    # Filling in and reading

    def vul(self, vraag: str, waarde: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(vraag).first.fill(waarde)

    def kies(self, keuze: str) -> None:
        """Choose an option by its words, which are as large as the whole card."""
        veld = self.page.get_by_label(keuze, exact=True)
        self.page.locator(f'label[for="{veld.get_attribute("id")}"]').click()
        expect(veld).to_be_checked()

    def kies_uit(self, vraag: str, keuze: str) -> None:
        """Choose the option of a list that begins with these words."""
        lijst = self.page.get_by_label(vraag)
        lijst.select_option(lijst.locator("option").filter(has_text=keuze).first.get_attribute("value"))

    def vul_datum(self, vraag: str, dag: str, maand: str, jaar: str) -> None:
        """Type a date in its three fields."""
        groep = self.page.get_by_role("group", name=vraag)
        for naam, waarde in (("Dag", dag), ("Maand", maand), ("Jaar", jaar)):
            groep.get_by_label(naam).fill(waarde)

    def stuur_mee(self, vraag: str, *bestanden: Path) -> None:
        """Choose files for the field with this label."""
        self.page.get_by_label(vraag).first.set_input_files([str(pad) for pad in bestanden])

    def ziet(self, tekst: str | re.Pattern[str]) -> None:
        """Expect these words on the page."""
        expect(self.page.get_by_text(tekst).first).to_be_visible()

    def ziet_niet(self, tekst: str | re.Pattern[str]) -> None:
        """Expect these words nowhere on the page."""
        expect(self.page.get_by_text(tekst)).to_have_count(0)

    @property
    def kop(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def pad(self) -> str:
        return urlsplit(self.page.url).path

    def ziet_fout(self, zin: str | re.Pattern[str]) -> None:
        """Expect this sentence beside the field and in the summary, which has the focus; the title says so too."""
        lijst = self.page.locator(".mo-foutlijst")
        expect(lijst.get_by_text(zin).first).to_be_visible()
        expect(self.page.locator(".utrecht-form-field-error-message").filter(has_text=zin).first).to_be_visible()
        if self.scripts:
            expect(lijst).to_be_focused()
        assert self.page.title().startswith("Fout:"), self.page.title()

    def focus(self) -> dict[str, Any] | None:
        """Return what has the focus, after checking that the eye finds it."""
        stop: dict[str, Any] | None = self.page.evaluate(FOCUS)
        if stop:
            assert stop["zichtbaar"], f"de focus is niet te zien: {stop} op {self.pad}"
            assert stop["contrast"] >= 4.5, f"tekst met focus is slecht te lezen: {stop} op {self.pad}"
            assert not stop["bedekt"], f"de focus ligt ergens onder: {stop} op {self.pad}"
        return stop

    # Examining

    def keur(self, *, met_axe: bool = True) -> None:
        """Fail on anything that a page of ours may never do."""
        if self.scripts:
            self.page.wait_for_load_state("load")
            self.page.evaluate("() => document.fonts.ready")
        fouten = [*self.page.evaluate(METING), *self.fouten]
        if self.scripts and met_axe:
            self.page.evaluate(AXE)
            fouten += self.page.evaluate(AXE_VRAAG)
        assert not fouten, f"{self.page.url} ({self.page.viewport_size}):\n- " + "\n- ".join(fouten)

    def keur_op(self, *maten: tuple[int, int]) -> None:
        """Examine the same page on other screens: the first wholly, the others for what their width changes."""
        eigen = self.page.viewport_size
        for nummer, (breed, hoog) in enumerate(maten):
            self.page.set_viewport_size({"width": breed, "height": hoog})
            self.keur(met_axe=nummer == 0)
        if eigen:
            self.page.set_viewport_size(eigen)

    def _luister(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda fout: self.fouten.append(f"script: {fout}"))
        self.page.on("request", self._verzoek)
        self.page.on("requestfailed", self._mislukt)
        self.page.on("response", self._antwoord)

    def _console(self, bericht: ConsoleMessage) -> None:
        """Keep errors and warnings; a broken policy (CSP) is one. A failed request is judged by its status."""
        if bericht.type in {"error", "warning"} and not bericht.text.startswith("Failed to load resource"):
            self.fouten.append(f"console: {bericht.text}")

    def _verzoek(self, verzoek: Request) -> None:
        eigen = verzoek.url.startswith((*self.opstelling.eigen_adressen, "data:", "blob:"))
        if not eigen:
            self.fouten.append(f"verzoek naar buiten: {verzoek.url}")

    def _mislukt(self, verzoek: Request) -> None:
        # A browser breaks off what it no longer needs: a picture of a page that was left, a page that is a download.
        if verzoek.failure != "net::ERR_ABORTED":
            self.fouten.append(f"mislukt: {verzoek.url} {verzoek.failure}")

    def _antwoord(self, antwoord: Response) -> None:
        if antwoord.status >= 400 and antwoord.status != self.verwacht:
            self.fouten.append(f"{antwoord.status}: {antwoord.request.method} {antwoord.url}")
