import pytest

from mijnportaal.notificaties.models import Bericht
from mijnportaal.notificaties.services import plan_bericht


@pytest.fixture
def mailbericht() -> Bericht:
    """A planned e-mail to jan@example.nl."""
    return plan_bericht(
        sleutel="proef", kanaal=Bericht.Kanaal.E_MAIL, adres="jan@example.nl", onderwerp="Proef", tekst="Proef"
    )
