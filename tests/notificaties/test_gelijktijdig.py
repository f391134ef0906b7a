"""Eight processes at once do what one would have done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import plan_bericht
from mijnportaal.notificaties.tasks import verstuur
from tests.notificaties.conftest import JAN
from tests.postvak import Postvak

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.eis("R-3")]

AANTAL = 8


def tegelijk(doe: Callable[[], object]) -> list[object]:
    """Let eight threads do this at the same moment, each on a connection of its own."""
    start = Barrier(AANTAL)

    def draad(_nummer: int) -> object:
        start.wait()
        try:
            return doe()
        finally:
            connection.close()

    with ThreadPoolExecutor(AANTAL) as draden:
        return list(draden.map(draad, range(AANTAL)))


def test_a_message_planned_by_eight_at_once_is_one_message() -> None:
    def plan() -> int:
        return plan_bericht(sleutel="een", kanaal=Bericht.Kanaal.E_MAIL, adres=JAN, onderwerp="Proef", tekst="Proef").pk

    assert len(set(tegelijk(plan))) == 1
    assert Bericht.objects.count() == 1


def test_a_message_sent_by_eight_at_once_is_sent_once(bericht: Bericht, postvak: Postvak) -> None:
    tegelijk(lambda: verstuur(bericht.pk))

    assert len(postvak.aan(JAN)) == 1
    assert Bericht.objects.get().pogingen == 1
