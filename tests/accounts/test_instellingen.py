"""What the environment says about the identity providers becomes settings."""

import pytest
from django.core.checks import run_checks
from pytest_django import Settings

from mijnportaal.settings.inloggen import inlogdienst, inlogdiensten, oorsprongen

OMGEVING = {
    "INLOG_DIGID_ISSUER": "https://broker.example/oidc",
    "INLOG_DIGID_CLIENT_ID": "portaal",
    "INLOG_MEDEWERKER_ISSUER": "https://login.gemeente.example/",
    "INLOG_MEDEWERKER_ACR": "urn:een=basis, urn:twee=Hoog",
    "INLOG_MEDEWERKER_CLAIM_NUMMER": "personeel nummer",
    "INLOG_MEDEWERKER_GROEPEN": "portaal,beheer",
}


def test_provider_without_issuer_is_not_offered() -> None:
    assert [dienst["provider_id"] for dienst in inlogdiensten(OMGEVING)] == ["digid", "medewerker"]
    assert inlogdiensten({}) == []


def test_environment_decides_names_of_levels_claims_and_groups() -> None:
    dienst = inlogdienst("medewerker", OMGEVING)
    assert dienst is not None
    instellingen = dienst["settings"]
    assert instellingen["acr"] == {"urn:een": "BASIS", "urn:twee": "HOOG"}
    assert instellingen["claims"]["nummer"] == "personeel nummer"
    assert instellingen["toegangsgroepen"] == ["portaal", "beheer"]
    assert instellingen["niveau"] == "SUBSTANTIEEL"


@pytest.mark.eis("S-07")
def test_forms_may_lead_to_the_providers_only() -> None:
    assert oorsprongen(inlogdiensten(OMGEVING)) == ["https://broker.example", "https://login.gemeente.example"]


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({}, None),
        ({"INLOG_DIGID_ISSUER": "http://broker.example"}, "accounts.E002"),
        ({"INLOG_DIGID_SECRET": ""}, "accounts.E003"),
        ({"INLOG_DIGID_NIVEAU": "HOOGST"}, "accounts.E004"),
        ({"INLOG_DIGID_ACR": "urn:een=veilig"}, "accounts.E004"),
    ],
)
def test_wrong_settings_stop_production(settings: Settings, anders: dict[str, str], fout: str | None) -> None:
    settings.DEMO = False
    waarden = {
        "INLOG_DIGID_ISSUER": "https://broker.example",
        "INLOG_DIGID_CLIENT_ID": "portaal",
        "INLOG_DIGID_SECRET": "geheim",
        **anders,
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"nl_oidc": {"APPS": inlogdiensten(waarden)}}
    gevonden = [melding.id for melding in run_checks() if str(melding.id).startswith("accounts.")]
    assert gevonden == ([fout] if fout else [])
