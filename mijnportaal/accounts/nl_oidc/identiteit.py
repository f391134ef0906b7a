"""Read from checked claims who logged in, and how surely."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from mijnportaal.accounts.aanmelding import Middel, Niveau
from mijnportaal.accounts.nl_oidc.betrouwbaarheid import niveau_van
from mijnportaal.accounts.nl_oidc.weigering import Geweigerd, Reden
from mijnportaal.kern.identificatie import controleer_bsn, controleer_kvk
from mijnportaal.kern.versleuteling import zoeksleutel

# DigiD sends the sector before the number: s00000000 is BSN, s00000001 is the old sofinummer.
_SECTORNUMMER = re.compile(r"(?:(?P<sector>s\d{8}):)?(?P<nummer>.*)", re.DOTALL)
BSN_SECTOR = "s00000000"


@dataclass(frozen=True, slots=True)
class Identiteit:
    """Who a provider says this is. The number is kept out of the text form, so that no traceback shows it."""

    middel: Middel
    soort: str
    nummer: str = field(repr=False)
    subject: str = field(repr=False)
    naam: str = field(repr=False)
    groepen: frozenset[str]
    issuer: str
    acr: str
    niveau: Niveau
    auth_time: int | None

    @property
    def uid(self) -> str:
        """Return the name under which the link is kept: an HMAC.

        Staff are known by the `sub` of their provider, which is never given out again; their number may be.
        """
        waarde = self.subject if self.soort == "medewerker" else self.nummer
        return zoeksleutel("nl_oidc", f"{self.issuer}|{self.soort}|{waarde}")

    @property
    def bewaard(self) -> dict[str, object]:
        """Return the only claims that are stored."""
        return {"issuer": self.issuer, "acr": self.acr, "auth_time": self.auth_time, "provider": self.middel.value}


def lees_identiteit(
    claims: Mapping[str, Any], middel: Middel, instellingen: Mapping[str, Any], niveaus: Mapping[str, Niveau]
) -> Identiteit:
    """Return the identity in these claims, or raise Geweigerd."""
    paden = instellingen["claims"]
    for pad in instellingen.get("weiger", []):
        if _op_pad(claims, pad) is not None:
            raise Geweigerd(Reden.BEPERKT)
    niveau = niveau_van(claims.get("acr"), niveaus)
    if niveau is None:
        raise Geweigerd(Reden.NIVEAU_ONBEKEND)
    nummer = _op_pad(claims, paden["nummer"])
    groepen = _op_pad(claims, paden.get("groepen", "")) or []
    return Identiteit(
        middel=middel,
        soort=instellingen["soort"],
        nummer=_controleer(instellingen["soort"], nummer),
        subject=claims["sub"],
        naam=str(_op_pad(claims, paden.get("naam", "")) or "")[:200],
        groepen=frozenset(groepen if isinstance(groepen, list) else [groepen]),
        issuer=claims["iss"],
        acr=claims["acr"],
        niveau=niveau,
        auth_time=claims.get("auth_time"),
    )


def _op_pad(claims: Mapping[str, Any], pad: str) -> Any:
    """Return the claim on this path, its steps divided by spaces (claim names hold dots and colons), or None."""
    waarde: Any = claims
    for stap in pad.split():
        waarde = waarde.get(stap) if isinstance(waarde, Mapping) else None
    return waarde if pad else None


def _controleer(soort: str, waarde: object) -> str:
    """Return the number in its normal form; refuse one that is missing, of another kind or mistyped."""
    if not isinstance(waarde, str) or not waarde:
        raise Geweigerd(Reden.NUMMER)
    if soort == "medewerker":
        return waarde
    try:
        return controleer_kvk(waarde) if soort == "kvk" else _bsn(waarde)
    except ValidationError as fout:
        raise Geweigerd(Reden.NUMMER) from fout


def _bsn(waarde: str) -> str:
    """Return the BSN of a DigiD number; refuse another sector."""
    delen = _SECTORNUMMER.fullmatch(waarde)
    if delen is None or delen["sector"] not in (None, BSN_SECTOR):
        raise Geweigerd(Reden.NUMMER)
    return controleer_bsn(delen["nummer"])
