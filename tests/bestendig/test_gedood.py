"""A process that is killed with -9 at each step of sending a form: no zaak or a whole one, and every message once.

PostgreSQL stops the process where the test wants it: it waits for a lock that the test holds, and dies there. Of the
steps after that, tests/notificaties/test_gedood.py kills the worker during the conversation with the mail server.
"""

import socket
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from formulieren.models import Inzending
from formulieren.services.indienen import dien_in
from mijnportaal.kern.opslag import wezen
from mijnportaal.notificaties.models import Bericht
from tests.bestendig.conftest import controleer_geheel, controleer_niets, laat_vegen, paden_in_gebruik
from tests.bestendig.processen import (
    bestanden_in,
    dood,
    omgeving,
    slot,
    start,
    verbreek,
    wacht_tot_het_staat_op,
    wacht_tot_het_weg_is,
)
from tests.postvak import Postvak
from zaken.gebeurtenissen import verwerk_achterstand
from zaken.models import Verwerking

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.eis("R-2")]

KIND = "tests.bestendig.kind"


@dataclass(frozen=True)
class Stap:
    """Where the process stands when it dies: what the test locks, on which statement it waits, what is left."""

    naam: str
    slot: str
    wacht_op: str
    pdf_bewaard: bool
    zaak: bool = False


STAPPEN = [
    Stap("antwoorden lezen", "LOCK TABLE formulieren_antwoord", "formulieren_antwoord", pdf_bewaard=False),
    Stap("PDF bewaard", "SELECT 1 FROM formulieren_inzending FOR UPDATE", "formulieren_inzending", pdf_bewaard=True),
    Stap("documenten", "LOCK TABLE zaken_zaakinformatieobject IN SHARE MODE", "informatieobject", pdf_bewaard=True),
    Stap("gebeurtenis", "LOCK TABLE zaken_gebeurtenis IN SHARE MODE", "INSERT INTO _zaken_geb", pdf_bewaard=True),
    Stap("taak klaarzetten", "LOCK TABLE zaken_verwerking IN SHARE MODE", "zaken_verwerking", pdf_bewaard=True),
    # PostgreSQL checks the foreign keys at COMMIT and then waits; a COMMIT that it received, it carries out.
    Stap("commit", "SELECT 1 FROM accounts_groep FOR UPDATE", "COMMIT", pdf_bewaard=True, zaak=True),
]


@pytest.mark.parametrize("stap", STAPPEN, ids=lambda stap: stap.naam)
def test_process_that_dies_while_sending(stap: Stap, concept: Inzending, opslag: Path, postvak: Postvak) -> None:
    vooraf = bestanden_in(opslag)
    with slot(stap.slot):
        kind = start(KIND, "dien_in", str(concept.pk), omgeving=omgeving())
        wacht_tot_het_staat_op(stap.wacht_op, kind)
        dood(kind)
    wacht_tot_het_weg_is()
    assert len(bestanden_in(opslag) - vooraf) == stap.pdf_bewaard

    if stap.zaak:
        controleer_geheel(concept)
    else:
        controleer_niets(concept)
    zaak = dien_in(concept)  # the resident tries again
    assert controleer_geheel(concept) == zaak

    laat_vegen()
    laat_vegen()
    assert [mail.onderwerp for mail in postvak.aan("fatima@example.nl")] == [
        f"Ontvangen: Zaak bij de gemeente ({zaak.identificatie})"
    ]
    assert Bericht.objects.filter(kanaal=Bericht.Kanaal.PORTAAL).count() == 1
    assert not Verwerking.objects.filter(verwerkt_op=None).exists()

    in_gebruik = paden_in_gebruik()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert set(wezen(in_gebruik)) == bestanden_in(opslag) - in_gebruik


def test_pdf_stays_when_nobody_knows_whether_the_commit_came_through(concept: Inzending, opslag: Path) -> None:
    """PostgreSQL breaks off the COMMIT; had it come through, a removed PDF would have been a zaak without its proof."""
    vooraf = bestanden_in(opslag)
    with slot("SELECT 1 FROM accounts_groep FOR UPDATE"):
        kind = start(KIND, "dien_in", str(concept.pk), omgeving=omgeving())
        wacht_tot_het_staat_op("COMMIT", kind)
        verbreek()
        assert kind.wait(timeout=10) == 1
        kind.communicate()
    controleer_niets(concept)
    assert len(bestanden_in(opslag) - vooraf) == 1
    dien_in(concept)
    controleer_geheel(concept)


def test_process_that_dies_between_commit_and_task(concept: Inzending, postvak: Postvak) -> None:
    """The broker answers nothing; the process dies while it waits, after the commit."""
    with socket.create_server(("127.0.0.1", 0)) as stomme_broker:
        adres = f"redis://127.0.0.1:{stomme_broker.getsockname()[1]}/0"
        kind = start(KIND, "dien_in", str(concept.pk), omgeving=omgeving(broker=adres))
        stomme_broker.settimeout(30)
        lijn, _adres = stomme_broker.accept()
        dood(kind)
        lijn.close()
    wacht_tot_het_weg_is()

    zaak = controleer_geheel(concept)
    assert not Bericht.objects.exists()
    laat_vegen()
    assert dien_in(concept) == zaak
    laat_vegen()
    assert len(postvak.aan("fatima@example.nl")) == 1
    assert Bericht.objects.count() == 2


def test_worker_that_dies_while_planning_messages(concept: Inzending, postvak: Postvak) -> None:
    zaak = dien_in(concept)
    with slot("LOCK TABLE notificaties_bericht IN SHARE MODE"):
        kind = start(KIND, "verwerk", str(zaak.gebeurtenissen.get().pk), omgeving=omgeving())
        wacht_tot_het_staat_op("notificaties_bericht", kind)
        dood(kind)
    wacht_tot_het_weg_is()

    assert not Bericht.objects.exists()
    assert verwerk_achterstand() == 1
    assert verwerk_achterstand() == 0
    laat_vegen()
    assert len(postvak.aan("fatima@example.nl")) == 1
    assert Bericht.objects.count() == 2
