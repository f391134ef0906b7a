"""Notifications to a receiver in a process of its own: it is out for an hour, a worker is killed, many work at once."""

import os
import random
import signal
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import F

from mijnportaal import ingebed
from mijnportaal.notificaties.aflevering import _bericht, _koppen
from mijnportaal.notificaties.models import LEASE, Abonnement, Aflevering, Notificatie
from mijnportaal.notificaties.services.abonnementen import verwijder_abonnement
from mijnportaal.notificaties.services.notificaties import verdeel
from mijnportaal.notificaties.tasks import lever_af, notificaties_achterstand
from mijnportaal.notificaties.verbinding import post
from tests.notificaties.melding import ZAAK, meld, standen, veeg
from tests.notificaties.ontvanger import Ontvanger
from tests.notificaties.processen import celery, kind, omgeving, proces, wacht_tot
from tests.portaalclient import werk_taken_af

pytestmark = [pytest.mark.eis("nrc"), pytest.mark.django_db(transaction=True)]

AFGELEVERD, BEZIG = Aflevering.Status.AFGELEVERD, Aflevering.Status.BEZIG
WERKERS = 8


def per_zaak(ontvanger: Ontvanger) -> dict[str, list[int]]:
    """Return the numbers that each zaak's messages carried, in the order of arrival."""
    volgorde = defaultdict(list)
    for bericht in ontvanger.aangenomen:
        volgorde[bericht["hoofdObject"].rpartition("/")[2]].append(int(bericht["actie"]))
    return volgorde


def verwacht() -> dict[str, list[int]]:
    """Return the same from the outbox."""
    volgorde = defaultdict(list)
    for object_, actie in Notificatie.objects.order_by("pk").values_list("hoofd_object", "actie"):
        volgorde[object_.removeprefix(ZAAK)].append(int(actie))
    return volgorde


def test_after_an_hour_without_the_receiver_everything_arrives_once_and_in_order(
    abonnement: Abonnement, ontvanger: Ontvanger, klok: time_machine.Traveller
) -> None:
    kans = random.Random(7)
    meld("a", "0")
    werk_taken_af()
    ontvanger.stop()
    for minuut in range(1, 61):
        meld(kans.choice("abcde"), str(minuut))
        werk_taken_af()
        klok.shift(timedelta(minutes=1))
        veeg()
    pogingen = sum(Aflevering.objects.values_list("pogingen", flat=True))
    assert pogingen < 20

    ontvanger.start()
    gewacht = 0
    while Aflevering.objects.exclude(status=AFGELEVERD).exists():
        klok.shift(timedelta(minutes=1))
        veeg()
        gewacht += 1
        assert gewacht <= 60

    assert per_zaak(ontvanger) == verwacht()
    assert len(ontvanger.nummers) == 61
    assert sorted(ontvanger.nummers) == sorted(str(uuid) for uuid in Aflevering.objects.values_list("uuid", flat=True))


# A worker dies


def test_a_worker_killed_after_the_receiver_took_it_sends_it_again_under_the_same_number(
    abonnement: Abonnement, ontvanger: Ontvanger
) -> None:
    """HTTP cannot do better: the answer was lost, and the number tells the receiver that it knows this one."""
    meld("a", "1")
    meld("a", "2")
    verdeel()
    with proces(*kind("lever_af", abonnement.pk), omgeving=omgeving()) as werker:
        ontvanger.gedraag(dood=werker.pid)
        assert werker.wait(timeout=120) == -signal.SIGKILL
    ontvanger.gedraag()
    veeg()
    lever_af(abonnement.pk)
    assert standen() == [BEZIG, "wacht"]  # nobody takes it over before the lease ends, and nothing overtakes it

    Aflevering.objects.filter(status=BEZIG).update(geclaimd_op=F("geclaimd_op") - LEASE)
    veeg()

    assert standen() == [AFGELEVERD, AFGELEVERD]
    assert per_zaak(ontvanger) == {"a": [1, 1, 2]}
    een, nogmaals, twee = ontvanger.nummers
    assert een == nogmaals != twee


def test_a_worker_killed_before_the_receiver_answers_loses_nothing(
    abonnement: Abonnement, ontvanger: Ontvanger
) -> None:
    ontvanger.gedraag(hang=["v1/zaken/a"])
    meld("a", "1")
    verdeel()
    with proces(*kind("lever_af", abonnement.pk), omgeving=omgeving()) as werker:
        wacht_tot(lambda: ontvanger.verzoeken)
        os.kill(werker.pid, signal.SIGKILL)
    ontvanger.gedraag()
    Aflevering.objects.filter(status=BEZIG).update(geclaimd_op=F("geclaimd_op") - LEASE)
    veeg()

    assert standen() == [AFGELEVERD]
    assert len(set(ontvanger.nummers)) == 1


def test_an_outcome_that_comes_after_the_lease_changes_nothing(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    ontvanger.gedraag(hang=["v1/zaken/a"], codes={"v1/zaken/a": 500})
    meld("a", "1")
    verdeel()
    with proces(*kind("lever_af", abonnement.pk), omgeving=omgeving()) as trage_werker:
        wacht_tot(lambda: ontvanger.verzoeken)
        Aflevering.objects.filter(status=BEZIG).update(geclaimd_op=F("geclaimd_op") - LEASE)
        ontvanger.gedraag()
        veeg()
        assert standen() == [AFGELEVERD]
        ontvanger.stop()  # the slow one hears at last that it failed
        assert trage_werker.wait(timeout=120) == 0

    assert standen() == [AFGELEVERD]


# Many at once


def tegelijk(*opdrachten: Callable[[], object]) -> None:
    """Do these at the same moment, each on a connection of its own."""
    start = Barrier(len(opdrachten))

    def draad(opdracht: Callable[[], object]) -> None:
        start.wait()
        try:
            opdracht()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(opdrachten)) as draden:
        for uitkomst in [draden.submit(draad, opdracht) for opdracht in opdrachten]:
            uitkomst.result()


def lever_af_zonder_claim() -> None:
    """The control: what sending would be without claim and without order."""
    for aflevering in Aflevering.objects.filter(status="wacht").select_related("notificatie", "abonnement"):
        post(aflevering.abonnement.callback_url, inhoud=_bericht(aflevering.notificatie), koppen=_koppen(aflevering))
        Aflevering.objects.filter(pk=aflevering.pk).update(
            status=AFGELEVERD, volgende_poging_op=None, afgeleverd_op=F("wacht_sinds")
        )


@pytest.mark.parametrize("met_claim", [True, False], ids=["met claim", "controle zonder claim"])
def test_eight_workers_send_each_delivery_once(abonnement: Abonnement, ontvanger: Ontvanger, met_claim: bool) -> None:
    for nummer in range(24):
        meld("abcdef"[nummer % 6], str(nummer))
    verdeel()

    tegelijk(*[(lambda: lever_af(abonnement.pk)) if met_claim else lever_af_zonder_claim] * WERKERS)

    assert set(standen()) == {AFGELEVERD}
    if met_claim:
        assert len(ontvanger.nummers) == len(set(ontvanger.nummers)) == 24
        assert per_zaak(ontvanger) == verwacht()
    else:
        assert len(ontvanger.nummers) > len(set(ontvanger.nummers))


def test_acts_dividers_and_senders_at_once_keep_the_order_of_each_zaak(
    abonnement: Abonnement, ontvanger: Ontvanger
) -> None:
    teller = iter(range(1000))

    def handel(zaak: str) -> None:
        for _keer in range(8):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ord(zaak)])  # as the lock on a zaak
                meld(zaak, str(next(teller)))
            verdeel()
            lever_af(abonnement.pk)

    tegelijk(*[(lambda zaak=zaak: handel(zaak)) for zaak in "aabbccdd"])
    veeg()

    assert set(standen()) == {AFGELEVERD}
    assert len(ontvanger.nummers) == len(set(ontvanger.nummers)) == 64
    assert per_zaak(ontvanger) == verwacht()


def test_two_sweeps_at_once_divide_everything_once(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    for nummer in range(30):
        meld("a", str(nummer))
    tegelijk(*[notificaties_achterstand] * WERKERS)
    veeg()

    assert Aflevering.objects.count() == 30
    assert per_zaak(ontvanger) == verwacht()


def test_removing_a_subscription_while_it_is_divided_gives_no_error(
    abonnement: Abonnement, ontvanger: Ontvanger
) -> None:
    for nummer in range(50):
        meld("a", str(nummer))
    tegelijk(verdeel, lambda: verwijder_abonnement(abonnement), verdeel)
    veeg()

    assert not Aflevering.objects.exists()
    assert ontvanger.verzoeken == []


def test_no_transaction_is_open_while_sending(abonnement: Abonnement, ontvanger: Ontvanger) -> None:
    ontvanger.gedraag(hang=["v1/zaken/a"])
    meld("a", "1")
    verdeel()
    werker = Thread(target=tegelijk, args=[lambda: lever_af(abonnement.pk)])
    werker.start()
    wacht_tot(lambda: ontvanger.verzoeken)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state LIKE 'idle in transaction%%'"
        )
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT status FROM notificaties_aflevering")
        assert cursor.fetchone() == ("bezig",)
    ontvanger.stop()
    werker.join()


# The whole chain, with a queue, a worker and beat


def test_a_real_worker_and_beat_deliver_also_after_an_outage(
    abonnement: Abonnement, ontvanger: Ontvanger, tmp_path: Path
) -> None:
    werker = celery(
        "worker", "-B", "-s", str(tmp_path / "beat"), "-c1", "-lERROR", "--without-gossip", "--without-mingle"
    )
    try:
        with proces(*werker, omgeving=omgeving(broker=ingebed.valkey(tmp_path))):
            meld("a", "1")
            wacht_tot(lambda: per_zaak(ontvanger) == {"a": [1]})
            ontvanger.stop()
            for nummer in range(2, 6):
                meld("a", str(nummer))
            wacht_tot(lambda: Abonnement.objects.filter(onbereikbaar_keren__gt=0).exists())
            ontvanger.start()
            wacht_tot(lambda: set(standen()) == {AFGELEVERD})
    finally:
        ingebed.stop(tmp_path)

    assert per_zaak(ontvanger) == {"a": [1, 2, 3, 4, 5]}
    assert len(set(ontvanger.nummers)) == 5
