"""How sure a login is, in the words of each scheme (`acr`), and in ours.

The names come from normen.md, section 1.3. A name that is not in the table of the provider has no rank: refused.
"""

from collections.abc import Mapping

from mijnportaal.accounts.aanmelding import Niveau

_SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
_EHERKENNING = "urn:etoegang:core:assurance-class:"

STELSELS: dict[str, dict[str, Niveau]] = {
    "digid": {
        f"{_SAML}PasswordProtectedTransport": Niveau.BASIS,
        f"{_SAML}MobileTwoFactorContract": Niveau.MIDDEN,
        f"{_SAML}Smartcard": Niveau.SUBSTANTIEEL,
        f"{_SAML}SmartcardPKI": Niveau.HOOG,
    },
    "eherkenning": {
        f"{_EHERKENNING}loa1": Niveau.BASIS,
        f"{_EHERKENNING}loa2": Niveau.BASIS,
        f"{_EHERKENNING}loa2plus": Niveau.MIDDEN,
        f"{_EHERKENNING}loa3": Niveau.SUBSTANTIEEL,
        f"{_EHERKENNING}loa4": Niveau.HOOG,
    },
    "eidas": {
        "http://eidas.europa.eu/LoA/low": Niveau.MIDDEN,
        "http://eidas.europa.eu/LoA/substantial": Niveau.SUBSTANTIEEL,
        "http://eidas.europa.eu/LoA/high": Niveau.HOOG,
    },
    # Staff providers differ; REFEDS names the difference that counts here: one factor or more.
    "medewerker": {
        "https://refeds.org/profile/sfa": Niveau.BASIS,
        "https://refeds.org/profile/mfa": Niveau.SUBSTANTIEEL,
    },
}


def niveau_van(acr: object, namen: Mapping[str, Niveau]) -> Niveau | None:
    """Return the level that this `acr` stands for, or None when the scheme does not know it."""
    return namen.get(acr) if isinstance(acr, str) else None


def vraag_om(niveau: Niveau, namen: Mapping[str, Niveau]) -> str:
    """Return the `acr_values` for at least this level, the lowest that suffices first."""
    voldoende = sorted((rang, acr) for acr, rang in namen.items() if rang >= niveau)
    return " ".join(acr for _rang, acr in voldoende)
