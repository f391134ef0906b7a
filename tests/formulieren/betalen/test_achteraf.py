"""Paying for a zaak that is there already: by a task in the portal, or by the address in a mail."""

import re

import pytest

from formulieren.models import Betaling, Inzending
from formulieren.services.versturen import verstuur
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.demo.betaaldienst import Betaaldienst
from tests.formulieren.betalen.betaler import Betaler
from tests.formulieren.betalen.conftest import MaakFormulier
from tests.formulieren.invuller import tekst_van
from tests.portaalclient import PortaalClient
from tests.postvak import Postvak
from zaken.models import Kanaal, Zaak


@pytest.mark.eis("R.D6")
def test_resident_pays_from_the_task_and_the_task_is_done(
    client: PortaalClient, met_prijs: MaakFormulier, betaaldienst: Betaaldienst, inwoner: Gebruiker
) -> None:
    client.log_in(inwoner)
    betaler = Betaler(client, met_prijs("na", Niveau.BASIS), betaaldienst)
    assert betaler.vul().verstuur().url == betaler.pad("ontvangen")
    zaak = Zaak.objects.get()
    assert (zaak.betalingsindicatie, zaak.wacht_op) == ("nog_niet", "inwoner")
    taak = zaak.taken.get()
    overzicht = tekst_van(client.get("/mijn/"))
    assert "Betaal € 17,50" in overzicht
    hier = client.get(f"/mijn/taken/{taak.uuid}/").url
    pagina = tekst_van(client.get(hier))
    assert "Betaal uiterlijk" in pagina
    assert client.post(hier, {"betaal": "1"}).url.startswith(betaaldienst.adres)
    betaler.loopt_af("paid")
    zaak.refresh_from_db()
    taak.refresh_from_db()
    assert (zaak.betalingsindicatie, zaak.wacht_op, taak.status) == ("geheel", "gemeente", "afgerond")
    pagina = tekst_van(client.get(hier))
    assert "Uw betaling is binnen" in pagina
    assert f"/mijn/zaken/{zaak.uuid}/" in pagina


def test_somebody_without_login_pays_by_the_address_in_the_mail(
    client: PortaalClient, met_prijs: MaakFormulier, betaaldienst: Betaaldienst, postvak: Postvak
) -> None:
    betaler = Betaler(client, met_prijs("na"), betaaldienst)
    betaler.vul().verstuur()
    ontvangst = tekst_van(client.get(betaler.pad("ontvangen")))
    assert "U moet nog betalen" in ontvangst
    (mail,) = [mail for mail in postvak.aan("jan@example.nl") if "nodig" in mail.onderwerp]
    adres = re.search(r"/formulier/betaling/\S+", mail.tekst)
    assert adres
    ander = PortaalClient()  # another browser, without the session
    pagina = tekst_van(ander.get(adres[0]))
    assert "Leges uittreksel" in pagina
    assert "jan@example.nl" not in pagina
    assert ander.post(adres[0], {"betaal": "1"}).url.startswith(betaaldienst.adres)
    betaler.loopt_af("paid")
    assert "Uw betaling is binnen" in tekst_van(ander.get(adres[0]))
    assert "U moet nog betalen" not in tekst_van(client.get(betaler.pad("ontvangen")))
    assert ander.get(adres[0][:-3] + "x/").status_code == 404


@pytest.mark.eis("R.D8")
def test_counter_costs_more_and_is_paid_afterwards(
    client: PortaalClient, met_prijs: MaakFormulier, betaaldienst: Betaaldienst
) -> None:
    betaler = Betaler(client, met_prijs("voor"), betaaldienst).vul()
    Inzending.objects.update(kanaal=Kanaal.BALIE)
    verstuur(betaler.inzending)
    betaling = Betaling.objects.get()
    assert (str(betaling.bedrag), betaling.wanneer, betaling.zaak) == ("20.00", "na", Zaak.objects.get())


def test_price_below_a_cent_and_below_nought_is_free(
    client: PortaalClient, met_prijs: MaakFormulier, betaaldienst: Betaaldienst
) -> None:
    betaler = Betaler(client, met_prijs("voor", bedrag="-5"), betaaldienst)
    assert betaler.vul().verstuur().url == betaler.pad("ontvangen")
    assert Zaak.objects.get().betalingsindicatie == "nvt"
