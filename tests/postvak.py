"""A real SMTP server that keeps what it received."""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mijnportaal.demo.draai import vrije_poort
from tests.bsnzoeker import noteer


@dataclass(frozen=True)
class Mail:
    """One message as it came over the line."""

    aan: str
    bericht: EmailMessage

    @property
    def onderwerp(self) -> str:
        return str(self.bericht["subject"])

    @property
    def tekst(self) -> str:
        """Return the plain text."""
        deel = self.bericht.get_body(("plain",))
        return str(deel.get_content()) if deel else ""

    @property
    def bijlagen(self) -> list[str]:
        """Return the names of what came along."""
        return [str(deel.get_filename()) for deel in self.bericht.iter_attachments()]


class Postvak:
    """What was received since the last `leeg()`; `adres` and `poort` are where the server listens."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.poort = vrije_poort()
        self._server = Controller(self, hostname="127.0.0.1", port=self.poort)

    def open(self) -> None:
        self._server.start()

    def sluit(self) -> None:
        self._server.stop()

    def leeg(self) -> None:
        self.mails.clear()

    def aan(self, adres: str) -> list[Mail]:
        """Return the mails to this address, in the order in which they came."""
        return [mail for mail in self.mails if mail.aan == adres]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the message and accept it."""
        inhoud = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        bericht = email.message_from_bytes(inhoud, policy=email.policy.default)
        assert isinstance(bericht, EmailMessage)
        for aan in envelope.rcpt_tos:
            mail = Mail(aan, bericht)
            noteer("mail", f"{mail.onderwerp} {mail.tekst} {mail.bijlagen} {list(bericht.items())}")
            self.mails.append(mail)
        return "250 OK"
