"""Drafts that nobody goes on with: told in time, thrown away in the end, and never twice."""

import datetime

import pytest
from django.utils import timezone

from formulieren.models import Bijlage, FormulierVersie, Inzending
from formulieren.services.indienen import dien_in
from formulieren.tasks import concepten_bewaren
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.notificaties.models import Bericht
from tests.formulierfabriek import budgetconcept, budgetformulier, meldingconcept, meldingformulier
from zaken.models import Zaaktypeversie

pytestmark = [pytest.mark.django_db, pytest.mark.eis("P-11")]


@pytest.fixture
def budget(budgettype: Zaaktypeversie) -> FormulierVersie:
    return budgetformulier(budgettype)


def oud(inzending: Inzending, dagen: float) -> Inzending:
    """Return the draft as if nobody had touched it for so many days."""
    Inzending.objects.filter(pk=inzending.pk).update(
        bijgewerkt_op=timezone.now() - datetime.timedelta(days=dagen, minutes=1)
    )
    return inzending


def test_draft_is_remembered_after_23_days_and_thrown_away_after_30(
    budget: FormulierVersie, inwoner: Gebruiker
) -> None:
    inzending = oud(budgetconcept(budget, inwoner), 22)
    concepten_bewaren()
    assert not Bericht.objects.exists()
    oud(inzending, 23)
    concepten_bewaren()
    concepten_bewaren()
    berichten = {bericht.kanaal: bericht for bericht in Bericht.objects.all()}
    assert set(berichten) == {Bericht.Kanaal.PORTAAL, Bericht.Kanaal.E_MAIL}
    assert Bericht.objects.count() == 2
    assert "Wij hebben dus nog niets van u ontvangen" in berichten[Bericht.Kanaal.PORTAAL].tekst
    # A mail tells nothing that belongs behind the login (N-04).
    assert "Leefbaarheidsbudget" not in berichten[Bericht.Kanaal.E_MAIL].tekst
    oud(inzending, 30)
    concepten_bewaren()
    assert not Inzending.objects.exists()
    assert not Bijlage.objects.exists()


def test_draft_without_login_goes_after_two_days(meldingtype: Zaaktypeversie) -> None:
    inzending = oud(meldingconcept(meldingformulier(meldingtype)), 1)
    concepten_bewaren()
    assert Inzending.objects.filter(pk=inzending.pk).exists()
    oud(inzending, 2)
    concepten_bewaren()
    assert not Inzending.objects.exists()
    assert not Bericht.objects.exists()


def test_what_was_sent_stays_however_old(budget: FormulierVersie, inwoner: Gebruiker) -> None:
    inzending = budgetconcept(budget, inwoner)
    dien_in(inzending)
    oud(inzending, 400)
    concepten_bewaren()
    assert Inzending.objects.get(pk=inzending.pk).zaak is not None


def test_who_went_on_and_stopped_again_is_reminded_again(budget: FormulierVersie, inwoner: Gebruiker) -> None:
    inzending = oud(budgetconcept(budget, inwoner), 24)
    concepten_bewaren()
    oud(inzending, 23.5)
    concepten_bewaren()
    assert Bericht.objects.filter(kanaal=Bericht.Kanaal.PORTAAL).count() == 2
