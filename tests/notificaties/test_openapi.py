"""The description of the API is that of the standard, and the one that the repository keeps is what answers."""

from pathlib import Path

import pytest
import yaml

from mijnportaal.notificaties.api import BRONNEN, NOTIFICATIES
from mijnportaal.notificaties.urls import OPENAPI
from mijnportaal.zgw.oas import beschrijf
from tests.portaalclient import PortaalClient
from tests.zaken.api.oasvergelijker import verschillen

pytestmark = pytest.mark.eis("nrc")

STANDAARD = Path(__file__).resolve().parents[3] / "shared" / "standaarden" / "zgw" / "notificaties-1.0.0.yaml"


def test_the_description_in_the_repository_is_of_what_answers() -> None:
    """Run `python -m zaken.api.schema` when this fails, and look at what changed."""
    assert yaml.safe_load(OPENAPI.read_text()) == beschrijf(NOTIFICATIES, BRONNEN)


def test_everybody_may_read_the_description(client: PortaalClient) -> None:
    antwoord = client.get("/notificaties/api/v1/schema/openapi.yaml")

    assert antwoord.status_code == 200
    assert antwoord["API-version"] == "1.0.0"
    assert yaml.safe_load(antwoord.content)["info"]["title"] == "Notificaties API"


def test_the_description_differs_nowhere_from_that_of_the_standard() -> None:
    """But for the status of publishing: 200 in the file, 201 in both implementations and in the conformance suite."""
    standaard, ons = (yaml.safe_load(bestand.read_text()) for bestand in (STANDAARD, OPENAPI))

    assert list(verschillen(standaard, ons)) == []
