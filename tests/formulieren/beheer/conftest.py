"""A concept beside the published report, and the way in for Joost."""

import pytest

from formulieren.models import FormulierVersie
from formulieren.services.studio import maak_concept
from mijnportaal.accounts.models import Gebruiker
from tests.portaalclient import PortaalClient


@pytest.fixture
def concept(melding: FormulierVersie, beheerder: Gebruiker) -> FormulierVersie:
    """The next version of the report, which can be changed."""
    return maak_concept(melding.formulier, door=beheerder)


@pytest.fixture
def joost(client: PortaalClient, beheerder: Gebruiker) -> PortaalClient:
    """The browser of the functioneel beheerder."""
    return client.log_in(beheerder)
