"""The table of equated days: kept by the beheerder, used by every term, and an alarm when a year is missing."""

import datetime
import importlib

import pytest
import time_machine
from django.apps import apps
from django.core.checks import Tags, run_checks
from django.db import connection
from django.urls import reverse

from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.kalender import GELIJKGESTELD
from tests.portaalclient import PortaalClient
from zaken.models import Gelijkgesteldedag, Zaaktypeversie
from zaken.services.termijnen import eerste_termijn

d = datetime.date.fromisoformat


@pytest.mark.eis("T-01")
def test_a_day_that_the_beheerder_adds_moves_the_end_of_a_term(
    client: PortaalClient, beheerder: Gebruiker, budgettype: Zaaktypeversie
) -> None:
    assert eerste_termijn(budgettype, d("2026-09-01")).uiterlijke_einddatum == d("2026-10-27")

    client.log_in(beheerder).post(
        reverse("admin:zaken_gelijkgesteldedag_add"), {"datum": "2026-10-27", "besluit": "Stb. 2026, 1"}
    )

    assert eerste_termijn(budgettype, d("2026-09-01")).uiterlijke_einddatum == d("2026-10-28")


@pytest.mark.eis("T-01")
def test_the_decrees_until_2028_are_there_from_the_start(db: None) -> None:
    # A test that empties the tables may have come before: the migration fills them, however often it runs.
    migratie = importlib.import_module("zaken.migrations.0009_gelijkgestelde_dagen")
    for _keer in range(2):
        migratie.vul(apps, connection.schema_editor())

    assert set(Gelijkgesteldedag.objects.values_list("datum", flat=True)) == GELIJKGESTELD
    assert Gelijkgesteldedag.objects.filter(datum="2026-05-15").exists()
    assert Gelijkgesteldedag.objects.filter(datum="2028-05-26").exists()


@pytest.mark.eis("T-01")
def test_an_empty_table_counts_with_the_decrees_that_are_known(budgettype: Zaaktypeversie) -> None:
    Gelijkgesteldedag.objects.all().delete()

    assert eerste_termijn(budgettype, d("2026-03-20")).uiterlijke_einddatum == d("2026-05-18")


@pytest.mark.eis("T-01")
def test_the_beheerder_hears_it_when_next_year_has_no_decree(
    client: PortaalClient, beheerder: Gebruiker, klok: time_machine.Traveller
) -> None:
    assert "gelijkgestelde dag in de tabel" not in client.log_in(beheerder).get("/beheer/").content.decode()
    assert run_checks(tags=[Tags.database], databases=["default"]) == []

    klok.move_to("2028-12-31 12:00+01:00")

    assert "Voor 2029 staat er nog geen gelijkgestelde dag" in client.log_in(beheerder).get("/beheer/").content.decode()
    assert [melding.id for melding in run_checks(tags=[Tags.database], databases=["default"])] == ["zaken.W001"]
