"""The web server as it runs in production: slow lines cost nobody else anything, and a stop loses no request."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

WORTEL = Path(__file__).resolve().parent.parent
THREADS = 2


@contextmanager
def server(**omgeving: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run one worker process of the web server with few threads; give it and its port."""
    with socket.socket() as vrij:
        vrij.bind(("127.0.0.1", 0))
        poort = int(vrij.getsockname()[1])
    opdracht = [
        sys.executable, "-m", "gunicorn", "--worker-class", "mijnportaal.webserver.Werker", "--threads", str(THREADS),
        "--bind", f"127.0.0.1:{poort}", "--no-control-socket", "tests.webproef:toepassing",
    ]  # fmt: skip
    with subprocess.Popen(opdracht, cwd=WORTEL, env={**os.environ, **omgeving}, stderr=subprocess.DEVNULL) as proces:
        try:
            wacht_op(poort)
            yield proces, poort
        finally:
            proces.terminate()


def wacht_op(poort: int) -> None:
    einde = time.monotonic() + 15
    while time.monotonic() < einde:
        try:
            vraag(poort)
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("De webserver antwoordt niet.")


def verstuur(poort: int, begin: str) -> socket.socket:
    lijn = socket.create_connection(("127.0.0.1", poort), timeout=5)
    lijn.sendall(begin.replace("\n", "\r\n").encode())
    return lijn


def lees(lijn: socket.socket) -> str:
    delen = []
    while deel := lijn.recv(4096):
        delen.append(deel)
    return b"".join(delen).decode()


def vraag(poort: int, pad: str = "/", kop: str = "") -> str:
    with verstuur(poort, f"GET {pad} HTTP/1.1\nHost: x\nConnection: close\n{kop}\n") as lijn:
        return lees(lijn)


@pytest.fixture(scope="module")
def poort() -> Iterator[int]:
    with server() as (_proces, poort):
        yield poort


def test_slow_uploads_keep_nobody_waiting(poort: int) -> None:
    """Ten times as many unfinished uploads as threads, and a page still comes at once."""
    kop = "POST / HTTP/1.1\nHost: x\nConnection: close\nContent-Length: 6\n\nlan"
    with ExitStack() as open_lijnen:
        lijnen = [open_lijnen.enter_context(verstuur(poort, kop)) for _ in range(10 * THREADS)]
        begin = time.monotonic()
        assert "200 OK" in vraag(poort)
        assert time.monotonic() - begin < 1
        lijnen[0].sendall(b"zaam")
        assert "\r\n\r\n6 http" in lees(lijnen[0])


def test_client_cannot_pretend_to_be_behind_a_proxy(poort: int) -> None:
    antwoord = vraag(poort, kop="X-Forwarded-Proto: https\nX-Forwarded-For: 192.0.2.1\n")
    assert antwoord.endswith("0 http 127.0.0.1")


def test_too_large_request_is_refused_before_it_is_received(poort: int) -> None:
    with verstuur(poort, f"POST / HTTP/1.1\nHost: x\nConnection: close\nContent-Length: {10**9}\n\n") as lijn:
        assert "413" in lees(lijn)


def test_stop_finishes_the_request_under_way_and_passes_on_what_the_proxy_says() -> None:
    with server(ACHTER_PROXY="1") as (proces, poort):
        kop = "X-Forwarded-Proto: https\nX-Forwarded-For: 192.0.2.1\n"
        with verstuur(poort, f"GET /0.7 HTTP/1.1\nHost: x\nConnection: close\n{kop}\n") as lijn:
            time.sleep(0.2)
            proces.terminate()
            assert lees(lijn).endswith("0 https 192.0.2.1")
        assert proces.wait(timeout=5) == 0
