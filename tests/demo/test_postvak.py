"""The mailbox of the demo as a process of its own, with a real conversation."""

import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from mijnportaal.demo.draai import vrije_poort
from mijnportaal.demo.postvak import lees_postvak


def wacht_op(poort: int) -> None:
    einde = time.monotonic() + 10
    while time.monotonic() < einde:
        with socket.socket() as proef:
            if proef.connect_ex(("127.0.0.1", poort)) == 0:
                return
        time.sleep(0.02)
    pytest.fail("Het postvak is niet gestart.")


@pytest.fixture
def poort(tmp_path: Path) -> Iterator[int]:
    """The port of a running mailbox that stores in tmp_path."""
    nummer = vrije_poort()
    opdracht = [sys.executable, "-m", "mijnportaal.demo.postvak", "--poort", str(nummer), "--map", str(tmp_path)]
    with subprocess.Popen(opdracht, stdout=subprocess.DEVNULL) as proces:
        wacht_op(nummer)
        yield nummer
        proces.send_signal(signal.SIGTERM)
        assert proces.wait(timeout=10) == 0


def stuur(poort: int, aan: str, onderwerp: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Gemeente Voorbeeldstad <gemeente@example.nl>", aan, onderwerp
    mail.set_content("Beste Jan,\n\nDe lantaarn is gemaakt. <b>Klaar</b>\n")
    mail.add_alternative("<p>De lantaarn is gemaakt.</p>", subtype="html")
    mail.add_attachment(b"beeld", maintype="image", subtype="jpeg", filename="lantaarn é.jpg")
    with smtplib.SMTP("127.0.0.1", poort) as lijn:
        lijn.send_message(mail)


def test_each_mail_is_kept_and_read_back_newest_first(poort: int, tmp_path: Path) -> None:
    stuur(poort, "jan@example.nl", "Wij hebben uw melding ontvangen")
    stuur(poort, "fatima@example.nl", "Uw melding is afgehandeld: café")

    nieuwste, oudste = lees_postvak(tmp_path)

    assert nieuwste.onderwerp == "Uw melding is afgehandeld: café"
    assert nieuwste.afzender == "Gemeente Voorbeeldstad"
    assert nieuwste.aan == "fatima@example.nl"
    assert nieuwste.tekst == "Beste Jan,\n\nDe lantaarn is gemaakt. <b>Klaar</b>\n"
    assert nieuwste.bijlagen == ["lantaarn é.jpg"]
    assert datetime.now(UTC) - nieuwste.tijd < timedelta(minutes=1)
    assert lees_postvak(tmp_path, aan="JAN@example.nl") == [oudste]


def test_a_mailbox_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert lees_postvak(tmp_path / "nog-niet") == []


def test_half_a_mail_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "20261122T100000000000Z-ab.nieuw").write_bytes(b"Subject: half")

    assert lees_postvak(tmp_path) == []
