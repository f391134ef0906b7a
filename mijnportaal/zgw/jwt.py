"""Who calls the API: the client behind the token of a request.

ZGW sends a JSON Web Token, signed with the shared secret of the client (HS256). Whatever is wrong with it, the answer
is 403 with the error body of the standard.
"""

import json
import math
import re
import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext as _
from jwt.algorithms import HMACAlgorithm
from jwt.api_jws import PyJWS
from jwt.exceptions import PyJWTError

from mijnportaal.accounts.beveiligingslog import meld
from mijnportaal.accounts.models import Applicatie, ClientId
from mijnportaal.kern.voorbereid import vraag
from mijnportaal.zgw.rechten import Component, Rechten, rechten_van

BEARER = "bearer "
LANGSTE_TOKEN = 8192  # characters; a token of a ZGW client has some three hundred
LANGSTE_NAAM = 255  # gebruikersId and gebruikersWeergave of the audit trail
CIJFERS = re.compile("[0-9]{1,12}")

Claims = dict[str, Any]

# Written out and planned once, because every request asks this: the same through the ORM takes four times as long.
APPLICATIE_VELDEN = ("id", "uuid", "label", "heeft_alle_autorisaties", "rechten_versie")
CLIENT_SQL = """
    SELECT client.secret, applicatie.id, applicatie.uuid, applicatie.label, applicatie.heeft_alle_autorisaties,
        applicatie.rechten_versie
    FROM accounts_clientid client JOIN accounts_applicatie applicatie ON applicatie.id = client.applicatie_id
    WHERE client.client_id = %s AND client.secret IS NOT NULL
"""
GEHEIM = ClientId._meta.get_field("secret")


class Geweigerd(PermissionDenied):
    """The request is refused with 403; `fout` and `code` are those of the standard's error body."""

    status = 403

    def __init__(self, fout: str, code: str, titel: str, detail: str) -> None:
        super().__init__(detail)
        self.fout, self.code, self.titel, self.detail = fout, code, titel, detail


def niet_aangemeld(detail: str, code: str = "not_authenticated") -> Geweigerd:
    """Return the refusal of a request whose sender is not known."""
    return Geweigerd("NotAuthenticated", code, _("Authenticatiegegevens zijn niet opgegeven of kloppen niet."), detail)


def geen_toestemming(detail: str = "") -> Geweigerd:
    """Return the refusal of a client that may not do this."""
    titel = _("Je hebt geen toestemming om deze actie uit te voeren.")
    return Geweigerd("PermissionDenied", "permission_denied", titel, detail or titel)


class Handtekening(HMACAlgorithm):
    """HS256 with the secret as it is: the field uses short ones, and `maak_applicatie` has warned for them."""

    def prepare_key(self, key: str | bytes) -> bytes:
        """Return the bytes; no other algorithm is allowed, so nothing can be confused with a public key."""
        return key.encode() if isinstance(key, str) else key

    def check_key_length(self, key: bytes) -> str | None:
        """Return no complaint."""
        return None


_jws = PyJWS(algorithms=[])
_jws.register_algorithm("HS256", Handtekening(HMACAlgorithm.SHA256))


@dataclass(frozen=True, slots=True)
class Client:
    """The system behind a request, the person that it acts for by its own word, and what it may do."""

    client_id: str
    applicatie: Applicatie
    user_id: str
    user_representation: str
    rechten: Rechten

    def vereis(self, component: Component, *scopes: str) -> None:
        """Pass silently when at least one of these scopes is granted, or raise Geweigerd."""
        if not self.rechten.heeft(component, *scopes):
            raise geen_toestemming()


def client_van(request: HttpRequest) -> Client:
    """Return who sends this request; raise Geweigerd, after a line in the security log, when that is not proved."""
    try:
        return _client(request.headers.get("Authorization", ""))
    except Geweigerd as weigering:
        meld(request, "api", resultaat="geweigerd", code=weigering.code, reden=weigering.detail)
        raise


def _client(kop: str) -> Client:
    token = _token(kop)
    client_id = _client_id(_lees(token))
    applicatie, geheim = _applicatie(client_id)
    claims = _lees(token, geheim=geheim)
    _controleer_tijd(claims)
    return Client(
        client_id=client_id,
        applicatie=applicatie,
        user_id=_naam(claims, "user_id"),
        user_representation=_naam(claims, "user_representation"),
        rechten=rechten_van(applicatie),
    )


def _applicatie(client_id: str) -> tuple[Applicatie, str]:
    rij = next(iter(vraag(CLIENT_SQL, [client_id])), None)
    geheim = GEHEIM.from_db_value(rij[0], None, connection) if rij else None
    if rij is None or not geheim:
        raise niet_aangemeld(_("Het client-id is onbekend of heeft geen geheim."))
    return Applicatie.from_db(connection.alias, APPLICATIE_VELDEN, rij[1:]), geheim


def _token(kop: str) -> str:
    if not kop[: len(BEARER)].lower() == BEARER:
        raise niet_aangemeld(_("De kop Authorization met een Bearer-token ontbreekt."))
    token = kop[len(BEARER) :].strip()
    if not token or len(token) > LANGSTE_TOKEN:
        raise niet_aangemeld(_("Het token is leeg of te lang."))
    return token


def _lees(token: str, *, geheim: str | None = None) -> Claims:
    """Return the claims; without the secret they are only a claim, with it the signature has been checked."""
    try:
        if geheim is None:
            deel = _jws.decode_complete(token, options={"verify_signature": False})
        else:
            deel = _jws.decode_complete(token, geheim, algorithms=["HS256"])
        claims = json.loads(deel["payload"])
    except (PyJWTError, ValueError, TypeError, RecursionError) as fout:
        raise niet_aangemeld(_("Het token is niet te lezen, of de handtekening klopt niet.")) from fout
    if not isinstance(claims, dict):
        raise niet_aangemeld(_("Het token bevat geen claims."))
    return claims


def _client_id(claims: Claims) -> str:
    waarde = claims.get("client_id") or claims.get("iss")
    # What is not printable (NUL, half a surrogate pair) cannot be asked of the database.
    if not isinstance(waarde, str) or not 0 < len(waarde) <= 50 or not waarde.isprintable():
        raise niet_aangemeld(_("Het token noemt geen client_id."))
    return waarde


def _controleer_tijd(claims: Claims) -> None:
    """Refuse a token of too long ago, of later than now, or outside the period that it names itself."""
    nu, speling = time.time(), settings.ZGW_JWT_SPELING
    iat, nbf, exp = (_tijdstip(claims, naam) for naam in ("iat", "nbf", "exp"))
    if iat is None:
        raise niet_aangemeld(_("Het token zegt niet wanneer het gemaakt is (iat)."))
    if iat > nu + speling or (nbf is not None and nbf > nu + speling):
        raise niet_aangemeld(_("Het token is nog niet geldig."))
    if iat < nu - settings.ZGW_JWT_MAX_LEEFTIJD - speling or (exp is not None and exp <= nu - speling):
        raise niet_aangemeld(_("Het token is verlopen."), code="jwt-expired")


def _tijdstip(claims: Claims, naam: str) -> int | float | None:
    """Return the seconds since 1970; they are compared only, because arithmetic on a huge number would overflow."""
    waarde = claims.get(naam)
    if waarde is None:
        return None
    # The collection of the conformance suite signs with "iat": "{{$timestamp}}": digits, but as text.
    if isinstance(waarde, str) and CIJFERS.fullmatch(waarde):
        return int(waarde)
    if isinstance(waarde, bool) or not isinstance(waarde, int | float):
        raise niet_aangemeld(_("Een tijdstip in het token is geen getal."))
    if isinstance(waarde, float) and not math.isfinite(waarde):
        raise niet_aangemeld(_("Een tijdstip in het token is geen getal."))
    return waarde


def _naam(claims: Claims, naam: str) -> str:
    """Return who the client acts for; clients send text, a number or nothing."""
    waarde = claims.get(naam)
    if waarde is None:
        return ""
    if isinstance(waarde, bool) or not isinstance(waarde, str | int):
        raise niet_aangemeld(_("Een naam in het token is geen tekst."))
    try:
        tekst = str(waarde)
    except ValueError as fout:  # an int of more than 4300 digits
        raise niet_aangemeld(_("Een naam in het token is geen tekst.")) from fout
    return "".join(teken for teken in tekst if teken.isprintable())[:LANGSTE_NAAM]
