"""Build the settings of the login from what says where the identity providers are."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

Dienst = dict[str, Any]

# What sets the three instances apart. A path of claims is divided by spaces; `weiger` names claims that say that the
# visitor acts for someone else or for one branch only: what the portal cannot honour yet, it refuses (normen.md, 1.4).
SOORTEN: dict[str, Dienst] = {
    "digid": {
        "soort": "bsn",
        "niveau": "MIDDEN",
        "claims": {"nummer": "bsn", "naam": "name"},
        "weiger": ["urn:nl-eid-gdi:1.0:ActingSubjectID"],
    },
    "eherkenning": {
        "soort": "kvk",
        "niveau": "SUBSTANTIEEL",
        "claims": {
            "nummer": "urn:etoegang:core:LegalSubjectID",
            "naam": "urn:etoegang:1.11:attribute-represented:CompanyName",
        },
        "weiger": ["urn:etoegang:1.9:ServiceRestriction:Vestigingsnr", "urn:etoegang:1.9:EntityConcernedID:RSIN"],
    },
    "medewerker": {
        "soort": "medewerker",
        "niveau": "SUBSTANTIEEL",
        "claims": {"nummer": "medewerkersnummer", "naam": "name", "groepen": "groups"},
    },
}
NAMEN = {"digid": "DigiD", "eherkenning": "eHerkenning", "medewerker": "Medewerkersaccount"}


def inlogdienst(middel: str, waarden: Mapping[str, str]) -> Dienst | None:
    """Return the provider of this means of login, or None where the environment does not give its issuer.

    Read are INLOG_<MIDDEL>_ISSUER, _CLIENT_ID, _SECRET, _NIVEAU, _ACR ("acr=NIVEAU", divided by commas),
    _CLAIM_NUMMER, _CLAIM_NAAM, _CLAIM_GROEPEN and _GROEPEN (of staff: who may come in).
    """
    begin = f"INLOG_{middel.upper()}_"
    if not (issuer := waarden.get(f"{begin}ISSUER", "")):
        return None
    soort = SOORTEN[middel]
    claims = {naam: waarden.get(f"{begin}CLAIM_{naam.upper()}", pad) for naam, pad in soort["claims"].items()}
    return {
        "provider_id": middel,
        "name": NAMEN[middel],
        "client_id": waarden.get(f"{begin}CLIENT_ID", ""),
        "secret": waarden.get(f"{begin}SECRET", ""),
        "settings": {
            "server_url": issuer,
            "soort": soort["soort"],
            "niveau": waarden.get(f"{begin}NIVEAU", soort["niveau"]),
            "acr": _acr(waarden.get(f"{begin}ACR", "")),
            "claims": claims,
            "weiger": soort.get("weiger", []),
            "toegangsgroepen": waarden.get(f"{begin}GROEPEN", "mijnportaal").split(","),
        },
    }


def inlogdiensten(waarden: Mapping[str, str]) -> list[Dienst]:
    """Return every configured provider."""
    return [dienst for middel in SOORTEN if (dienst := inlogdienst(middel, waarden))]


def oorsprongen(diensten: Iterable[Dienst]) -> list[str]:
    """Return the origins of the providers: login starts by a POST that redirects there, so the CSP must allow it."""
    delen = [urlsplit(dienst["settings"]["server_url"]) for dienst in diensten]
    return sorted({f"{deel.scheme}://{deel.netloc}" for deel in delen})


def _acr(tekst: str) -> dict[str, str]:
    """Return the provider's own names of the levels; without any, those of the scheme count."""
    paren = (regel.rsplit("=", 1) for regel in tekst.split(",") if regel)
    return {acr.strip(): naam.strip().upper() for acr, naam in paren}
