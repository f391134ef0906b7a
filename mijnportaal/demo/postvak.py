"""The mailbox of the demo: an SMTP server that keeps every mail as a file and delivers nothing.

Start it with `python -m mijnportaal.demo.postvak --poort 1025 --map var/postvak`.
"""

import argparse
import email
import email.policy
import secrets
import signal
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

TIJDVORM = "%Y%m%dT%H%M%S%fZ"
LANGSTE_MAIL = 100_000_000


@dataclass(frozen=True)
class Mail:
    """One received mail, as the mailbox page shows it; `naam` is its file without folder."""

    naam: str
    afzender: str
    aan: str
    onderwerp: str
    tijd: datetime
    tekst: str
    bijlagen: list[str]


def lees_postvak(map_: Path, *, aan: str = "") -> list[Mail]:
    """Return the mails in this folder, the newest first; all of them, or those to one address."""
    mails = (_lees(bestand) for bestand in sorted(map_.glob("*.eml"), reverse=True))
    return [mail for mail in mails if not aan or mail.aan.lower() == aan.lower()]


class Bewaarder:
    """Keeps each mail as a file that is there whole or not at all."""

    def __init__(self, map_: Path) -> None:
        self.map = map_
        map_.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Store one mail and accept it."""
        inhoud = envelope.content or b""
        stam = f"{datetime.now(UTC):{TIJDVORM}}-{secrets.token_hex(4)}"
        nieuw = self.map / f"{stam}.nieuw"
        nieuw.write_bytes(inhoud if isinstance(inhoud, bytes) else inhoud.encode())
        nieuw.rename(self.map / f"{stam}.eml")
        return "250 OK"


def _lees(bestand: Path) -> Mail:
    bericht = email.message_from_bytes(bestand.read_bytes(), policy=email.policy.default)
    return Mail(
        naam=bestand.stem,
        afzender=parseaddr(str(bericht.get("from", "")))[0] or str(bericht.get("from", "")),
        aan=parseaddr(str(bericht.get("to", "")))[1],
        onderwerp=str(bericht.get("subject", "")),
        tijd=datetime.strptime(bestand.stem.partition("-")[0], TIJDVORM).replace(tzinfo=UTC),
        tekst=_tekst(bericht),
        bijlagen=[str(deel.get_filename()) for deel in bericht.iter_attachments()],
    )


def _tekst(bericht: EmailMessage) -> str:
    """Return the plain text; a mail of ours always has it."""
    deel = bericht.get_body(("plain",))
    return str(deel.get_content()).replace("\r\n", "\n") if deel else ""


def main() -> None:
    """Receive mail until the process is told to stop."""
    lezer = argparse.ArgumentParser(description="Postvak van de demo.")
    lezer.add_argument("--poort", type=int, required=True)
    lezer.add_argument("--map", type=Path, required=True)
    opties = lezer.parse_args()
    # Before the server starts, so that its threads inherit the mask and the signal waits for us.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    server = Controller(Bewaarder(opties.map), hostname="127.0.0.1", port=opties.poort, data_size_limit=LANGSTE_MAIL)
    server.start()
    print(f"Postvak luistert op poort {opties.poort}.", flush=True)
    signal.sigwait({signal.SIGINT, signal.SIGTERM})
    server.stop()


if __name__ == "__main__":
    main()
