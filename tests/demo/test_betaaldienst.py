"""The checkout of the demo: an outcome by a button, the shop is told, and the visitor goes back."""

import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pytest_django import Settings

from formulieren.betalen.aanbieder import Opdracht
from formulieren.betalen.mollie import aanbieder
from mijnportaal.demo.betaalloket import Server


class Winkel(BaseHTTPRequestHandler):
    """Hears what the provider tells."""

    gehoord: list[str] = []

    def do_POST(self) -> None:
        self.gehoord.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class NietVolgen(urllib.request.HTTPRedirectHandler):
    """Stays where it is, so that a test sees where it is sent."""

    def redirect_request(self, *args: object) -> None:
        """Go nowhere."""


@pytest.fixture
def adressen(settings: Settings) -> Iterator[tuple[str, str]]:
    """The addresses of the provider and of a shop."""
    with Server() as dienst, HTTPServer(("127.0.0.1", 0), Winkel) as winkel:
        draden = [threading.Thread(target=server.serve_forever, args=(0.01,)) for server in (dienst, winkel)]
        for draad in draden:
            draad.start()
        Winkel.gehoord.clear()
        settings.MOLLIE_SLEUTEL, settings.MOLLIE_ADRES = "test_proef", dienst.dienst.adres
        yield dienst.dienst.adres, f"http://127.0.0.1:{winkel.server_address[1]}"
        for server in (dienst, winkel):
            server.shutdown()
        for draad in draden:
            draad.join()


def test_button_gives_the_outcome_tells_the_shop_and_sends_the_visitor_back(adressen: tuple[str, str]) -> None:
    _dienst, winkel = adressen
    stand = aanbieder().begin(
        Opdracht("een", Decimal("17.50"), "Leges <b>", f"{winkel}/terug/", f"{winkel}/melding/", "nl")
    )
    pagina = urllib.request.urlopen(stand.betaalpagina).read().decode()
    assert "Dit is een test: u betaalt niets." in pagina
    assert "€ 17,50" in pagina
    assert "Leges &lt;b&gt;" in pagina
    for knop in ("Betaald", "Mislukt", "Geannuleerd", "Verlopen"):
        assert f"<strong>{knop}</strong>" in pagina
    opener = urllib.request.build_opener(NietVolgen)
    with pytest.raises(urllib.error.HTTPError) as antwoord:
        opener.open(stand.betaalpagina, urllib.parse.urlencode({"uitkomst": "paid"}).encode())
    assert (antwoord.value.code, antwoord.value.headers["Location"]) == (303, f"{winkel}/terug/")
    antwoord.value.close()
    assert Winkel.gehoord == [f"id={stand.kenmerk}"]
    assert aanbieder().stand(stand.kenmerk).status == "betaald"
