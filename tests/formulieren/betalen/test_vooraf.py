"""Paying before sending: no money, no zaak; and one zaak for one payment, whoever tells of it first."""

import pytest
from django.db import DatabaseError, transaction

from formulieren.betalen.tasks import betalingen_achterstand
from formulieren.models import Betaalregel, Betaling, Inzending
from mijnportaal.demo.betaaldienst import Betaaldienst
from mijnportaal.notificaties.models import Bericht
from tests.formulieren.betalen.betaler import Betaler
from tests.formulieren.betalen.conftest import MaakFormulier
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient, werk_taken_af
from tests.postvak import Postvak
from zaken.models import Zaak

Status = Betaling.Status


@pytest.fixture
def betaler(client: PortaalClient, met_prijs: MaakFormulier, betaaldienst: Betaaldienst) -> Betaler:
    """A visitor without login, before a form that costs money."""
    return Betaler(client, met_prijs(), betaaldienst)


@pytest.mark.eis("R.D6")
def test_sending_asks_for_the_money_first_and_makes_no_zaak(betaler: Betaler) -> None:
    antwoord = betaler.vul("2").verstuur()
    assert antwoord.url == betaler.pad("betalen")
    assert not Zaak.objects.exists()
    assert betaler.inzending.wacht
    pagina = betaler.pagina()
    assert "€ 35,00" in pagina
    assert "Leges uittreksel" in pagina
    assert "Naar de betaalpagina" in pagina


@pytest.mark.eis("R.D5")
def test_provider_gets_the_amount_that_the_server_reckoned_and_nothing_personal(betaler: Betaler) -> None:
    betaler.vul("2")
    betaler.verstuur(bedrag="0.01", prijs="0.01")
    betaler.client.post(betaler.pad("betalen"), {"betaal": "1", "bedrag": "0.01"})
    betaling = betaler.dienst.betalingen[betaler.kenmerk]
    assert betaling["amount"] == {"value": "35.00", "currency": "EUR"}
    assert betaling["description"] == "Leges uittreksel"
    assert "jan@example.nl" not in str(betaling)
    assert betaling["redirectUrl"].endswith(betaler.pad("betalen"))


def test_draft_that_waits_for_its_payment_cannot_be_changed_or_thrown_away(betaler: Betaler) -> None:
    betaler.vul()
    betaler.verstuur()
    for pad in (betaler.pad("stap", "wat"), betaler.pad("controle"), betaler.pad("ontvangen")):
        assert betaler.pad("betalen") in betaler.client.get(pad, follow=True).redirect_chain[-1]
    assert betaler.stap("wat", {"aantal": "0", "email": ""}).url == betaler.pad("betalen")
    assert betaler.client.post(betaler.pad("stap", "wat") + "bewaar/", {"aantal": "0"}).status_code == 409
    betaler.client.post(betaler.pad("weg"))
    betaler.client.post(betaler.startpad, {"opnieuw": "1"})
    assert Inzending.objects.get().antwoorden.filter(waarde="1").exists()


@pytest.mark.eis("R.D7")
def test_webhook_makes_the_zaak_once_however_often_it_comes(betaler: Betaler, postvak: Postvak) -> None:
    betaler.naar_kassa()
    betaler.loopt_af("paid", "paid")
    zaak = Zaak.objects.get()
    assert (zaak.betalingsindicatie, zaak.laatste_betaaldatum) == ("geheel", betaler.betaling.betaald_op)
    assert betaler.betaling.zaak == zaak
    assert betaler.client.get(betaler.pad("betalen")).url == betaler.pad("ontvangen")
    assert zaak.identificatie in tekst_van(betaler.client.get(betaler.pad("ontvangen")))
    (bewijs,) = [mail for mail in postvak.aan("jan@example.nl") if "Betaling ontvangen" in mail.onderwerp]
    assert "€ 17,50" in bewijs.tekst
    assert Bericht.objects.count() == 2


def test_return_makes_the_zaak_when_the_webhook_never_came(betaler: Betaler) -> None:
    betaler.naar_kassa()
    betaler.dienst.zet(betaler.kenmerk, "paid")
    assert "Is het betalen gelukt?" in betaler.pagina()  # looking sets the question in motion
    werk_taken_af()
    assert betaler.client.get(betaler.pad("betalen")).url == betaler.pad("ontvangen")
    assert Zaak.objects.count() == 1


def test_button_asks_the_provider_at_once(betaler: Betaler) -> None:
    betaler.naar_kassa()
    betaler.knop("kijk")
    assert betaler.betaling.status == Status.GESTART
    betaler.dienst.zet(betaler.kenmerk, "paid")
    betaler.knop("kijk")
    assert Zaak.objects.count() == 1


def test_message_of_the_webhook_is_never_believed(betaler: Betaler) -> None:
    betaler.naar_kassa()
    assert betaler.meld(status="paid", amount="17.50", paidAt="2026-01-01T00:00:00Z") == 200
    assert betaler.betaling.status == Status.GESTART
    assert betaler.meld("tr_onbekend") == 200
    assert betaler.meld("\0") == 200
    assert betaler.client.post("/formulier/betaling/melding/").status_code == 200
    assert betaler.client.get("/formulier/betaling/melding/").status_code == 405
    assert not Zaak.objects.exists()


def test_other_amount_at_the_provider_is_no_payment(betaler: Betaler) -> None:
    betaler.naar_kassa()
    betaler.dienst.betalingen[betaler.kenmerk]["amount"]["value"] = "0.01"
    betaler.dienst.zet(betaler.kenmerk, "paid")
    assert betaler.meld() == 503
    assert not Zaak.objects.exists()


@pytest.mark.eis("R.D7")
def test_success_that_comes_late_wins_from_a_failure_and_no_failure_from_a_success(betaler: Betaler) -> None:
    betaler.naar_kassa()
    betaler.loopt_af("failed")
    assert betaler.betaling.status == Status.MISLUKT
    pagina = betaler.pagina()
    assert "Het betalen is niet gelukt" in pagina
    assert "Probeer het opnieuw" in pagina
    betaler.loopt_af("paid")
    assert Zaak.objects.count() == 1
    betaler.loopt_af("failed", "expired", "canceled")
    assert betaler.betaling.status == Status.BETAALD
    assert Zaak.objects.get().betalingsindicatie == "geheel"


@pytest.mark.parametrize("uitkomst", ["failed", "canceled", "expired"])
def test_after_a_failure_somebody_can_try_again(betaler: Betaler, uitkomst: str) -> None:
    betaler.naar_kassa()
    eerste = betaler.kenmerk
    betaler.loopt_af(uitkomst)
    betaler.knop("betaal")
    assert betaler.kenmerk != eerste
    betaler.loopt_af("paid")
    assert Zaak.objects.count() == 1
    assert [regel.naar for regel in betaler.betaling.regels.all()] == [
        "open",
        "gestart",
        "mislukt",
        "gestart",
        "betaald",
    ]


def test_pressing_pay_twice_leads_to_the_same_payment(betaler: Betaler) -> None:
    betaler.naar_kassa()
    assert betaler.knop("betaal").url.endswith(betaler.kenmerk)
    assert len(betaler.dienst.betalingen) == 1


def test_payment_that_the_bank_is_busy_with_gets_no_second_attempt(betaler: Betaler) -> None:
    betaler.naar_kassa()
    betaler.dienst.betalingen[betaler.kenmerk]["status"] = "pending"
    pagina = tekst_van(betaler.client.post(betaler.pad("betalen"), {"betaal": "1"}, follow=True))
    assert "Uw bank verwerkt uw betaling nog." in pagina
    assert len(betaler.dienst.betalingen) == 1


def test_who_paid_twice_gets_the_second_amount_back(betaler: Betaler) -> None:
    betaler.naar_kassa()
    eerste = betaler.kenmerk
    betaler.loopt_af("failed")
    betaler.knop("betaal")
    betaler.loopt_af("paid")
    betaler.dienst.zet(eerste, "paid")  # the bank of the first attempt said yes after all
    betaler.meld(eerste)
    terug = betaler.betaling.terugbetalingen.get()
    assert (terug.poging.kenmerk, terug.reden) == (eerste, "Dubbel betaald")
    assert terug.taak is not None
    assert Zaak.objects.count() == 1


def test_answers_can_be_changed_before_paying_and_the_price_follows(betaler: Betaler) -> None:
    betaler.naar_kassa("1")
    oud = betaler.kenmerk
    assert betaler.knop("wijzig").url == betaler.pad("betalen")
    assert betaler.dienst.betalingen[oud]["status"] == "canceled"
    assert betaler.inzending.is_concept
    assert betaler.client.get(betaler.pad("betalen")).url == betaler.pad("controle")
    betaler.stap("wat", {"aantal": "2", "email": ""})
    betaler.verstuur()
    betaler.knop("betaal")
    assert betaler.dienst.betalingen[betaler.kenmerk]["amount"]["value"] == "35.00"
    betaler.loopt_af("paid")
    assert Zaak.objects.get().betalingsindicatie == "geheel"
    assert set(Betaling.objects.values_list("status", flat=True)) == {"verlopen", "betaald"}


def test_money_that_comes_for_an_opened_draft_sends_it_when_nothing_changed(betaler: Betaler) -> None:
    betaler.naar_kassa()
    betaler.knop("wijzig")
    betaler.loopt_af("paid")
    assert Zaak.objects.count() == 1


def test_money_that_came_before_a_change_counts_for_the_new_price(betaler: Betaler) -> None:
    betaler.naar_kassa("1")
    betaler.knop("wijzig")
    betaler.stap("wat", {"aantal": "2", "email": ""})
    betaler.loopt_af("paid")
    assert not Zaak.objects.exists()
    betaler.client.post(betaler.pad("weg"))  # what was paid for is not thrown away
    assert "U heeft hiervoor al betaald." in tekst_van(
        betaler.client.post(betaler.startpad, {"opnieuw": "1"}, follow=True)
    )
    betaler.verstuur()
    assert betaler.betaling.bedrag == betaler.betaling.inzending.betalingen.first().bedrag  # type: ignore[union-attr]
    betaler.knop("betaal")
    betaler.loopt_af("paid")
    assert Zaak.objects.get().betalingen.count() == 2


def test_what_was_paid_too_much_goes_back(betaler: Betaler) -> None:
    betaler.naar_kassa("2")
    betaler.knop("wijzig")
    betaler.stap("wat", {"aantal": "1", "email": ""})
    betaler.loopt_af("paid")
    betaler.verstuur()
    assert Zaak.objects.count() == 1
    assert str(betaler.betaling.terugbetalingen.get().bedrag) == "17.50"


@pytest.mark.eis("R.D5")
def test_free_is_sent_at_once_and_has_no_costs(betaler: Betaler) -> None:
    assert betaler.vul("0").verstuur().url == betaler.pad("ontvangen")
    assert Zaak.objects.get().betalingsindicatie == "nvt"
    assert not Betaling.objects.exists()


def test_provider_that_is_down_leaves_everything_as_it_was(betaler: Betaler) -> None:
    betaler.vul()
    betaler.verstuur()
    betaler.dienst.storing = True
    pagina = tekst_van(betaler.client.post(betaler.pad("betalen"), {"betaal": "1"}, follow=True))
    assert "Dit lukt nu niet." in pagina
    betaler.dienst.storing = False
    betaler.knop("betaal")
    assert betaler.betaling.pogingen.count() == 1  # the attempt that never reached the provider serves again
    betaler.dienst.storing = True
    assert betaler.meld() == 503
    betaler.dienst.storing = False
    betaler.loopt_af("paid")
    assert Zaak.objects.count() == 1


def test_history_of_a_payment_never_changes(betaler: Betaler) -> None:
    betaler.vul()
    betaler.verstuur()
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Betaalregel.objects.update(naar="betaald")


def test_sweep_asks_about_what_nobody_told_us(betaler: Betaler, klok: object) -> None:
    betaler.naar_kassa()
    betaler.dienst.zet(betaler.kenmerk, "paid")
    betalingen_achterstand()
    werk_taken_af()
    assert not Zaak.objects.exists()  # too soon: the provider is still telling us itself
    klok.shift(180)  # type: ignore[attr-defined]
    betalingen_achterstand()
    werk_taken_af()
    assert Zaak.objects.count() == 1


def test_draft_opens_again_when_nobody_pays_in_time(betaler: Betaler, klok: object) -> None:
    betaler.naar_kassa()
    betaler.loopt_af("expired")
    klok.shift(2 * 3600 + 60)  # type: ignore[attr-defined]
    betalingen_achterstand()
    assert betaler.betaling.status == Status.VERLOPEN
    assert betaler.inzending.is_concept
    # And a bank that changes its mind the day after still makes the zaak.
    betaler.loopt_af("paid")
    assert Zaak.objects.count() == 1


def test_payment_of_another_visitor_is_not_there(betaler: Betaler) -> None:
    betaler.vul()
    betaler.verstuur()
    ander = PortaalClient()
    assert ander.get(betaler.pad("betalen")).status_code == 404
    assert ander.post(betaler.pad("betalen"), {"betaal": "1"}).status_code == 404
    assert ander.get("/formulier/betaling/verzonnen:bewijs/").status_code == 404
