"""The introduction of a form, and beginning."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from formulieren.models import FormulierVersie, Inzending
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from tests.formulieren.definities import BUDGET, maak_formulier
from tests.formulieren.invuller import PLAN, WAT, Invuller, tekst_van
from tests.inloggen import meld_aan
from tests.portaalclient import PortaalClient
from zaken.models import Zaaktypeversie


def test_introduction_says_for_whom_how_long_what_you_need_and_what_follows(
    client: PortaalClient, melding: FormulierVersie
) -> None:
    pagina = tekst_van(client.get(Invuller(client, melding).startpad))
    for zin in (
        "Voor iedereen in de gemeente.",
        "Ongeveer 4 minuten",
        "Een pen",
        "U krijgt een zaaknummer.",
        "8 weken",
    ):
        assert zin in pagina
    assert "U hoeft niet in te loggen" in pagina


@pytest.mark.eis("N-01")
def test_introduction_shows_the_way_without_internet(client: PortaalClient, melding: FormulierVersie) -> None:
    pagina = tekst_van(client.get(Invuller(client, melding).startpad))
    assert "liever niet via internet" in pagina
    assert "14 099" in pagina


def test_unknown_and_withdrawn_forms_are_not_there(client: PortaalClient, melding: FormulierVersie) -> None:
    assert client.get(reverse("formulieren:start", args=["bestaat-niet"])).status_code == 404
    FormulierVersie.objects.update(status=FormulierVersie.Status.INGETROKKEN)
    assert client.get(Invuller(client, melding).startpad).status_code == 404


def test_beginning_without_login_gives_a_draft_of_this_browser(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = Invuller(client, melding)
    antwoord = invuller.begin()
    assert antwoord.url == invuller.pad("stap", "wat")
    assert invuller.inzending.gebruiker is None
    assert client.get(antwoord.url).status_code == 200


@pytest.mark.eis("W-09")
def test_draft_without_login_outlives_the_idle_time_of_a_login(
    client: PortaalClient, melding: FormulierVersie, klok: time_machine.Traveller
) -> None:
    pad = Invuller(client, melding).begin().url
    klok.shift(datetime.timedelta(minutes=90))
    assert client.get(pad).status_code == 200
    klok.shift(datetime.timedelta(hours=2, minutes=1))
    assert client.get(pad).status_code == 404


@pytest.mark.eis("A-06")
def test_logging_in_ends_the_long_idle_time(
    client: PortaalClient, melding: FormulierVersie, inwoner: Gebruiker, klok: time_machine.Traveller
) -> None:
    Invuller(client, melding).begin()
    meld_aan(client, inwoner)
    assert client.get("/mijn/").status_code == 200
    klok.shift(datetime.timedelta(minutes=16))
    assert client.get("/mijn/").status_code == 302


@pytest.mark.eis("A-02")
def test_form_that_needs_login_sends_a_visitor_to_it_and_begins_nothing(
    client: PortaalClient, budget: FormulierVersie
) -> None:
    invuller = Invuller(client, budget)
    assert "Inloggen en beginnen" in tekst_van(client.get(invuller.startpad))
    assert invuller.begin().url.startswith(reverse("accounts:inloggen"))
    assert not Inzending.objects.exists()


@pytest.mark.eis("A-02")
def test_login_that_is_not_sure_enough_is_asked_to_step_up(
    client: PortaalClient, budget: FormulierVersie, inwoner: Gebruiker
) -> None:
    invuller = Invuller(client.log_in(inwoner, Niveau.BASIS), budget)
    assert invuller.begin().url.startswith(reverse("accounts:inloggen"))
    client.log_in(inwoner, Niveau.MIDDEN)
    assert invuller.begin().url == invuller.pad("stap", "plan")
    client.log_in(inwoner, Niveau.BASIS)
    assert client.get(invuller.pad("stap", "plan")).url.startswith(reverse("accounts:inloggen"))


def test_employee_does_not_apply_under_the_staff_account(
    client: PortaalClient, melding: FormulierVersie, behandelaar: Gebruiker
) -> None:
    antwoord = Invuller(client.log_in(behandelaar), melding).begin()
    assert antwoord.status_code == 403
    assert not Inzending.objects.exists()


def test_draft_is_found_and_goes_on_where_it_stopped(
    client: PortaalClient, budget: FormulierVersie, inwoner: Gebruiker
) -> None:
    invuller = Invuller(client.log_in(inwoner), budget)
    invuller.begin()
    invuller.stap("plan", PLAN)
    pagina = tekst_van(client.get(invuller.startpad))
    assert "U bent hier al aan begonnen" in pagina
    assert invuller.pad("stap", "geld") in pagina
    # Pressing "begin" once more makes no second draft.
    assert invuller.begin().url == invuller.pad("stap", "geld")
    assert Inzending.objects.count() == 1


def test_beginning_anew_throws_the_old_answers_away(client: PortaalClient, melding: FormulierVersie) -> None:
    invuller = Invuller(client, melding)
    invuller.begin()
    invuller.stap("wat", WAT)
    oud = invuller.uuid
    invuller.begin(opnieuw="1")
    assert invuller.uuid != oud
    assert not Inzending.objects.filter(uuid=oud).exists()


def test_draft_keeps_its_version_when_a_new_one_is_published(
    client: PortaalClient, budget: FormulierVersie, budgettype: Zaaktypeversie, inwoner: Gebruiker
) -> None:
    invuller = Invuller(client.log_in(inwoner), budget)
    invuller.begin()
    maak_formulier(budgettype, "budget", {**BUDGET, "stappen": BUDGET["stappen"][1:]}, Niveau.MIDDEN)
    assert client.get(invuller.pad("stap", "plan")).status_code == 200


def test_draft_without_login_goes_along_when_its_visitor_logs_in(
    client: PortaalClient, melding: FormulierVersie, inwoner: Gebruiker
) -> None:
    invuller = Invuller(client, melding)
    invuller.begin()
    meld_aan(client, inwoner)
    assert client.get(invuller.pad("stap", "wat")).status_code == 200


def test_throwing_a_draft_away_removes_its_answers(
    client: PortaalClient, budget: FormulierVersie, inwoner: Gebruiker, andere_inwoner: Gebruiker
) -> None:
    invuller = Invuller(client.log_in(inwoner), budget)
    invuller.begin()
    client.log_in(andere_inwoner)
    assert client.post(invuller.pad("weg")).status_code == 404
    client.log_in(inwoner)
    assert client.post(invuller.pad("weg")).url == reverse("pip:overzicht")
    assert not Inzending.objects.exists()
