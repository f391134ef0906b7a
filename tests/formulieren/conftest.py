"""Published forms on the two zaaktypen, and files to add."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from formulieren.models import Formulier, FormulierVersie
from formulieren.services.publicatie import publiceer
from mijnportaal.accounts.aanmelding import Niveau
from tests.formulieren import definities
from zaken.models import Zaaktypeversie

Publiceert = Callable[..., FormulierVersie]


def maak_formulier(zaaktype: Zaaktypeversie, slug: str, definitie: dict[str, Any], niveau: Niveau) -> FormulierVersie:
    """Return the next published version of the form at this address."""
    formulier, _nieuw = Formulier.objects.get_or_create(slug=slug, defaults={"zaaktype": zaaktype.zaaktype})
    versie = formulier.versies.create(versie=formulier.versies.count() + 1, definitie=definitie, niveau=niveau)
    return publiceer(versie)


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
