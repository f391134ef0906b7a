"""Published forms on the two zaaktypen, and files to add."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from formulieren.models import FormulierVersie
from mijnportaal.accounts.aanmelding import Niveau
from tests.formulieren import definities
from tests.formulieren.definities import maak_formulier
from zaken.models import Zaaktypeversie


@pytest.fixture
def melding(meldingtype: Zaaktypeversie) -> FormulierVersie:
    """The report about public space, without login."""
    return maak_formulier(meldingtype, "melding", definities.MELDING, Niveau.GEEN)


@pytest.fixture
def budget(budgettype: Zaaktypeversie) -> FormulierVersie:
    """The neighbourhood budget, with DigiD at level midden."""
    return maak_formulier(budgettype, "budget", definities.BUDGET, Niveau.MIDDEN)


@pytest.fixture
def foto() -> Callable[[str], SimpleUploadedFile]:
    """Makes small photos with a name."""

    def maak(naam: str = "bak.jpg") -> SimpleUploadedFile:
        inhoud = io.BytesIO()
        Image.new("RGB", (8, 8), "green").save(inhoud, "JPEG")
        return SimpleUploadedFile(naam, inhoud.getvalue(), "image/jpeg")

    return maak
