"""A worker that is killed with -9 at each step of sending: every message arrives, and never under two names.

The mail server does the killing, at the moment that it hears the command, so that the code under test is untouched.
"""

import os
import signal
from dataclasses import dataclass

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db.models import F
from pytest_django import Settings

from mijnportaal.notificaties.models import CLAIM_VERLOOPT, Bericht
from mijnportaal.notificaties.tasks import verstuur, verstuur_achterstand
from tests.notificaties.conftest import JAN
from tests.notificaties.processen import kind, omgeving, proces
from tests.postvak import Postvak


class Moordenaar(Postvak):
    """An SMTP server that kills its client, once, when the conversation has come to `moment`."""

    def __init__(self, moment: str) -> None:
        super().__init__()
        self.moment, self.slachtoffer = moment, 0

    def sla_toe(self, moment: str) -> None:
        if moment == self.moment and self.slachtoffer:
            os.kill(self.slachtoffer, signal.SIGKILL)
            self.slachtoffer = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, adres: str, opties: list[str]
    ) -> str:
        self.sla_toe("RCPT")
        envelope.rcpt_tos.append(adres)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.moment == "voor aannemen" and self.slachtoffer:
            self.sla_toe("voor aannemen")
            return "451 De afzender is weg"
        antwoord = await super().handle_DATA(server, session, envelope)
        self.sla_toe("na aannemen")
        return antwoord


@dataclass
class Geval:
    moment: str
    bezorgingen: int


@pytest.mark.eis("R-2")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "geval",
    [Geval("RCPT", 1), Geval("voor aannemen", 1), Geval("na aannemen", 2)],
    ids=lambda geval: geval.moment,
)
def test_a_killed_worker_loses_no_message(bericht: Bericht, geval: Geval, settings: Settings) -> None:
    server = Moordenaar(geval.moment)
    server.open()
    settings.EMAIL_PORT = server.poort

    with proces(*kind("verstuur", bericht.pk), omgeving=omgeving(poort=server.poort)) as werker:
        server.slachtoffer = werker.pid
        assert werker.wait(timeout=120) == -signal.SIGKILL
    bericht.refresh_from_db()
    assert bericht.status == Bericht.Status.BEZIG

    Bericht.objects.update(geclaimd_op=F("geclaimd_op") - CLAIM_VERLOOPT)
    verstuur_achterstand()
    verstuur(bericht.pk)
    server.sluit()

    bericht.refresh_from_db()
    assert bericht.status == Bericht.Status.VERZONDEN
    assert bericht.pogingen == 2
    assert len(server.aan(JAN)) == geval.bezorgingen
    assert {mail.bericht["Message-ID"] for mail in server.mails} == {bericht.bericht_id}
