"""How long a session lasts, and what it costs."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from mijnportaal.accounts.aanmelding import Aanmelding, aanmelding_van, onthoud_inzending
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.services import inwoner_voor, maak_medewerker
from mijnportaal.accounts.tasks import ruim_sessies_op
from tests.inloggen import meld_aan

pytestmark = [pytest.mark.urls("tests.accounts.paginas"), pytest.mark.django_db]

BEGIN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def inwoner(db: None) -> Gebruiker:
    """Return a resident."""
    return inwoner_voor("bsn", "999990019")


@pytest.mark.eis("A-06")
@pytest.mark.parametrize(
    ("pauze", "status"), [(timedelta(minutes=14, seconds=59), 200), (timedelta(minutes=15, seconds=1), 302)]
)
def test_session_ends_after_fifteen_minutes_without_activity(
    client: Client, inwoner: Gebruiker, pauze: timedelta, status: int
) -> None:
    with time_machine.travel(BEGIN, tick=False) as klok:
        meld_aan(client, inwoner)
        klok.shift(pauze)
        antwoord = client.get("/proef/inwoner/")
    assert antwoord.status_code == status
    assert (b"alleen voor inwoners" in antwoord.content) is (status == 200)


@pytest.mark.eis("A-06")
def test_activity_keeps_the_session_alive(client: Client, inwoner: Gebruiker) -> None:
    with time_machine.travel(BEGIN, tick=False) as klok:
        meld_aan(client, inwoner)
        for _ in range(6):
            klok.shift(timedelta(minutes=10))
            assert client.get("/proef/inwoner/").status_code == 200


@pytest.mark.eis("A-07")
@pytest.mark.parametrize(("wie", "uren"), [("inwoner", 8), ("medewerker", 12)])
def test_login_ends_however_busy_the_session_is(client: Client, inwoner: Gebruiker, wie: str, uren: int) -> None:
    medewerker = maak_medewerker("m1", naam="Eva", email="", groepen=[])
    with time_machine.travel(BEGIN, tick=False) as klok:
        meld_aan(client, inwoner if wie == "inwoner" else medewerker)
        for _ in range(uren * 6 - 1):
            klok.shift(timedelta(minutes=10))
            assert client.get(f"/proef/{wie}/").status_code == 200
        klok.shift(timedelta(minutes=10))
        assert client.get(f"/proef/{wie}/").status_code == 302
    assert not Session.objects.exists()


@pytest.mark.eis("S-13")
def test_reading_pages_writes_the_session_at_most_once_a_minute(
    client: Client, inwoner: Gebruiker, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with time_machine.travel(BEGIN, tick=False) as klok:
        meld_aan(client, inwoner)
        klok.shift(timedelta(seconds=59))
        with django_assert_num_queries(2):  # the session and the person
            client.get("/proef/inwoner/")
        klok.shift(timedelta(seconds=1))
        with django_assert_num_queries(5):  # and the session is saved, in a transaction of its own
            client.get("/proef/inwoner/")


def test_visitor_without_cookie_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get("/proef/iedereen/")
    assert not Session.objects.exists()


@pytest.mark.eis("P-11")
def test_sessions_that_ended_are_deleted(client: Client, inwoner: Gebruiker) -> None:
    with time_machine.travel(BEGIN, tick=False) as klok:
        meld_aan(Client(), inwoner)
        klok.shift(timedelta(minutes=14))
        meld_aan(client, inwoner)
        klok.shift(timedelta(minutes=2))
        ruim_sessies_op()
        assert Session.objects.get().pk == client.session.session_key


def test_session_that_our_login_did_not_make_is_ended(client: Client, inwoner: Gebruiker) -> None:
    client.force_login(inwoner)
    assert client.get("/proef/inwoner/").status_code == 302
    assert not Session.objects.exists()


def test_browser_keeps_the_submissions_that_it_started_without_login(client: Client, rf: RequestFactory) -> None:
    een, twee = uuid.uuid4(), uuid.uuid4()
    request = rf.get("/")
    request.session = client.session
    onthoud_inzending(request, een)
    onthoud_inzending(request, twee)
    onthoud_inzending(request, een)
    request.user = AnonymousUser()
    assert aanmelding_van(request) == Aanmelding(inzendingen=frozenset({een, twee}))
