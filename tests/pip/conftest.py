"""Zaken of Fatima in the states that her pages show."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from formulieren.models import FormulierVersie
from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.kern.opslag import bewaar
from tests.fabrieken import informatieobjecttype, maak_zaak
from tests.formulieren.definities import BUDGET, MELDING, maak_formulier
from tests.portaalclient import PortaalClient, werk_taken_af
from zaken.models import Taak, Zaak, Zaaktypeversie
from zaken.services.documenten import NieuwDocument
from zaken.services.taken import vraag_aanvulling


@pytest.fixture
def fatima(client: PortaalClient, inwoner: Gebruiker) -> PortaalClient:
    """The browser of Fatima, logged in."""
    return client.log_in(inwoner)


@pytest.fixture
def budgetzaak(budgettype: Zaaktypeversie, inwoner: Gebruiker) -> Zaak:
    """A budget of Fatima that has just come in, with the document of what she sent."""
    bestand = bewaar(ContentFile(b"%PDF-1.7 proef", name="aanvraag.pdf"))
    document = NieuwDocument(bestand, "Aanvraag leefbaarheidsbudget", informatieobjecttype("Aanvraag"))
    zaak = maak_zaak(budgettype, van=inwoner, omschrijving="Een bankje op het plein", documenten=[document])
    werk_taken_af()
    return zaak


@pytest.fixture
def taak(budgetzaak: Zaak, behandelaar: Gebruiker) -> Taak:
    """What the team asked of Fatima; until she answers, the term stands still."""
    taak = vraag_aanvulling(
        budgetzaak,
        titel="Stuur een tekening",
        toelichting="Wij willen zien waar het bankje komt.",
        uiterlijk_op=timezone.localdate() + datetime.timedelta(days=10),
        informatieobjecttype=informatieobjecttype("Bijlage"),
        door=behandelaar,
    )
    werk_taken_af()
    return taak


@pytest.fixture
def melding(meldingtype: Zaaktypeversie) -> FormulierVersie:
    """The published report about public space, without login."""
    return maak_formulier(meldingtype, "melding", MELDING, Niveau.GEEN)


@pytest.fixture
def budget(budgettype: Zaaktypeversie) -> FormulierVersie:
    """The published neighbourhood budget, with login."""
    return maak_formulier(budgettype, "budget", BUDGET, Niveau.MIDDEN)
