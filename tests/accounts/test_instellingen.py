"""What the environment says about the identity providers becomes settings."""

import pytest

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
