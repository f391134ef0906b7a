"""The website in processes of its own, as the demo and production run it, and a browser for it."""

import http.client
import re
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from formulieren.models import Inzending
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.demo.draai import vrije_poort
from tests.bestendig.processen import lopend, omgeving
from tests.inloggen import meld_aan

GEHEIM = "a" * 32  # of the CSRF cookie; a browser would have been given one


@dataclass(frozen=True)
class Antwoord:
    """What came back."""

    status: int
    naar: str
    tekst: str


@dataclass(frozen=True)
class Browser:
    """A browser of someone who is logged in; every request has a line of its own."""

    poort: int
    sessie: str

    def vraag(self, pad: str, gegevens: dict[str, str] | None = None) -> Antwoord:
        """Return the answer to a GET, or to a POST of these fields."""
        koppen = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.sessie}; {settings.CSRF_COOKIE_NAME}={GEHEIM}",
            "X-CSRFToken": GEHEIM,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        lijn = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=60)
        try:
            lijn.request("POST" if gegevens else "GET", pad, urlencode(gegevens or {}), koppen)
            antwoord = lijn.getresponse()
            return Antwoord(antwoord.status, antwoord.headers.get("Location", ""), antwoord.read().decode())
        finally:
            lijn.close()

    def stuur(self, methode: str, pad: str, inhoud: bytes | Iterable[bytes], **koppen: str) -> Antwoord:
        """Return the answer to a request with this body; `Upload_Offset="0"` is the header Upload-Offset."""
        vast = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.sessie}; {settings.CSRF_COOKIE_NAME}={GEHEIM}",
            "X-CSRFToken": GEHEIM,
        }
        lijn = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=60)
        try:
            lijn.request(methode, pad, inhoud, {**vast, **{n.replace("_", "-"): w for n, w in koppen.items()}})
            antwoord = lijn.getresponse()
            return Antwoord(antwoord.status, antwoord.headers.get("Location", ""), antwoord.read().decode())
        finally:
            lijn.close()

    def verstuur(self, inzending: Inzending) -> Antwoord:
        """Return the answer to the last click of the form."""
        return self.vraag(adres("versturen", inzending), {"naar_waarheid": "on"})

    def zaaknummer(self, inzending: Inzending) -> str:
        """Return the number that the receipt shows."""
        ontvangst = self.vraag(adres("ontvangen", inzending))
        nummers = set(re.findall(r"\b20\d\d-\d{7}\b", ontvangst.tekst))
        assert len(nummers) == 1, ontvangst
        return str(nummers.pop())


def adres(naam: str, inzending: Inzending) -> str:
    return reverse(f"formulieren:{naam}", args=[inzending.formulierversie.formulier.slug, inzending.uuid])


@contextmanager
def website(gebruiker: Gebruiker, *, broker: str = "") -> Iterator[Browser]:
    """Run the website with two processes of eight threads, and give the browser of this resident."""
    with website_met_proces(gebruiker, broker=broker) as (browser, _proces):
        yield browser


@contextmanager
def website_met_proces(gebruiker: Gebruiker, *, broker: str = "") -> Iterator[tuple[Browser, subprocess.Popen[str]]]:
    """Run the website, and give the process above its processes as well."""
    poort = vrije_poort()
    opdracht = [
        "gunicorn", "--worker-class", "mijnportaal.webserver.Werker", "--workers", "2", "--threads", "8",
        "--bind", f"127.0.0.1:{poort}", "--graceful-timeout", "5", "--no-control-socket",
        "mijnportaal.wsgi:application",
    ]  # fmt: skip
    client = Client()
    meld_aan(client, gebruiker, niveau=Niveau.SUBSTANTIEEL)
    browser = Browser(poort, client.cookies[settings.SESSION_COOKIE_NAME].value)
    with lopend(*opdracht, omgeving=omgeving(broker=broker)) as proces:
        _wacht_op(browser)
        yield browser, proces


def _wacht_op(browser: Browser) -> None:
    einde = time.monotonic() + 30
    while time.monotonic() < einde:
        try:
            if browser.vraag("/").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("De website antwoordt niet.")
