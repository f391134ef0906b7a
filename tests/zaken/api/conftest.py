"""What several tests of the Documenten API begin with."""

import pytest

from tests import fabrieken
from tests.zaken.api.documentwereld import Systeem
from zaken.models import Informatieobjecttype, Vertrouwelijkheid


@pytest.fixture
def soort(db: None) -> Informatieobjecttype:
    """A published type of document."""
    return fabrieken.informatieobjecttype("Brief", Vertrouwelijkheid.ZAAKVERTROUWELIJK)


@pytest.fixture
def systeem(db: None) -> Systeem:
    """A system that may do everything."""
    fabrieken.maak_applicatie("proef", alles=True)
    return Systeem()
