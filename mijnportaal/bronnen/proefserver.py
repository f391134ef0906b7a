"""Stands in for the three registers in the demo and the tests: the same paths and shapes, invented people.

    python -m mijnportaal.bronnen.proefserver --poort 9500

BRP below /brp, handelsregister below /kvk/api, BAG below /bag. `POST /proef/stand` with {"brp": "stuk"} makes a source
fail, "traag" makes it slow, "goed" heals it; `GET /proef/stand` tells how often each was asked. Prints one line that
begins with "Klaar:" when it answers, and never what it was asked.
"""

import argparse
import json
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mijnportaal.bronnen.proefgegevens import bag, brp, kvk

Json = Any
SLEUTEL = "demonstratie-alleen-op-deze-machine"
SLEUTELKOPPEN = {"brp": "X-API-KEY", "kvk": "apikey", "bag": "X-Api-Key"}
TRAAG = 30.0  # seconds; longer than anybody waits
STANDEN = ("goed", "stuk", "traag")
POSTCODE = re.compile(r"[1-9][0-9]{3}[A-Za-z]{2}")
ONJUIST = "De aanroep is niet correct."


class Stand:
    """How each source feels, and how often it was asked."""

    def __init__(self) -> None:
        self.van = dict.fromkeys(SLEUTELKOPPEN, "goed")
        self.gevraagd: Counter[str] = Counter()
        self.wakker = threading.Event()


class Server(ThreadingHTTPServer):
    """The server with its state; a slow answer does not keep it from stopping."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, poort: int) -> None:
        super().__init__(("127.0.0.1", poort), Behandelaar)
        self.stand = Stand()


class Fout(Exception):
    """An answer that is not 200, with its body."""

    def __init__(self, status: int, lichaam: Json) -> None:
        super().__init__(status)
        self.status, self.lichaam = status, lichaam


class Behandelaar(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self._antwoord_op("GET")

    def do_POST(self) -> None:
        self._antwoord_op("POST")

    def log_message(self, *args: Any) -> None:
        """Write nothing: a path may name somebody."""

    def _antwoord_op(self, methode: str) -> None:
        delen = urlsplit(self.path)
        lichaam = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            status, json_ = HTTPStatus.OK, self._kies(methode, delen.path, dict(parse_qsl(delen.query)), lichaam)
        except Fout as fout:
            status, json_ = HTTPStatus(fout.status), fout.lichaam
        self._stuur(status, json_)

    def _stuur(self, status: HTTPStatus, lichaam: Json) -> None:
        inhoud = json.dumps(lichaam).encode()
        self.send_response(status)
        soort = "application/problem+json" if status >= HTTPStatus.BAD_REQUEST else "application/json"
        self.send_header("Content-Type", soort)
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def _kies(self, methode: str, pad: str, parameters: dict[str, str], lichaam: bytes) -> Json:
        if pad == "/proef/stand":
            return self._stand(methode, lichaam)
        bron = pad.split("/")[1]
        if bron not in SLEUTELKOPPEN:
            raise Fout(404, {})
        self.server.stand.gevraagd[bron] += 1
        self._doe_moeilijk(bron)
        if self.headers.get(SLEUTELKOPPEN[bron]) != SLEUTEL:
            raise Fout(401, {"status": 401, "title": "Niet correct geauthenticeerd.", "code": "authentication"})
        return {"brp": self._brp, "kvk": self._kvk, "bag": self._bag}[bron](methode, pad, parameters, lichaam)

    def _stand(self, methode: str, lichaam: bytes) -> Json:
        stand = self.server.stand
        if methode == "POST":
            nieuw = {bron: hoe for bron, hoe in json.loads(lichaam).items() if bron in stand.van and hoe in STANDEN}
            stand.van |= nieuw
            stand.gevraagd.clear()
            stand.wakker.set()  # whoever is being kept waiting goes on
            stand.wakker = threading.Event()
        return {"stand": stand.van, "gevraagd": dict(stand.gevraagd)}

    def _doe_moeilijk(self, bron: str) -> None:
        stand = self.server.stand
        if stand.van[bron] == "traag":
            stand.wakker.wait(TRAAG)
        if stand.van[bron] == "stuk":
            raise Fout(
                503, {"status": 503, "title": "Bronservice is tijdelijk niet beschikbaar.", "code": "notAvailable"}
            )

    def _brp(self, methode: str, pad: str, parameters: dict[str, str], lichaam: bytes) -> Json:
        if (methode, pad) != ("POST", "/brp/personen"):
            raise Fout(404, {"status": 404, "code": "notFound"})
        if "charset=utf-8" not in self.headers.get("Content-Type", "").replace(" ", "").lower():
            raise Fout(415, {"status": 415, "title": "Media Type wordt niet ondersteund.", "code": "unsupported"})
        vraag = json.loads(lichaam)
        nummers, velden = vraag.get("burgerservicenummer", []), vraag.get("fields", [])
        if vraag.get("type") != "RaadpleegMetBurgerservicenummer" or not 1 <= len(nummers) <= 20:
            raise Fout(400, {"status": 400, "title": ONJUIST, "code": "paramsValidation"})
        if not velden or any(veld.partition(".")[0] not in brp.VELDEN for veld in velden):
            raise Fout(400, {"status": 400, "title": ONJUIST, "code": "paramsValidation"})
        personen = [persoon for nummer in nummers if (persoon := brp.persoon(nummer, velden)) is not None]
        return {"type": "RaadpleegMetBurgerservicenummer", "personen": personen}

    def _kvk(self, methode: str, pad: str, parameters: dict[str, str], lichaam: bytes) -> Json:
        if pad == "/kvk/api/v2/zoeken":
            return self._kvk_zoek(parameters)
        for patroon, lees in PADEN_KVK.items():
            if gevonden := re.fullmatch(patroon, pad):
                if (json_ := lees(gevonden[1])) is None:
                    raise Fout(404, {"fout": [{"code": "IPD0005", "omschrijving": "Product niet leverbaar."}]})
                return json_
        raise Fout(400, {"fout": [{"code": "IPD0004", "omschrijving": "Het KVK-nummer is niet valide."}]})

    def _kvk_zoek(self, parameters: dict[str, str]) -> Json:
        gevonden = kvk.zoek(parameters)
        if not gevonden:
            raise Fout(404, {"fout": [{"code": "IPD5200", "omschrijving": "Geen resultaten gevonden."}]})
        aantal = int(parameters.get("resultatenPerPagina", "10"))
        return {"pagina": 1, "resultatenPerPagina": aantal, "totaal": len(gevonden), "resultaten": gevonden[:aantal]}

    def _bag(self, methode: str, pad: str, parameters: dict[str, str], lichaam: bytes) -> Json:
        if pad != "/bag/adressen":
            raise Fout(404, {"status": 404, "code": "notFound"})
        postcode, nummer = parameters.get("postcode", ""), parameters.get("huisnummer", "")
        if not POSTCODE.fullmatch(postcode) or not re.fullmatch(r"[1-9][0-9]{0,4}", nummer):
            raise Fout(400, {"status": 400, "title": ONJUIST, "code": "paramsValidation"})
        bladzijde, omvang = int(parameters.get("page", "1")), min(int(parameters.get("pageSize", "20")), 100)
        gevonden = bag.zoek(postcode, int(nummer))
        deel = gevonden[(bladzijde - 1) * omvang : bladzijde * omvang]
        koppelingen = {"self": {"href": self.path}}
        if bladzijde * omvang < len(gevonden):
            koppelingen["next"] = {"href": f"/bag/adressen?page={bladzijde + 1}"}
        return {"_links": koppelingen, **({"_embedded": {"adressen": deel}} if deel else {})}


PADEN_KVK: dict[str, Callable[[str], Json | None]] = {
    r"/kvk/api/v1/basisprofielen/([0-9]{8})": kvk.basisprofiel,
    r"/kvk/api/v1/basisprofielen/([0-9]{8})/vestigingen": kvk.vestigingen,
    r"/kvk/api/v1/vestigingsprofielen/([0-9]{12})": kvk.vestigingsprofiel,
}


def main(argumenten: list[str]) -> None:
    """Serve until somebody ends the process."""
    ontleder = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ontleder.add_argument("--poort", type=int, default=9500)
    with Server(ontleder.parse_args(argumenten).poort) as server:
        print(f"Klaar: http://127.0.0.1:{server.server_address[1]}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(sys.argv[1:])
