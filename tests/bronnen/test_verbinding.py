"""A source that is slow, down or confused never holds a page up and never shows in a log."""

import logging
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from mijnportaal.bronnen.brp import Doelbinding
from mijnportaal.bronnen.poorten import adressen, bedrijven, personen
from mijnportaal.bronnen.verbinding import BronStoring, geduld
from tests.fabrieken import BSN_FATIMA
from tests.registers import Registers

DOEL = Doelbinding("Proef")


def vraag_naam() -> object:
    brp = personen()
    assert brp
    return brp.haal(BSN_FATIMA, {"naam"}, doel=DOEL)


@pytest.mark.eis("R.C17")
def test_source_that_is_slow_is_given_up_in_time(registers: Registers) -> None:
    registers.zet(brp="traag")
    begin = time.monotonic()
    with pytest.raises(BronStoring, match="geen-antwoord-op-tijd"):
        vraag_naam()
    assert time.monotonic() - begin < 1.0


@pytest.mark.eis("R.C17")
def test_source_that_failed_is_left_alone_for_a_while(registers: Registers) -> None:
    registers.zet(brp="stuk")
    with pytest.raises(BronStoring, match="status-503"):
        vraag_naam()
    assert registers.gevraagd("brp") == 2  # once, and once more
    with pytest.raises(BronStoring, match="pauze"):
        vraag_naam()
    assert registers.gevraagd("brp") == 2


def test_source_is_asked_again_after_the_pause(registers: Registers, settings: Settings) -> None:
    settings.BRON_PAUZE = 0.0
    registers.zet(brp="stuk")
    with pytest.raises(BronStoring, match="status-503"):
        vraag_naam()
    registers.zet(brp="goed")
    assert vraag_naam() == {"naam": "Fatima de Vries-El Idrissi"}


def test_one_source_that_is_down_leaves_the_others_be(registers: Registers) -> None:
    registers.zet(brp="stuk")
    with pytest.raises(BronStoring):
        vraag_naam()
    kvk = bedrijven()
    assert kvk
    assert kvk.haal("90000011", {"naam"}) == {"naam": "Bakkerij De Halm"}


def test_page_has_one_budget_for_all_its_questions(registers: Registers, settings: Settings) -> None:
    settings.BRON_SECONDEN, settings.BRON_PAUZE = 5.0, 0.0
    registers.zet(brp="traag")
    begin = time.monotonic()
    with geduld(0.4):
        for _keer in range(3):
            with pytest.raises(BronStoring):
                vraag_naam()
    assert time.monotonic() - begin < 1.0


def test_wrong_key_is_said_in_the_log_and_does_not_pass_for_an_outage(
    registers: Registers, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BRONNEN = {**settings.BRONNEN, "brp": {**settings.BRONNEN["brp"], "koppen": {"X-API-KEY": "verkeerd"}}}
    for _keer in range(2):
        with pytest.raises(BronStoring, match="status-401"):
            vraag_naam()
    assert registers.gevraagd("brp") == 2


@pytest.mark.eis("S-32")
def test_failure_writes_one_line_without_data(registers: Registers, caplog: pytest.LogCaptureFixture) -> None:
    registers.zet(brp="stuk", bag="stuk")
    bag = adressen()
    assert bag
    with caplog.at_level(logging.DEBUG, "mijnportaal.bronnen"):
        with pytest.raises(BronStoring):
            vraag_naam()
        with pytest.raises(BronStoring):
            bag.zoek("1234 AB", 12)
    regels = [regel.getMessage() for regel in caplog.records if regel.name == "mijnportaal.bronnen"]
    assert [regel.partition(" ms=")[0] for regel in regels] == [
        "bron=brp reden=status-503",
        "bron=bag reden=status-503",
    ]
    assert not any("1234" in regel or BSN_FATIMA in regel for regel in regels)


@pytest.fixture
def druppelaar() -> Iterator[str]:
    """A server that answers in drops, each one in time."""
    luisteraar = socket.create_server(("127.0.0.1", 0))
    klaar = threading.Event()

    def druppel() -> None:
        verbinding, _adres = luisteraar.accept()
        with verbinding:
            verbinding.recv(65536)
            for letter in b"HTTP/1.1 200 OK\r\nX-Lang: " + b"x" * 500:
                if klaar.wait(0.05):
                    return
                verbinding.send(bytes([letter]))

    draad = threading.Thread(target=druppel, daemon=True)
    draad.start()
    yield f"http://127.0.0.1:{luisteraar.getsockname()[1]}"
    klaar.set()
    draad.join()
    luisteraar.close()


def test_answer_in_drops_is_not_waited_for(registers: Registers, druppelaar: str, settings: Settings) -> None:
    settings.BRONNEN = {**settings.BRONNEN, "brp": {**settings.BRONNEN["brp"], "adres": druppelaar}}
    begin = time.monotonic()
    with pytest.raises(BronStoring, match="geen-antwoord-op-tijd"):
        vraag_naam()
    assert time.monotonic() - begin < 1.5


def test_source_that_is_not_there_is_no_outage(settings: Settings) -> None:
    assert (personen(), bedrijven(), adressen()) == (None, None, None)
