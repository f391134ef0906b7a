"""Our descriptions are what answers, and each difference with the standard's file has its reason."""

import re
from pathlib import Path

import pytest
import yaml

from tests.zaken.api.oasvergelijker import verschillen
from zaken.api.schema import teksten

STANDAARDEN = Path(__file__).resolve().parents[4] / "shared/standaarden/zgw"
BESTANDEN = {
    "zaken": "zaken-1.5.1.yaml",
    "catalogi": "catalogi-1.3.2.yaml",
    "documenten": "documenten-1.4.3.yaml",
    "besluiten": "besluiten-1.1.0.yaml",
    "autorisaties": "autorisaties-1.0.0.yaml",
    "notificaties": "notificaties-1.0.0.yaml",
}
# What a difference looks like, and why we have it. A reason that no difference needs any more fails too.
OVERAL = [
    (r"parameter (pageSize|vanaf) staat niet in de standaard", "Toevoeging: besluit 0009."),
    (r"parameter expand staat niet in de standaard", "Elke relatie is uit te breiden (eisen/zgw.md, tolerantie)."),
    (r"^HEAD .*(scope|parameter) .* staat niet", "De standaard noemt bij HEAD niets; het onze is gelijk aan GET."),
    (r"^HEAD [^:]*: staat niet in de standaard", "HEAD waar een detail een ETag heeft; toevoeging."),
    (r"nullable is (True|False), in de standaard", "Een tekst die leeg mag zijn mag ook null zijn, en andersom."),
    (
        r"^(GET|POST) /zaakinformatieobjecten.*aardRelatieWeergave: de keuzes",
        "Het bestand heeft één tekst in twee delen.",
    ),
]
PER_API = {
    "zaken": [
        (r"^PUT /rollen/\{\}: staat niet", "Zaken 1.6 heeft PUT op rollen; toevoeging."),
        (r"kvkNummer staat niet in de standaard", "Zaken 1.6; toevoeging."),
        (
            r"(betrokkeneIdentificatie|objectIdentificatie) staat niet",
            "Staat in het bestand per soort (discriminator).",
        ),
        (r"POST /statussen: veld zaakinformatieobjecten", "Het bestand laat het alleen in het antwoord op POST weg."),
    ],
    "catalogi": [
        (r"parameter datumGeldigheid staat niet", "Op elk detail, niet alleen bij zaaktypen; toevoeging."),
        (r"parameter (zaaktypeIdentificatie|status) staat niet", "Zoals bij de andere resources; toevoeging."),
        (
            r"zaaktypen?: type is array|informatieobjecttypen: type is array",
            "Het bestand zegt string waar het een lijst is.",
        ),
        (r"informatieobjecttype: maxLength is 1000", "Naam en adres mogen allebei (twee dialecten)."),
        (
            r"^POST /informatieobjecttypen: veld",
            "Het bestand noemt bij 200 geen inhoud; wij geven de resource met 201.",
        ),
    ],
    "documenten": [
        (r"/verzendingen.*: scope .* staat niet", "Het bestand vergeet de scopes van verzendingen."),
        (r"bestandsomvang: maximum", "Het bestand rondt 2^63-1 af."),
        (
            r"POST /enkelvoudiginformatieobjecten: veld lock ontbreekt",
            "Staat in het antwoord als er bestandsdelen zijn.",
        ),
    ],
    "besluiten": [],
    "autorisaties": [],
    "notificaties": [],
}


@pytest.mark.parametrize("bestand", teksten(), ids=lambda bestand: bestand.stem)
def test_committed_description_is_what_answers(bestand: Path) -> None:
    assert bestand.read_text() == teksten()[bestand], "Draai: python -m zaken.api.schema"


@pytest.mark.parametrize("api", BESTANDEN)
def test_every_difference_with_the_standard_has_its_reason(api: str) -> None:
    standaard = STANDAARDEN / BESTANDEN[api]
    if not standaard.exists():
        pytest.skip("../shared ontbreekt: zonder de bestanden van de standaard is er niets te vergelijken.")
    ons = next(bestand for bestand in teksten() if api in str(bestand))
    gevonden = list(verschillen(yaml.safe_load(standaard.read_text()), yaml.safe_load(ons.read_text())))
    redenen = [*OVERAL, *PER_API[api]]
    onverklaard = [regel for regel in gevonden if not any(re.search(patroon, regel) for patroon, _reden in redenen)]
    assert onverklaard == []
    overbodig = [patroon for patroon, _ in PER_API[api] if not any(re.search(patroon, regel) for regel in gevonden)]
    assert overbodig == []
