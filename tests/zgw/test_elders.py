"""What stands behind an address in another register is asked only where that is allowed."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings
from rest_framework import serializers

from mijnportaal.zgw.elders import haal_op, mag_halen

ZAAK = {"zaaktype": "x", "bronorganisatie": "002564440", "startdatum": "2026-01-01"}


class Register(BaseHTTPRequestHandler):
    """A register of another organisation."""

    gevraagd: list[str] = []

    def do_GET(self) -> None:
        """Answer as the path says."""
        self.gevraagd.append(f"{self.path} {self.headers.get('Authorization', '')}".strip())
        antwoorden = {
            "/zaken/1": (200, json.dumps(ZAAK).encode()),
            "/tekst": (200, b"hallo"),
            "/groot": (200, b'"' + b"a" * (1024 * 1024 + 10) + b'"'),
            "/omweg": (302, b""),
            "/nul": (200, json.dumps(ZAAK | {"zaaktype": "a\0b"}).encode()),
            "/half": (200, json.dumps(ZAAK | {"zaaktype": "\ud800"}).encode()),
        }
        status, inhoud = antwoorden.get(self.path, (404, b"{}"))
        if self.path == "/onzin":
            self.wfile.write(b"dit is geen HTTP\r\n\r\n")
            return
        if self.path == "/druppels":
            self._druppel()
            return
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/zaken/1")
        self.send_header("Content-Length", str(len(inhoud)))
        self.end_headers()
        self.wfile.write(inhoud)

    def _druppel(self) -> None:
        """Send an answer that never ends, each byte in time."""
        self.send_response(200)
        self.end_headers()
        for _nummer in range(100):
            with suppress(OSError):
                self.wfile.write(b" ")
            time.sleep(0.05)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def register(settings: Settings) -> Iterator[str]:
    """Start a register that we may ask."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Register)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    adres = f"http://127.0.0.1:{server.server_address[1]}"
    settings.ZGW_ANDERE_REGISTERS = [f"{adres}/"]
    Register.gevraagd.clear()
    cache.clear()
    yield adres
    server.shutdown()
    server.server_close()


def code_van(adres: str, vorm: str = "zaak") -> str:
    with pytest.raises(serializers.ValidationError) as fout:
        haal_op(adres, vorm=vorm)
    return str(fout.value.get_codes()[0])  # type: ignore[index]


def test_resource_of_an_allowed_register_is_asked_once(register: str) -> None:
    assert haal_op(f"{register}/zaken/1", vorm="zaak") == ZAAK
    assert haal_op(f"{register}/zaken/1", vorm="zaak") == ZAAK
    assert Register.gevraagd == ["/zaken/1"]


def test_register_gets_the_header_that_belongs_to_it(register: str, settings: Settings) -> None:
    settings.ZGW_ANDERE_REGISTERS_SLEUTELS = {register.removeprefix("http://"): "Token proef"}
    haal_op(f"{register}/zaken/1", vorm="zaak")
    assert Register.gevraagd == ["/zaken/1 Token proef"]


def test_other_shape_is_an_invalid_resource(register: str) -> None:
    assert code_van(f"{register}/zaken/1", vorm="besluit") == "invalid-resource"
    assert code_van(f"{register}/tekst") == "invalid-resource"


@pytest.mark.parametrize("pad", ["/weg", "/omweg", "/groot"])
def test_what_cannot_be_read_is_a_bad_url(register: str, pad: str) -> None:
    assert code_van(f"{register}{pad}") == "bad-url"


@pytest.mark.parametrize("pad", ["/onzin", "/zaken/1 x"])
def test_answer_or_address_that_is_no_http_is_a_bad_url(register: str, pad: str) -> None:
    assert code_van(f"{register}{pad}") == "bad-url"


def test_answer_in_drops_is_not_waited_for(register: str, settings: Settings) -> None:
    settings.ZGW_ANDERE_REGISTERS_WACHT = 0.3
    begin = time.monotonic()
    assert code_van(f"{register}/druppels") == "bad-url"
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize("pad", ["/nul", "/half"])
def test_text_that_cannot_be_kept_is_an_invalid_resource(register: str, pad: str) -> None:
    assert code_van(f"{register}{pad}") == "invalid-resource"


@pytest.mark.parametrize(
    "adres",
    [
        "https://elders.example.ander.example/zaken/1",
        "https://elders.example@ander.example/zaken/1",
        "https://elders.example:8443/zaken/1",
        "https://elders.example/zaken/../beheer",
        "https://elders.example/zaken/%2e%2e/beheer",
    ],
)
def test_list_means_whole_parts_of_an_address(settings: Settings, adres: str) -> None:
    settings.ZGW_ANDERE_REGISTERS = ["https://elders.example"]
    assert not mag_halen(adres)
    assert mag_halen("https://elders.example/zaken/1")


def test_address_that_is_not_on_the_list_is_never_called(register: str, settings: Settings) -> None:
    settings.ZGW_ANDERE_REGISTERS = ["https://elders.example/"]
    assert code_van(f"{register}/zaken/1") == "bad-url"
    assert Register.gevraagd == []
