"""The provider through its own client, against a server that speaks the same API."""

from decimal import Decimal

import pytest
from pytest_django import Settings

from formulieren.betalen.aanbieder import AanbiederFout, OnbekendeBetaling, Opdracht
from formulieren.betalen.mollie import aanbieder
from formulieren.models import Betaalpoging
from mijnportaal.demo.betaaldienst import Betaaldienst

Status = Betaalpoging.Status


def opdracht(sleutel: str = "een", bedrag: str = "17.50") -> Opdracht:
    return Opdracht(sleutel, Decimal(bedrag), "Leges", "http://localhost/terug/", "http://localhost/melding/", "nl")


def test_same_key_makes_one_payment(betaaldienst: Betaaldienst) -> None:
    eerste, tweede = aanbieder().begin(opdracht()), aanbieder().begin(opdracht())
    assert eerste.kenmerk == tweede.kenmerk
    assert (eerste.status, eerste.bedrag) == (Status.GESTART, Decimal("17.50"))
    assert eerste.betaalpagina == f"{betaaldienst.adres}/checkout/{eerste.kenmerk}"
    assert aanbieder().begin(opdracht("twee")).kenmerk != eerste.kenmerk


@pytest.mark.parametrize(
    ("daar", "hier"),
    [("paid", "betaald"), ("failed", "mislukt"), ("canceled", "geannuleerd"), ("expired", "verlopen")],
)
def test_every_outcome_has_its_own_state(betaaldienst: Betaaldienst, daar: str, hier: str) -> None:
    kenmerk = aanbieder().begin(opdracht()).kenmerk
    betaaldienst.zet(kenmerk, daar)
    stand = aanbieder().stand(kenmerk)
    assert stand.status == hier
    assert (stand.betaald_op is not None) == (daar == "paid")
    assert stand.betaalpagina == ""


def test_refund_with_the_same_key_goes_once(betaaldienst: Betaaldienst) -> None:
    kenmerk = aanbieder().begin(opdracht()).kenmerk
    betaaldienst.zet(kenmerk, "paid")
    ids = {
        aanbieder().betaal_terug(kenmerk, sleutel="r", bedrag=Decimal("5"), omschrijving="Te veel")
        for _keer in range(2)
    }
    assert len(ids) == len(betaaldienst.terugbetalingen[kenmerk]) == 1
    with pytest.raises(AanbiederFout, match="higher than the maximum"):
        aanbieder().betaal_terug(kenmerk, sleutel="s", bedrag=Decimal("13"), omschrijving="Te veel")


def test_faults_of_the_provider_are_one_kind_of_fault(betaaldienst: Betaaldienst, settings: Settings) -> None:
    with pytest.raises(OnbekendeBetaling):
        aanbieder().stand("tr_onbekend")
    with pytest.raises(AanbiederFout):
        aanbieder().stand("geen-kenmerk")
    betaaldienst.storing = True
    with pytest.raises(AanbiederFout):
        aanbieder().begin(opdracht())
    settings.MOLLIE_SLEUTEL = "geen-sleutel"
    with pytest.raises(AanbiederFout):
        aanbieder().begin(opdracht())
    settings.MOLLIE_SLEUTEL = ""
    with pytest.raises(AanbiederFout):
        aanbieder()
    settings.MOLLIE_SLEUTEL, settings.MOLLIE_ADRES = "test_proef", "http://127.0.0.1:9"
    with pytest.raises(AanbiederFout):
        aanbieder().stand("tr_x")


def test_payment_that_nobody_finished_can_be_cancelled(betaaldienst: Betaaldienst) -> None:
    stand = aanbieder().begin(opdracht())
    assert stand.annuleerbaar
    assert aanbieder().annuleer(stand.kenmerk).status == Status.GEANNULEERD
    with pytest.raises(AanbiederFout):
        aanbieder().annuleer(stand.kenmerk)
