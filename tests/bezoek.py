"""Someone who reads pages and fills in their forms, as the HTML offers them."""

from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from mijnportaal.accounts.models import Gebruiker
from tests.portaalclient import PortaalClient


class Bezoek:
    """A browser without scripts: links and forms of the page that is open, and nothing else."""

    def __init__(self, client: PortaalClient) -> None:
        self.client = client
        self.pad = "/"
        self.pagina = BeautifulSoup("", "html.parser")

    def als(self, gebruiker: Gebruiker) -> "Bezoek":
        """Log in as this person."""
        self.client.log_in(gebruiker)
        return self

    def open(self, pad: str) -> "Bezoek":
        """Go to this address."""
        return self._lees(self.client.get(pad, follow=True), pad)

    def klik(self, tekst: str) -> "Bezoek":
        """Follow the link with these words in it."""
        links = [link for link in self.pagina.find_all("a", href=True) if tekst in _woorden(link)]
        assert links, f"Geen link “{tekst}” op {self.pad}:\n{self.tekst}"
        return self.open(urljoin(self.pad, str(links[0]["href"])))

    def verstuur(self, knop: str, **velden: Any) -> "Bezoek":
        """Press this button, with these fields filled in; a field that the form does not have is a mistake."""
        formulier = self._formulier(knop)
        gegevens = {**_begin(formulier), **_van_knop(formulier, knop)}
        namen = {str(veld["name"]) for veld in formulier.find_all(["input", "select", "textarea"]) if veld.get("name")}
        assert set(velden) <= namen, f"{sorted(set(velden) - namen)} niet in {sorted(namen)} op {self.pad}"
        doel = urljoin(self.pad, str(formulier.get("action") or self.pad))
        return self._lees(self.client.post(doel, {**gegevens, **velden}, follow=True), doel)

    def kies(self, naam: str, tekst: str) -> str:
        """Return the value of the choice with these words, of a list or of cards."""
        for optie in self.pagina.select(f'[name="{naam}"] option, label:has([name="{naam}"])'):
            if tekst in _woorden(optie):
                invoer = optie if optie.name == "option" else optie.find("input")
                return str(invoer["value"]) if isinstance(invoer, Tag) else ""
        for invoer in self.pagina.select(f'input[name="{naam}"]'):
            label = self.pagina.find("label", attrs={"for": str(invoer.get("id"))})
            if label is not None and tekst in _woorden(label):
                return str(invoer["value"])
        raise AssertionError(f"Geen keuze “{tekst}” bij {naam} op {self.pad}:\n{self.tekst}")

    @property
    def tekst(self) -> str:
        """Return the words of the page."""
        hoofd = self.pagina.find("main") or self.pagina
        return _woorden(hoofd)

    def leest(self, *woorden: str) -> "Bezoek":
        """Check that these words stand on the page."""
        for tekst in woorden:
            assert tekst in self.tekst, f"“{tekst}” staat niet op {self.pad}:\n{self.tekst}"
        return self

    def leest_niet(self, *woorden: str) -> "Bezoek":
        """Check that these words do not stand on the page."""
        for tekst in woorden:
            assert tekst not in self.tekst, f"“{tekst}” staat op {self.pad}:\n{self.tekst}"
        return self

    def _lees(self, antwoord: Any, pad: str) -> "Bezoek":
        assert antwoord.status_code == 200, f"{pad}: {antwoord.status_code}"
        self.pad = antwoord.redirect_chain[-1][0] if antwoord.redirect_chain else pad
        self.pagina = BeautifulSoup(antwoord.content, "html.parser")
        return self

    def _formulier(self, knop: str) -> Tag:
        for formulier in self.pagina.find_all("form"):
            if any(knop in _woorden(gevonden) for gevonden in formulier.find_all("button")):
                return formulier
        raise AssertionError(f"Geen knop “{knop}” op {self.pad}:\n{self.tekst}")


def _woorden(deel: Tag) -> str:
    return " ".join(deel.get_text(" ").replace("\xad", "").split())


def _van_knop(formulier: Tag, tekst: str) -> dict[str, str]:
    knop = next(knop for knop in formulier.find_all("button") if tekst in _woorden(knop))
    return {str(knop["name"]): str(knop.get("value", ""))} if knop.get("name") else {}


def _begin(formulier: Tag) -> dict[str, str]:
    """Return what the form holds before anybody types."""
    gegevens = {}
    for invoer in formulier.find_all("input"):
        soort, naam = invoer.get("type", "text"), invoer.get("name")
        aan = soort not in {"radio", "checkbox"} or invoer.has_attr("checked")
        if naam and aan and soort not in {"file", "submit", "button"}:
            gegevens[str(naam)] = str(invoer.get("value", "on" if soort == "checkbox" else ""))
    for vlak in formulier.find_all("textarea"):
        gegevens[str(vlak["name"])] = vlak.get_text().removeprefix("\n")
    for lijst in formulier.find_all("select"):
        gekozen = lijst.find("option", selected=True)
        gegevens[str(lijst["name"])] = str(gekozen["value"]) if isinstance(gekozen, Tag) else ""
    return gegevens
