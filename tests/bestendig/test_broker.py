"""Valkey stops while a resident sends a form: the zaak is there at once, the mail when Valkey is back."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from formulieren.models import Inzending
from mijnportaal import ingebed
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Bericht
from tests.bestendig.conftest import controleer_geheel
from tests.bestendig.processen import lopend, omgeving
from tests.bestendig.webserver import website
from tests.notificaties.processen import wacht_tot
from tests.postvak import Postvak

CELERY = ("celery", "-A", "mijnportaal")
WORKER = (*CELERY, "worker", "-c1", "-lINFO", "--without-gossip", "--without-mingle")
VEEGTAKEN = ("zaken.gebeurtenissen.verwerk_achterstand", "mijnportaal.notificaties.tasks.verstuur_achterstand")


@pytest.fixture
def eigen_valkey(tmp_path: Path) -> Iterator[str]:
    """The address of a Valkey of this test alone, running."""
    map_ = tmp_path / "var"
    yield ingebed.valkey(map_)
    ingebed.stop(map_)


@pytest.mark.eis("R-3")
@pytest.mark.django_db(transaction=True)
def test_form_can_be_sent_while_valkey_is_down(
    concept: Inzending, inwoner: Gebruiker, postvak: Postvak, eigen_valkey: str, tmp_path: Path
) -> None:
    with website(inwoner, broker=eigen_valkey) as browser:
        ingebed.stop(tmp_path / "var")
        begin = time.monotonic()
        antwoord = browser.verstuur(concept)
        duur = time.monotonic() - begin
        nummer = browser.zaaknummer(concept)
    assert antwoord.status == 302
    assert duur < 2
    assert controleer_geheel(concept).identificatie == nummer
    assert not Bericht.objects.exists()

    ingebed.valkey(tmp_path / "var")
    met_broker = omgeving(smtp=postvak.poort, broker=eigen_valkey)
    with lopend(*WORKER, omgeving=met_broker):
        for taak in VEEGTAKEN:
            with lopend(*CELERY, "call", taak, omgeving=met_broker) as opdracht:
                assert opdracht.wait(timeout=30) == 0
        wacht_tot(lambda: len(postvak.mails) == 1)
        wacht_tot(lambda: not Bericht.objects.exclude(status=Bericht.Status.VERZONDEN).exists())
    assert postvak.mails[0].onderwerp == f"Ontvangen: Zaak bij de gemeente ({nummer})"
    assert Bericht.objects.count() == 2
