"""A register of another organisation: a real server on this machine, that knows what a test tells it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class AnderRegister(ThreadingHTTPServer):
    """The server; `leg_neer` puts a resource at a path and returns its address."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Antwoord)
        self.inhoud: dict[str, Any] = {}

    @property
    def adres(self) -> str:
        """Return where it is."""
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def leg_neer(self, pad: str, inhoud: Any) -> str:
        """Return the address of what stands there from now on."""
        self.inhoud[f"/{pad}"] = inhoud
        return f"{self.adres}{pad}"


class _Antwoord(BaseHTTPRequestHandler):
    server: AnderRegister

    def do_GET(self) -> None:
        """Answer with what stands there."""
        inhoud = self.server.inhoud.get(self.path)
        self.send_response(200 if inhoud is not None else 404)
        self.end_headers()
        self.wfile.write(inhoud if isinstance(inhoud, bytes) else json.dumps(inhoud).encode())

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def ander_register() -> Iterator[AnderRegister]:
    """Give a register that runs as long as the block."""
    with AnderRegister() as register:
        draad = threading.Thread(target=register.serve_forever, daemon=True)
        draad.start()
        yield register
        register.shutdown()
        draad.join()
