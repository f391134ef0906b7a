"""Paying back: asked for with a reason, done by an employee, never more than came in."""

import pytest

from formulieren.models import Betaling, Terugbetaling
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.demo.betaaldienst import Betaaldienst
from tests.formulieren.betalen.betaler import Betaler
from tests.formulieren.betalen.conftest import MaakFormulier
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient
from tests.postvak import Postvak
from zaken.models import Zaak

Status = Betaling.Status


@pytest.fixture
def betaald(client: PortaalClient, met_prijs: MaakFormulier, betaaldienst: Betaaldienst) -> Betaler:
    """Somebody who paid € 35,00, and whose zaak is there."""
    betaler = Betaler(client, met_prijs(), betaaldienst).naar_kassa("2")
    betaler.loopt_af("paid")
    return betaler


def vraag(client: PortaalClient, bedrag: str, reden: str = "Aanvraag ingetrokken") -> str:
    """Ask to pay back; return what the page says."""
    betaling = Betaling.objects.get()
    pad = f"/werk/zaken/{Zaak.objects.get().uuid}/betalingen/{betaling.uuid}/terug/"
    return tekst_van(client.post(pad, {"bedrag": bedrag, "reden": reden}, follow=True))


def besluit(client: PortaalClient, wat: str, **data: str) -> str:
    pad = f"/werk/zaken/{Zaak.objects.get().uuid}/terugbetalingen/{Terugbetaling.objects.get().uuid}/{wat}/"
    return tekst_van(client.post(pad, {"csrfmiddlewaretoken": "x", **data}, follow=True))


def test_employee_pays_back_and_everything_follows(
    betaald: Betaler, behandelaar: Gebruiker, betaaldienst: Betaaldienst, postvak: Postvak
) -> None:
    werk = PortaalClient().log_in(behandelaar)
    zaak = Zaak.objects.get()
    assert f"/werk/zaken/{zaak.uuid}/betalingen/" in tekst_van(werk.get(f"/werk/zaken/{zaak.uuid}/"))
    assert "De terugbetaling is aangevraagd." in vraag(werk, "35,00")
    taak = zaak.taken.get()
    assert (taak.titel, taak.voor) == ("Betaal € 35 terug", "behandelaar")
    assert betaald.betaling.status == Status.TERUGBETALEN_GEVRAAGD
    assert "Het geld is onderweg." in besluit(werk, "uitvoeren")
    besluit(werk, "uitvoeren")  # a second click
    (terug,) = betaaldienst.terugbetalingen[betaald.kenmerk]
    assert terug["amount"]["value"] == "35.00"
    assert betaald.betaling.status == Status.TERUGBETAALD
    taak.refresh_from_db()
    zaak.refresh_from_db()
    assert (taak.status, zaak.betalingsindicatie, zaak.laatste_betaaldatum) == ("afgerond", "nvt", None)
    assert [mail.onderwerp for mail in postvak.aan("jan@example.nl") if "geld terug" in mail.onderwerp]
    verloop = tekst_van(werk.get(f"/werk/zaken/{zaak.uuid}/betalingen/"))
    assert "Aanvraag ingetrokken" in verloop
    assert "Amira Benali" in verloop


def test_part_of_it_can_go_back_and_the_rest_stays_paid(betaald: Betaler, behandelaar: Gebruiker) -> None:
    werk = PortaalClient().log_in(behandelaar)
    vraag(werk, "10")
    besluit(werk, "uitvoeren")
    assert betaald.betaling.status == Status.BETAALD
    assert "ten hoogste € 25" in vraag(werk, "30")


@pytest.mark.parametrize(("bedrag", "reden"), [("35,01", "x"), ("0", "x"), ("-1", "x"), ("5", "  ")])
def test_never_more_than_came_in_and_never_without_a_reason(
    betaald: Betaler, behandelaar: Gebruiker, bedrag: str, reden: str
) -> None:
    vraag(PortaalClient().log_in(behandelaar), bedrag, reden)
    assert not Terugbetaling.objects.exists()


def test_refusal_keeps_the_payment(betaald: Betaler, behandelaar: Gebruiker, betaaldienst: Betaaldienst) -> None:
    werk = PortaalClient().log_in(behandelaar)
    vraag(werk, "35")
    assert "afgewezen" in besluit(werk, "afwijzen", reden="Het uittreksel is al verstuurd.")
    assert betaald.betaling.status == Status.BETAALD
    assert not betaaldienst.terugbetalingen[betaald.kenmerk]
    assert Zaak.objects.get().taken.get().status == "afgerond"


def test_provider_that_refuses_leaves_the_request_open(
    betaald: Betaler, behandelaar: Gebruiker, betaaldienst: Betaaldienst
) -> None:
    werk = PortaalClient().log_in(behandelaar)
    vraag(werk, "35")
    betaaldienst.storing = True
    assert "Terugbetalen lukt nu niet" in besluit(werk, "uitvoeren")
    assert betaald.betaling.status == Status.TERUGBETALEN_GEVRAAGD


def test_payments_are_for_who_handles_the_zaak(
    betaald: Betaler, vreemde: Gebruiker, inwoner: Gebruiker, kcc: Gebruiker
) -> None:
    pad = f"/werk/zaken/{Zaak.objects.get().uuid}/betalingen/"
    for wie, status in ((vreemde, 404), (inwoner, 403), (kcc, 403)):
        assert PortaalClient().log_in(wie).get(pad).status_code == status
    assert PortaalClient().get(pad).status_code == 302
