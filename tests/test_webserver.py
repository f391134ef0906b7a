"""The web server as it runs in production: slow lines cost nobody else anything, and a stop loses no request."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

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


OMVANG = 40_000_000


@pytest.fixture(scope="module")
def bestandserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, bytes]]:
    """Run a server that sends one large file; give its port, its first worker process and the file."""
    bestand = tmp_path_factory.mktemp("bestand") / "groot"
    inhoud = os.urandom(OMVANG)
    bestand.write_bytes(inhoud)
    with server(BESTAND=str(bestand)) as (proces, poort):
        kinderen = Path(f"/proc/{proces.pid}/task/{proces.pid}/children").read_text().split()
        yield poort, int(kinderen[0]), inhoud


def geheugen(proces: int) -> int:
    """Return the most memory that the process ever had, in bytes."""
    regels = Path(f"/proc/{proces}/status").read_text().splitlines()
    return next(int(regel.split()[1]) * 1024 for regel in regels if regel.startswith("VmHWM"))


def test_file_goes_out_whole_without_coming_into_memory(bestandserver: tuple[int, int, bytes]) -> None:
    poort, werker, inhoud = bestandserver
    vooraf = geheugen(werker)
    with urlopen(f"http://127.0.0.1:{poort}/bestand/0") as antwoord:
        assert antwoord.read() == inhoud
    assert geheugen(werker) - vooraf < 10_000_000


def test_part_of_a_file_begins_where_it_was_asked(bestandserver: tuple[int, int, bytes]) -> None:
    poort, _werker, inhoud = bestandserver
    with urlopen(f"http://127.0.0.1:{poort}/bestand/{OMVANG - 5_000_001}") as antwoord:
        assert antwoord.read() == inhoud[-5_000_001:]


def test_reader_who_stops_or_leaves_keeps_nobody_waiting(bestandserver: tuple[int, int, bytes]) -> None:
    poort, _werker, inhoud = bestandserver
    kop = "GET /bestand/0 HTTP/1.1\nHost: x\n\n"
    with ExitStack() as open_lijnen:
        lijnen = [open_lijnen.enter_context(verstuur(poort, kop)) for _ in range(5 * THREADS)]
        for lijn in lijnen[1:]:
            assert lijn.recv(1000)
            lijn.close()
        with urlopen(f"http://127.0.0.1:{poort}/bestand/{OMVANG - 10}", timeout=5) as antwoord:
            assert antwoord.read() == inhoud[-10:]


def test_two_files_over_one_line_come_after_each_other(bestandserver: tuple[int, int, bytes]) -> None:
    poort, _werker, inhoud = bestandserver
    kop = f"GET /bestand/{OMVANG - 3} HTTP/1.1\nHost: x\n"
    with verstuur(poort, f"{kop}\n{kop}Connection: close\n\n") as lijn:
        delen = []
        while deel := lijn.recv(4096):
            delen.append(deel)
    assert b"".join(delen).count(inhoud[-3:]) >= 2


def test_head_gives_the_headers_and_nothing_after_them(poort: int) -> None:
    """What came after them would be taken for the beginning of the next answer on this line."""
    with verstuur(poort, "HEAD / HTTP/1.1\nHost: x\n\nGET / HTTP/1.1\nHost: x\nConnection: close\n\n") as lijn:
        eerste, _streep, rest = lees(lijn).partition("\r\n\r\n")
    assert "Content-Length: 16" in eerste
    assert rest.startswith("HTTP/1.1 200 OK")
    assert rest.endswith("\r\n\r\n0 http 127.0.0.1")
