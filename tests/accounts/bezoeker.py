"""A visitor with a browser: Django's test client for the portal, a real HTTP client for the identity provider."""

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup
from django.test import Client

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Antwoord

REDIRECT = range(300, 400)
# Longest time that a test waits for a page of the identity provider.
GEDULD = 10


class Bezoeker:
    """Logs in as people do: choose a means, choose a person at the identity provider, come back."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.idp = requests.Session()

    def begin(self, middel: str = "digid", *, volgende: str = "", adres: str = "") -> str:
        """Return the address at the identity provider where the portal sends the visitor."""
        antwoord = self.client.post(adres or f"/inloggen/{middel}/", {"volgende": volgende})
        assert antwoord.status_code == 302, antwoord.content.decode()
        return str(antwoord.headers["Location"])

    def kies(self, adres: str, persoon: str = "fatima-de-vries", niveau: str = "substantieel", **knop: str) -> str:
        """Return the address at the portal where the identity provider sends the visitor back to."""
        pagina = self._volg(adres)
        formulier = BeautifulSoup(pagina.text, "html.parser").find("form")
        assert formulier is not None, pagina.text
        doel = urljoin(pagina.url, str(formulier["action"]))
        gegevens = knop or {"persoon": persoon, "niveau": niveau}
        antwoord = self.idp.post(doel, gegevens, allow_redirects=False, timeout=GEDULD)
        return self._volg_tot_portaal(antwoord)

    def terug(self, adres: str) -> "Antwoord":
        """Return what the portal answers when the visitor comes back."""
        delen = urlsplit(adres)
        return self.client.get(f"{delen.path}?{delen.query}")

    def log_in(
        self,
        persoon: str = "fatima-de-vries",
        *,
        middel: str = "digid",
        niveau: str = "substantieel",
        volgende: str = "",
    ) -> "Antwoord":
        """Return the answer to a whole login."""
        return self.terug(self.kies(self.begin(middel, volgende=volgende), persoon, niveau))

    def _volg(self, adres: str) -> requests.Response:
        antwoord = self.idp.get(adres, timeout=GEDULD)
        assert antwoord.status_code == 200, antwoord.text
        return antwoord

    def _volg_tot_portaal(self, antwoord: requests.Response) -> str:
        while antwoord.status_code in REDIRECT:
            adres = urljoin(antwoord.url, antwoord.headers["Location"])
            if urlsplit(adres).netloc == "testserver":
                return adres
            antwoord = self.idp.get(adres, allow_redirects=False, timeout=GEDULD)
        raise AssertionError(antwoord.text)


def uit_adres(adres: str, naam: str) -> str:
    """Return one value of the query of an address."""
    return parse_qs(urlsplit(adres).query)[naam][0]


def zichtbare_tekst(antwoord: "Antwoord") -> str:
    """Return the words of a page."""
    return re.sub(r"\s+", " ", BeautifulSoup(antwoord.content, "html.parser").get_text(" "))
