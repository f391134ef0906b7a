"""A provider that answers as Mollie does, and forms with a price."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import Settings

from formulieren.models import FormulierVersie
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.demo.betaaldienst import Betaaldienst
from mijnportaal.demo.betaalloket import Server
from tests.formulieren.definities import formulier, maak_formulier, stap, tekst, vraag
from zaken.models import Zaaktypeversie


def _is(sleutel: str, waarde: str) -> dict[str, Any]:
    return {"==": [{"var": sleutel}, waarde]}


PER_STUK = {"if": [_is("aantal", "2"), "35.00", _is("aantal", "1"), "17.50", "0"]}
AAN_DE_BALIE = {"if": [_is("kanaal", "balie"), "20.00", PER_STUK]}
AANTALLEN = [{"code": code, "label": tekst(code)} for code in ("0", "1", "2")]


@pytest.fixture
def betaaldienst(settings: Settings) -> Iterator[Betaaldienst]:
    """The provider; its `zet(id, status)` gives a payment an outcome."""
    with Server() as server:
        draad = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        draad.start()
        settings.MOLLIE_SLEUTEL, settings.MOLLIE_ADRES = "test_proef", server.dienst.adres
        yield server.dienst
        server.shutdown()
        draad.join()


MaakFormulier = Callable[..., FormulierVersie]


@pytest.fixture
def met_prijs(meldingtype: Zaaktypeversie) -> MaakFormulier:
    """Makes a form that costs € 17,50 for each copy, or what its `bedrag` says."""

    def maak(wanneer: str = "voor", niveau: Niveau = Niveau.GEEN, bedrag: Any = AAN_DE_BALIE) -> FormulierVersie:
        definitie = formulier(
            "Uittreksel aanvragen",
            "Uittreksel",
            stap(
                "wat",
                vraag("aantal", "keuze", opties=AANTALLEN),
                vraag("email", "email", verplicht="niet", naar="email"),
            ),
        )
        prijs = {"bedrag": bedrag, "omschrijving": tekst("Leges uittreksel"), "wanneer": wanneer}
        return maak_formulier(meldingtype, "uittreksel", {**definitie, "prijs": prijs}, niveau)

    return maak
