"""Check the ID token: who signed it, for whom, for which login, and until when.

allauth skips the signature of a token that came over TLS and knows no nonce; the Dutch profile of OpenID Connect
asks for both, always (normen.md, sections 1.5 and 1.6).
"""

import hmac
from collections.abc import Mapping
from typing import Any

import jwt

from mijnportaal.accounts.nl_oidc.weigering import Geweigerd, Reden

# Signatures with a public key only. The token does not choose: "none" and HMAC are not in the list.
ALGORITMEN = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
VERPLICHT = ["iss", "sub", "aud", "exp", "iat", "nonce"]
KLOKVERSCHIL = 30  # seconds that our clock and theirs may differ


def controleer_idtoken(
    token: object, *, sleutels: Mapping[str, Any], issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """Return the claims of this ID token; raise Geweigerd when anything about it is not as it should be."""
    try:
        sleutel = _sleutel_van(token, sleutels)
        claims: dict[str, Any] = jwt.decode(
            str(token),
            key=sleutel,
            algorithms=ALGORITMEN,
            audience=client_id,
            issuer=issuer,
            leeway=KLOKVERSCHIL,
            options={"require": VERPLICHT},
        )
    except (jwt.PyJWTError, TypeError, ValueError) as fout:
        raise Geweigerd(Reden.TOKEN) from fout
    _controleer_doel(claims, client_id)
    if not hmac.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise Geweigerd(Reden.TOKEN)
    return claims


def _sleutel_van(token: object, sleutels: Mapping[str, Any]) -> jwt.PyJWK:
    """Return the key of the issuer that the token names; an unknown name is refused, never guessed."""
    kop = jwt.get_unverified_header(str(token))
    for sleutel in jwt.PyJWKSet.from_dict(dict(sleutels)).keys:
        if sleutel.key_id is not None and sleutel.key_id == kop.get("kid"):
            return sleutel
    raise Geweigerd(Reden.TOKEN)


def _controleer_doel(claims: Mapping[str, Any], client_id: str) -> None:
    """Refuse a token that was made for others too without saying that we asked for it (OIDC Core 3.1.3.7)."""
    gevraagd_door = claims.get("azp")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and gevraagd_door is None:
        raise Geweigerd(Reden.TOKEN)
    if gevraagd_door not in (None, client_id):
        raise Geweigerd(Reden.TOKEN)
