"""The payment provider of the demo and the tests: the Payments and Refunds API of Mollie on loopback, without money.

    python -m mijnportaal.demo.betaalloket --poort 9500

Its checkout page has a button for each outcome. Prints one line that begins with "Klaar:" when it answers.
"""

import argparse
import html
import json
import re
import signal
import urllib.error
import urllib.parse
import urllib.request
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mijnportaal.demo.betaaldienst import HAL, UITKOMSTEN, Betaaldienst, Json, Weigering

STIJL = Path(__file__).with_name("idp.css")
WEBHOOK_WACHT = 10.0


def meld(betaling: Json) -> None:
    """Tell the shop that something changed, as Mollie does: the id and nothing else."""
    if not betaling.get("webhookUrl"):
        return
    lichaam = urllib.parse.urlencode({"id": betaling["id"]}).encode()
    try:
        with urllib.request.urlopen(betaling["webhookUrl"], lichaam, timeout=WEBHOOK_WACHT):  # noqa: S310 (loopback)
            pass
    except (urllib.error.URLError, OSError) as fout:
        print(f"melding van {betaling['id']} niet aangekomen: {fout}", flush=True)


class Loket(BaseHTTPRequestHandler):
    """The API under /v2/, and the checkout page under /checkout/."""

    server: "Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._behandel()

    def do_POST(self) -> None:
        self._behandel()

    def do_DELETE(self) -> None:
        self._behandel()

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: an address of a payment is nobody's business."""

    def _behandel(self) -> None:
        pad = urllib.parse.urlsplit(self.path).path
        lichaam = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if pad == "/stijl.css":
            self._stuur(HTTPStatus.OK, STIJL.read_bytes(), "text/css; charset=utf-8")
        elif pad.startswith("/checkout/"):
            self._afrekenen(pad.rpartition("/")[2], lichaam)
        else:
            self._api(pad, lichaam)

    def _api(self, pad: str, lichaam: bytes) -> None:
        dienst = self.server.dienst
        try:
            with dienst.slot:
                self._eis_toegang(dienst)
                status, antwoord = self._antwoord(dienst, pad, json.loads(lichaam or b"{}"))
        except Weigering as fout:
            status, antwoord = fout.status, fout.lichaam
        self._stuur(status, json.dumps(antwoord).encode(), HAL)

    def _eis_toegang(self, dienst: Betaaldienst) -> None:
        if dienst.storing:
            raise Weigering(HTTPStatus.SERVICE_UNAVAILABLE, "The service is temporarily unavailable")
        if not re.fullmatch(r"Bearer test_\w+", self.headers.get("Authorization", "")):
            raise Weigering(HTTPStatus.UNAUTHORIZED, "Missing authentication, or failed to authenticate")

    def _antwoord(self, dienst: Betaaldienst, pad: str, vraag: Json) -> tuple[HTTPStatus, Json]:
        sleutel = self.headers.get("Idempotency-Key", "") if self.command == "POST" else ""
        if sleutel in dienst.antwoorden:
            return HTTPStatus.CREATED, dienst.antwoorden[sleutel]
        antwoord = self._doe(dienst, pad.strip("/").split("/")[1:], vraag)
        if sleutel:
            dienst.antwoorden[sleutel] = antwoord
        return HTTPStatus.CREATED if self.command == "POST" else HTTPStatus.OK, antwoord

    def _doe(self, dienst: Betaaldienst, delen: list[str], vraag: Json) -> Json:
        match self.command, delen:
            case "POST", ["payments"]:
                return dienst.maak(vraag)
            case "GET", ["payments", nummer]:
                return dienst.toon(nummer)
            case "DELETE", ["payments", nummer]:
                return dienst.annuleer(nummer)
            case "POST", ["payments", nummer, "refunds"]:
                return dienst.betaal_terug(nummer, vraag)
            case _:
                raise Weigering(HTTPStatus.NOT_FOUND, "No such resource")

    def _afrekenen(self, nummer: str, lichaam: bytes) -> None:
        """Show the buttons; a POST gives the payment that outcome, tells the shop, and sends the visitor back."""
        dienst = self.server.dienst
        uitkomst = urllib.parse.parse_qs(lichaam.decode()).get("uitkomst", [""])[0]
        if nummer not in dienst.betalingen:
            self._stuur(HTTPStatus.NOT_FOUND, _pagina("Deze betaling is er niet", "").encode())
        elif self.command == "POST" and uitkomst in UITKOMSTEN:
            with dienst.slot:
                betaling = dienst.zet(nummer, uitkomst)
            meld(betaling)
            self._stuur(HTTPStatus.SEE_OTHER, b"", naar=betaling["redirectUrl"])
        else:
            betaling = dienst.betalingen[nummer]
            self._stuur(HTTPStatus.OK, _afrekenpagina(betaling).encode(), terug=betaling["redirectUrl"])

    def _stuur(
        self,
        status: HTTPStatus,
        inhoud: bytes,
        soort: str = "text/html; charset=utf-8",
        *,
        naar: str = "",
        terug: str = "",
    ) -> None:
        delen = urllib.parse.urlsplit(terug)
        winkel = f" {delen.scheme}://{delen.netloc}" if terug else ""
        self.send_response(status)
        koppen = {
            "Content-Type": soort,
            "Content-Length": str(len(inhoud)),
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": f"default-src 'none'; style-src 'self'; form-action 'self'{winkel}",
            **({"Location": naar} if naar else {}),
        }
        for naam, waarde in koppen.items():
            self.send_header(naam, waarde)
        self.end_headers()
        self.wfile.write(inhoud)


class Server(ThreadingHTTPServer):
    """The provider as a server; use it as a context, and its `dienst` to see and to change what it knows."""

    daemon_threads = True

    def __init__(self, poort: int = 0) -> None:
        super().__init__(("127.0.0.1", poort), Loket)
        self.dienst = Betaaldienst(f"http://127.0.0.1:{self.server_address[1]}")


def _afrekenpagina(betaling: Json) -> str:
    knoppen = "".join(
        f'<li><button name="uitkomst" value="{waarde}"><strong>{naam}</strong></button></li>'
        for waarde, naam in UITKOMSTEN.items()
    )
    bedrag = betaling["amount"]["value"].replace(".", ",")
    return _pagina(
        "Betalen",
        f"<p>{html.escape(betaling['description'])}</p><p><strong>€ {bedrag}</strong></p>"
        f'<h2 id="uitkomst">Kies hoe deze betaling afloopt</h2>'
        f'<form method="post"><ul aria-labelledby="uitkomst">{knoppen}</ul></form>',
    )


def _pagina(titel: str, inhoud: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{titel} | Demonstratie-betaaldienst</title><link rel="stylesheet" href="/stijl.css"></head>
<body>
<header><p><strong>Demonstratie-betaaldienst</strong>. Dit is een test: u betaalt niets.</p></header>
<main><h1>{titel}</h1>{inhoud}</main>
</body></html>"""


def main() -> None:
    """Answer until the process is told to stop."""
    ontleder = argparse.ArgumentParser(description=__doc__)
    ontleder.add_argument("--poort", type=int, default=9500)
    with Server(ontleder.parse_args().poort) as server:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        print(f"Klaar: {server.dienst.adres}", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
