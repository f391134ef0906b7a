"""The first page after login."""

import datetime

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from formulieren.models import FormulierVersie
from mijnportaal.accounts.models import Gebruiker
from tests.fabrieken import maak_zaak
from tests.formulieren.invuller import Invuller, tekst_van
from tests.portaalclient import PortaalClient, werk_taken_af
from zaken.models import Taak, Zaak, Zaaktypeversie

PAD = "/mijn/"


@pytest.mark.parametrize(("uur", "groet"), [(9, "Goedemorgen"), (13, "Goedemiddag"), (20, "Goedenavond")])
def test_greeting_follows_the_clock_and_names_the_person(
    client: PortaalClient, inwoner: Gebruiker, uur: int, groet: str
) -> None:
    with time_machine.travel(datetime.datetime(2026, 3, 2, uur - 1, tzinfo=datetime.UTC), tick=True):
        pagina = tekst_van(client.log_in(inwoner).get(PAD))
    assert f"{groet}, Fatima de Vries-El Idrissi" in pagina


def test_overview_of_someone_new_says_what_can_be_done(fatima: PortaalClient) -> None:
    pagina = tekst_van(fatima.get(PAD))
    assert "U hoeft nu niets te doen." in pagina
    assert "U heeft geen lopende zaken" in pagina
    assert "U heeft nog geen berichten" in pagina


def test_overview_shows_task_zaak_and_messages(fatima: PortaalClient, taak: Taak) -> None:
    pagina = tekst_van(fatima.get(PAD))
    assert 'U heeft <a href="#taken">1 taak</a> te doen.' in pagina
    assert "Nog 10 dagen" in pagina
    assert "Zaak: Een bankje op het plein" in pagina
    assert "Uw reactie nodig" in pagina
    assert "De termijn staat stil. Wij wachten op u: Stuur een tekening" in pagina
    assert "Stap 1 van 5" in pagina
    assert pagina.count("Ongelezen:") == 2


def test_most_urgent_task_comes_first(fatima: PortaalClient, taak: Taak, budgetzaak: Zaak) -> None:
    velden = {
        "soort": "aanleveren",
        "voor": "inwoner",
        "toelichting": "-",
        "gemaakt_op": taak.gemaakt_op,
    }
    eerder = taak.uiterlijk_op - datetime.timedelta(days=12)
    Taak.objects.create(zaak=budgetzaak, titel="Dit had u al moeten doen", uiterlijk_op=eerder, **velden)
    pagina = tekst_van(fatima.get(PAD))
    assert "2 dagen te laat" in pagina
    assert pagina.index("Dit had u al moeten doen") < pagina.index("Stuur een tekening")


def test_draft_that_was_not_sent_is_shown_with_the_way_back(
    client: PortaalClient,
    budget: FormulierVersie,
    inwoner: Gebruiker,
    andere_inwoner: Gebruiker,
) -> None:
    invuller = Invuller(client.log_in(inwoner), budget)
    invuller.begin()
    pagina = tekst_van(client.get(PAD))
    assert "Nog niet verstuurd" in pagina
    assert invuller.pad("weg") in pagina
    assert "Nog niet verstuurd" not in tekst_van(client.log_in(andere_inwoner).get(PAD))


def test_overview_of_another_resident_shows_nothing_of_fatima(
    client: PortaalClient, taak: Taak, andere_inwoner: Gebruiker
) -> None:
    pagina = tekst_van(client.log_in(andere_inwoner).get(PAD))
    assert "bankje" not in pagina
    assert "tekening" not in pagina


def test_overview_costs_as_many_queries_with_ten_zaken_as_with_one(
    fatima: PortaalClient,
    taak: Taak,
    inwoner: Gebruiker,
    meldingtype: Zaaktypeversie,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # session and person; tasks; zaken, their phases and pauses, how many; appointments; drafts; messages; catalogue;
    # menu: two counts
    aantal = 13
    with django_assert_num_queries(aantal):
        fatima.get(PAD)
    for nummer in range(10):
        maak_zaak(meldingtype, van=inwoner, omschrijving=f"Melding {nummer}")
    werk_taken_af()
    with django_assert_num_queries(aantal):
        fatima.get(PAD)
