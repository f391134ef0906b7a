"""The Catalogi API is described as in the OpenAPI file of the standard, but for what is named here."""

import re
from pathlib import Path

import pytest
import yaml

from mijnportaal.zgw.oas import beschrijf
from tests.zaken.api.oasvergelijker import verschillen
from zaken.api.register import PER_API

pytestmark = pytest.mark.eis("ztc")

STANDAARD = Path(__file__).resolve().parents[4] / "shared" / "standaarden" / "zgw" / "catalogi-1.3.2.yaml"
BEWUST = (
    # What every API of ours has besides: expand, other pages, and the scope with a HEAD.
    r"parameter (expand|pageSize|vanaf) staat niet in de standaard",
    r"HEAD .*: scope \w+\.lezen staat niet in de standaard",
    # A detail shows its relations on any day; lists take the filters that the other parts have.
    r"/\{\}: parameter datumGeldigheid staat niet in de standaard",
    r"GET /resultaattypen: parameter (datumGeldigheid|zaaktypeIdentificatie) staat niet in de standaard",
    r"GET /zaakobjecttypen: parameter status staat niet in de standaard",
    # Null for a text is taken as none, and answered as an empty text.
    r"/catalogussen.*: veld (naam|versie): nullable is False",
    r"/statustypen.*: veld toelichting: nullable is False",
    r"/resultaattypen.*: veld procesobjectaard: nullable is False",
    # A group that may be empty is taken as null too.
    r"veld (omschrijvingGeneriek|broncatalogus|bronzaaktype): nullable is True",
    # The file calls these lists a text; the examples, the reference and the conformance suite have lists.
    r"/informatieobjecttypen.*: veld zaaktypen: type is array",
    r"/zaaktypen.*: veld informatieobjecttypen: type is array",
    # Written as a name in the file, and answered as an address.
    r"/zaaktype-informatieobjecttypen.*: veld informatieobjecttype: maxLength is 1000",
    # The file leaves open what making one answers.
    r"POST /informatieobjecttypen: veld \w+ staat niet in de standaard",
)


def test_the_description_differs_from_the_standard_only_where_we_chose_to() -> None:
    standaard = yaml.safe_load(STANDAARD.read_text())
    api, bronnen = next((api, bronnen) for api, bronnen in PER_API.items() if api.pad.startswith("/catalogi/"))
    ons = yaml.safe_load(yaml.safe_dump(beschrijf(api, bronnen)))

    gevonden = list(verschillen(standaard, ons))
    assert [regel for regel in gevonden if not any(re.search(bewust, regel) for bewust in BEWUST)] == []
    assert [bewust for bewust in BEWUST if not any(re.search(bewust, regel) for regel in gevonden)] == []
