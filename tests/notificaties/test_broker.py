"""The broker is gone, hangs, or comes back: planning always succeeds at once, and the mail follows."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from mijnportaal import ingebed
from mijnportaal.kern.taken import PAUZE
from mijnportaal.notificaties.models import OP_WEG, Bericht
from tests.notificaties.processen import celery, kind, laat_doen, omgeving, proces, wacht_tot
from tests.postvak import Postvak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.eis("R-3")]

# Giving up takes a second at most; a busy machine may add its own. Without our settings it is five or six.
LANG = 3.0


@pytest.fixture(scope="module")
def valkeymap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a Valkey of these tests alone, running."""
    map_ = tmp_path_factory.mktemp("broker")
    ingebed.valkey(map_)
    yield map_
    ingebed.stop(map_)


@pytest.fixture(scope="module")
def web(valkeymap: Path, django_db_setup: None) -> Iterator[subprocess.Popen[str]]:
    """A process that plans messages, as a web server does."""
    with proces(*kind("luister"), omgeving=omgeving(broker=ingebed.valkey(valkeymap))) as loopt:
        yield loopt


def test_planning_does_not_wait_for_a_broker_that_is_gone(valkeymap: Path, web: subprocess.Popen[str]) -> None:
    laat_doen(web, "plan broker-is-er")
    ingebed.stop(valkeymap)

    duren = [laat_doen(web, f"plan broker-weg-{nummer}") for nummer in range(3)]
    ingebed.valkey(valkeymap)

    assert max(duren) < LANG
    assert Bericht.objects.filter(status=Bericht.Status.WACHT).count() == 4


def test_planning_waits_once_for_a_broker_that_hangs(valkeymap: Path, web: subprocess.Popen[str]) -> None:
    pid = int((valkeymap / "valkey" / "valkey.pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    try:
        duren = [laat_doen(web, f"plan broker-hangt-{nummer}") for nummer in range(3)]
    finally:
        os.kill(pid, signal.SIGCONT)

    assert sum(duren) < LANG + PAUZE / 2
    assert Bericht.objects.count() == 3


def veeg(web: subprocess.Popen[str]) -> None:
    """Do what beat does every twenty seconds, now."""
    Bericht.objects.filter(status=Bericht.Status.WACHT).update(volgende_poging_op=timezone.now() - OP_WEG)
    laat_doen(web, "veeg")


def test_the_mail_follows_when_the_broker_is_back(
    valkeymap: Path, web: subprocess.Popen[str], postvak: Postvak
) -> None:
    werker = celery("worker", "-c1", "-lERROR", "--without-gossip", "--without-mingle")
    with proces(*werker, omgeving=omgeving(broker=ingebed.valkey(valkeymap), poort=postvak.poort)):
        laat_doen(web, "plan broker-is-er")
        veeg(web)
        wacht_tot(lambda: len(postvak.mails) == 1)

        ingebed.stop(valkeymap)
        laat_doen(web, "plan broker-weg")
        ingebed.valkey(valkeymap)
        veeg(web)
        wacht_tot(lambda: len(postvak.mails) == 2)
        wacht_tot(lambda: not Bericht.objects.exclude(status=Bericht.Status.VERZONDEN).exists())

    assert {mail.bericht["Message-ID"] for mail in postvak.mails} == set(
        Bericht.objects.values_list("bericht_id", flat=True)
    )
