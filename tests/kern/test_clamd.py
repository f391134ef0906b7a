"""The conversation with a real clamd: what it says of a file, and what we make of it when it says nothing."""

import io
import os
import socket
import threading
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from mijnportaal.demo.draai import vrije_poort
from mijnportaal.kern.clamd import NietTeControleren, Scanner, ScannerOnbereikbaar, scanner
from tests.kern.bestanden import PDF_BYTES
from tests.kern.clamd import EICAR, MAX_STROOM, Clamd, clamd_op_tcp, clamd_op_unix

pytestmark = pytest.mark.eis("S-17")


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    with clamd_op_tcp(tmp_path_factory.mktemp("clamd")) as clamd:
        yield clamd


@pytest.fixture
def lijn(clamd: Clamd) -> Scanner:
    return Scanner.van_url(clamd.url, 20)


def in_zip(inhoud: bytes) -> bytes:
    doel = io.BytesIO()
    with zipfile.ZipFile(doel, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr("word/media/1.bin", inhoud)
    return doel.getvalue()


@pytest.mark.parametrize("inhoud", [EICAR, PDF_BYTES + EICAR, in_zip(EICAR)], ids=["kaal", "in pdf", "in zip"])
def test_a_virus_has_a_name(lijn: Scanner, inhoud: bytes) -> None:
    assert lijn.controleer([inhoud]) == "Eicar-Test-Signature.UNOFFICIAL"


def test_a_clean_file_has_none_however_it_is_cut(lijn: Scanner) -> None:
    assert lijn.controleer([PDF_BYTES]) == ""
    assert lijn.controleer([PDF_BYTES[:5], b"", PDF_BYTES[5:]]) == ""
    assert lijn.controleer([]) == ""


def test_over_a_unix_socket_too(tmp_path: Path) -> None:
    with clamd_op_unix(tmp_path) as clamd:
        ander = Scanner.van_url(clamd.url, 20)
        assert ander.leeft()
        assert ander.controleer([EICAR[:30], EICAR[30:]])


def test_a_file_that_the_scanner_does_not_take_is_not_clean(lijn: Scanner) -> None:
    with pytest.raises(NietTeControleren):
        lijn.controleer(os.urandom(1_000_000) for _ in range(MAX_STROOM // 1_000_000 + 5))


def test_what_is_locked_or_too_deep_is_not_called_a_virus(lijn: Scanner) -> None:
    diep = EICAR
    for _ in range(30):
        diep = in_zip(diep)

    with pytest.raises(NietTeControleren):
        lijn.controleer([diep])


def test_memory_stays_flat(lijn: Scanner) -> None:
    blok = os.urandom(100_000)

    tracemalloc.start()
    assert lijn.controleer(blok for _ in range(70)) == ""
    piek = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert piek < 1_000_000


def test_nobody_at_the_address() -> None:
    nergens = Scanner.van_url(f"tcp://127.0.0.1:{vrije_poort()}", 2)

    assert not nergens.leeft()
    with pytest.raises(ScannerOnbereikbaar):
        nergens.controleer([PDF_BYTES])


@pytest.mark.parametrize("antwoord", [b"", b"stream: O", b"iets anders\0"], ids=["niets", "half", "onbekend"])
def test_a_scanner_that_stops_halfway_has_not_looked(antwoord: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as luisteraar:

        def doe_alsof() -> None:
            verbinding, _adres = luisteraar.accept()
            with verbinding:
                while not verbinding.recv(65536).endswith(bytes(4)):
                    pass
                verbinding.sendall(antwoord)

        draad = threading.Thread(target=doe_alsof)
        draad.start()
        with pytest.raises(ScannerOnbereikbaar):
            Scanner.van_url(f"tcp://127.0.0.1:{luisteraar.getsockname()[1]}", 5).controleer([PDF_BYTES])
        draad.join()


def test_a_scanner_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as luisteraar, pytest.raises(ScannerOnbereikbaar):
        Scanner.van_url(f"tcp://127.0.0.1:{luisteraar.getsockname()[1]}", 0.2).controleer([PDF_BYTES])


def test_no_address_is_no_scanner(settings: Settings) -> None:
    settings.CLAMD_URL = ""

    assert scanner() is None


@pytest.mark.parametrize("url", ["clamd:3310", "http://clamd", "tcp://", "unix:pad", "unix://relatief"])
def test_site_does_not_start_with_an_address_that_cannot_be_one(settings: Settings, url: str) -> None:
    settings.CLAMD_URL = url

    assert "mijnportaal.E008" in {melding.id for melding in run_checks()}
