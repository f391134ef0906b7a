"""A receiver of notifications, in a process of its own: `Ontvanger` starts and stops it and reads what it got.

The process is this file without Django. It writes a line for every request, and reads from a file how to behave:
`codes` (part of a hoofdObject → status code), `dood` (the process to kill once it has the message), `hang` (part of a
hoofdObject that never gets an answer). The path may ask for a behaviour too: /open accepts everybody.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

AUTH = "Bearer geheim-van-de-ontvanger"


class Loket(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    map: Path

    def do_POST(self) -> None:
        inhoud = self.rfile.read(int(self.headers["Content-Length"]))
        gedrag = json.loads((self.map / "gedrag.json").read_text())
        object_ = json.loads(inhoud).get("hoofdObject", "")
        code = self._code(gedrag, object_)
        regel = {"pad": self.path, "koppen": dict(self.headers), "inhoud": inhoud.decode(), "code": code}
        with (self.map / "ontvangen").open("a") as bestand:
            bestand.write(json.dumps(regel) + "\n")
        if gedrag.get("dood"):
            os.kill(gedrag["dood"], signal.SIGKILL)
        if any(deel in object_ for deel in gedrag.get("hang", [])):
            time.sleep(30)
        self._antwoord(code)

    def _code(self, gedrag: dict[str, Any], object_: str) -> int:
        if self.path == "/verwijs":
            return 307
        if self.path != "/open" and self.headers["Authorization"] != AUTH:
            return 403
        return next((code for deel, code in gedrag.get("codes", {}).items() if deel in object_), 204)

    def _antwoord(self, code: int) -> None:
        if self.path == "/druppel":
            for teken in b"HTTP/1.1 204 No Content\r\nX-Lang: " + b"x" * 1000:
                self.wfile.write(bytes([teken]))
                time.sleep(0.1)
        self.send_response(code)
        self.send_header("Content-Length", "0")
        if code == 307:
            self.send_header("Location", "/notificaties")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Ontvanger:
    """The process, and what it received."""

    def __init__(self, map_: Path) -> None:
        self.map = map_
        self.poort = _vrije_poort()
        self.url = f"http://127.0.0.1:{self.poort}/notificaties"
        self._proces: subprocess.Popen[str] | None = None
        (self.map / "ontvangen").touch()
        self.gedraag()

    def gedraag(self, **gedrag: object) -> None:
        """Behave like this from now on."""
        (self.map / "nieuw").write_text(json.dumps(gedrag))
        (self.map / "nieuw").replace(self.map / "gedrag.json")

    def start(self) -> None:
        opdracht = [sys.executable, __file__, str(self.poort), str(self.map)]
        self._proces = subprocess.Popen(opdracht, stdout=subprocess.PIPE, text=True)
        assert self._proces.stdout
        assert self._proces.stdout.readline() == "luistert\n"

    def stop(self) -> None:
        if self._proces:
            self._proces.kill()
            self._proces.communicate()
            self._proces = None

    @property
    def verzoeken(self) -> list[dict[str, Any]]:
        """Return every notification that came in, also a refused one; what subscribing tries is left out."""
        regels = map(json.loads, (self.map / "ontvangen").read_text().splitlines())
        return [regel for regel in regels if json.loads(regel["inhoud"])["kanaal"] != "test"]

    @property
    def proeven(self) -> list[dict[str, Any]]:
        """Return what subscribing tried."""
        regels = map(json.loads, (self.map / "ontvangen").read_text().splitlines())
        return [regel for regel in regels if json.loads(regel["inhoud"])["kanaal"] == "test"]

    @property
    def aangenomen(self) -> list[dict[str, Any]]:
        """Return the messages that were accepted."""
        return [json.loads(regel["inhoud"]) for regel in self.verzoeken if regel["code"] < 300]

    @property
    def nummers(self) -> list[str]:
        """Return the delivery id of each accepted message."""
        return [regel["koppen"]["Idempotency-Key"] for regel in self.verzoeken if regel["code"] < 300]


def _vrije_poort() -> int:
    with socket.socket() as sok:
        sok.bind(("127.0.0.1", 0))
        return int(sok.getsockname()[1])


if __name__ == "__main__":
    Loket.map = Path(sys.argv[2])
    ThreadingHTTPServer.daemon_threads = True
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Loket)
    sys.stdout.write("luistert\n")
    sys.stdout.flush()
    server.serve_forever()
