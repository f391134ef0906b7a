"""The pages that everybody may see, and the menu of each role."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from formulieren.models import FormulierVersie
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.pip.context import navigatie
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient
from zaken.models import Taak


def test_catalogue_shows_each_published_form_once(
    client: PortaalClient, melding: FormulierVersie, budget: FormulierVersie
) -> None:
    pagina = tekst_van(client.get(reverse("pip:home")))
    assert pagina.count(reverse("formulieren:start", args=["melding"])) == 1
    assert "Ongeveer 4 minuten · Zonder inloggen" in pagina
    assert "Ongeveer 4 minuten · Inloggen nodig" in pagina


@pytest.mark.eis("N-01")
def test_catalogue_says_how_to_reach_us_without_the_internet(client: PortaalClient) -> None:
    pagina = tekst_van(client.get(reverse("pip:home")))
    assert "Er zijn nu geen formulieren" in pagina
    assert "liever niet via internet" in pagina


def test_catalogue_costs_one_query(
    client: PortaalClient,
    melding: FormulierVersie,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        client.get(reverse("pip:home"))


@pytest.mark.parametrize("naam", ["toegankelijkheid", "privacy"])
def test_statement_is_public_and_says_whom_to_call(client: PortaalClient, naam: str) -> None:
    pagina = tekst_van(client.get(reverse(f"pip:{naam}")))
    assert "14 099" in pagina
    assert pagina.count("<h1") == 1


@pytest.mark.parametrize("naam", ["overzicht", "zaken", "taken", "berichten"])
def test_own_pages_ask_for_login_and_refuse_employees(client: PortaalClient, behandelaar: Gebruiker, naam: str) -> None:
    assert client.get(reverse(f"pip:{naam}")).url.startswith(reverse("accounts:inloggen"))
    assert client.log_in(behandelaar).get(reverse(f"pip:{naam}")).status_code == 403


def test_menu_of_a_resident_counts_what_waits(fatima: PortaalClient, taak: Taak) -> None:
    antwoord = fatima.get(reverse("pip:taak", args=[taak.uuid]))
    punten = {punt.titel: punt for punt in antwoord.context["navigatie"]}
    assert list(punten) == ["Overzicht", "Mijn zaken", "Mijn taken", "Berichten"]
    assert (punten["Mijn taken"].aantal, punten["Mijn taken"].huidig) == (1, True)
    assert punten["Berichten"].aantal == 2  # that it was received, and what is asked
    assert not punten["Overzicht"].huidig


def test_menu_of_an_employee_follows_the_profiles(
    client: PortaalClient,
    behandelaar: Gebruiker,
    coordinator: Gebruiker,
    kcc: Gebruiker,
    archivaris: Gebruiker,
    beheerder: Gebruiker,
) -> None:
    menu = {
        behandelaar: ["Werkvoorraad"],
        coordinator: ["Werkvoorraad"],
        kcc: ["Klantcontact"],
        archivaris: ["Archief"],
        beheerder: ["Beheer"],
    }
    for medewerker, verwacht in menu.items():
        verzoek = client.log_in(medewerker).get(reverse("pip:home")).wsgi_request
        assert [punt.titel for punt in navigatie(verzoek)] == verwacht


def test_visitor_has_no_menu(client: PortaalClient) -> None:
    assert not client.get(reverse("pip:home")).context["navigatie"]
