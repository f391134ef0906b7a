"""A town hall with a desk on Mondays to Thursdays, and a form in which people make an appointment there."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from formulieren.models import Afspraaklocatie, Afspraakproduct, FormulierVersie, Slotrooster
from mijnportaal.accounts.aanmelding import Niveau
from tests.formulieren.definities import formulier, maak_formulier, stap, tekst, vraag
from zaken.models import Zaaktypeversie

MaakFormulier = Callable[..., FormulierVersie]


@pytest.fixture
def stadhuis(db: None) -> Afspraaklocatie:
    """The town hall: one desk, from 9 to 11 on Monday to Thursday."""
    locatie = Afspraaklocatie.objects.create(code="stadhuis", naam="Stadhuis", adres="Stadhuisplein 1")
    for weekdag in range(4):
        Slotrooster.objects.create(
            locatie=locatie, weekdag=weekdag, van=datetime.time(9), tot=datetime.time(11), stap=20, capaciteit=1
        )
    return locatie


@pytest.fixture
def paspoort(stadhuis: Afspraaklocatie) -> Afspraakproduct:
    """Twenty minutes for each person, at most three at once."""
    product = Afspraakproduct.objects.create(
        code="paspoort", naam_nl="Paspoort aanvragen", naam_en="Apply for a passport", nodig_nl="Een pasfoto",
        duur=20, max_personen=3, dagen_vooruit=30,
    )  # fmt: skip
    product.locaties.add(stadhuis)
    return product


@pytest.fixture
def met_afspraak(meldingtype: Zaaktypeversie, paspoort: Afspraakproduct) -> MaakFormulier:
    """Makes a form with an appointment in it."""

    def maak(niveau: Niveau = Niveau.GEEN, **gegevens: Any) -> FormulierVersie:
        prijs = gegevens.pop("prijs", None)
        definitie = formulier(
            "Paspoort aanvragen",
            "Paspoort",
            stap("afspraak", vraag("afspraak", "afspraak", **gegevens)),
            stap("contact", vraag("email", "email", verplicht="niet", naar="email")),
        )
        if prijs:
            definitie["prijs"] = {"bedrag": prijs, "omschrijving": tekst("Leges paspoort"), "wanneer": "voor"}
        return maak_formulier(meldingtype, "paspoort", definitie, niveau)

    return maak
