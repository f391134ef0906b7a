"""Look at what stands behind an address in another register: allowlisted, once in a while, and never for long.

An allowlist is the defence: an address in a body must not make us call whoever someone likes (SSRF). Redirects are
not followed, an answer is read up to a bound, and what was found is remembered for a few minutes.
"""

import hashlib
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

import jwt
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from rest_framework import serializers

from mijnportaal.zgw.lichaam import NUL

LANGSTE_ANTWOORD = 1024 * 1024
BLOK = 64 * 1024
ONTHOUD = 300  # seconds
# The keys by which a resource is recognised; what has these is taken for it (invalid-resource otherwise).
VORMEN: dict[str, tuple[str, ...]] = {
    "": (),
    "zaak": ("zaaktype", "bronorganisatie", "startdatum"),
    "zaaktype": ("catalogus", "identificatie", "omschrijving"),
    "informatieobject": ("informatieobjecttype", "titel", "bronorganisatie"),
    "besluit": ("besluittype", "verantwoordelijkeOrganisatie", "datum"),
    "verzoek": (),
    "contactmoment": (),
    "communicatiekanaal": ("naam", "omschrijving"),
    "resultaat": ("procesType", "nummer", "naam"),
    "procestype": ("nummer", "naam", "jaar"),
    "resultaattypeomschrijving": ("omschrijving",),
}


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What another register said to what we told it; `inhoud` is None where it said no JSON."""

    status: int
    inhoud: Any


class GeenAntwoord(Exception):
    """Another register did not hear us, or did not do what was asked; says why, in a few words."""


class _GeenOmleiding(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nobody: the allowlist is about the address that was given."""


_opener = urllib.request.build_opener(_GeenOmleiding)


def mag_halen(adres: str) -> bool:
    """Tell whether an address is on the list of registers that we may ask (setting ZGW_ANDERE_REGISTERS).

    What is on the list ends where a part of the address ends: "https://register.example" is not the beginning of
    "https://register.example.ander.example", and what follows does not lead back up.
    """
    return any(
        adres == begin or (adres.startswith(f"{begin.rstrip('/')}/") and not _klimt(adres))
        for begin in settings.ZGW_ANDERE_REGISTERS
    )


def _klimt(adres: str) -> bool:
    """Tell whether a path has a step up, which the server of the register would follow to outside the list."""
    return ".." in unquote(adres).replace("\\", "/").split("/")


def haal_op(adres: str, *, vorm: str = "") -> dict[str, Any]:
    """Return the resource behind an address; raise bad-url or invalid-resource, as the standard words it."""
    if not mag_halen(adres):
        raise _fout("bad-url", _("Dit adres staat niet op de lijst van registers die wij vragen."))
    # Hashed: an address may be longer than a key, and have characters that a key may not.
    sleutel = f"zgw-elders:{hashlib.sha256(adres.encode()).hexdigest()}"
    inhoud = cache.get(sleutel)
    if inhoud is None:
        inhoud = _vraag(adres)
        cache.set(sleutel, inhoud, ONTHOUD)
    if not isinstance(inhoud, dict) or any(naam not in inhoud for naam in VORMEN[vorm]):
        raise _fout("invalid-resource", _("Achter dit adres staat niet wat hier gevraagd wordt."))
    return inhoud


def haal_lijst_op(adres: str) -> list[Any]:
    """Return the list behind an address, or its first page; asked anew each time, because relations come and go."""
    if not mag_halen(adres):
        raise _fout("bad-url", _("Dit adres staat niet op de lijst van registers die wij vragen."))
    inhoud = _vraag(adres)
    rijen = inhoud.get("results") if isinstance(inhoud, dict) else inhoud
    if not isinstance(rijen, list):
        raise _fout("invalid-resource", _("Achter dit adres staat geen lijst."))
    return rijen


def stuur(methode: str, adres: str, inhoud: dict[str, str] | None = None) -> Antwoord:
    """Return what an allowed register answers to this request, also when it refuses; of a GET `inhoud` is the query."""
    if not mag_halen(adres):
        raise GeenAntwoord("niet op de lijst")
    lichaam = json.dumps(inhoud).encode() if inhoud and methode != "GET" else None
    volledig = f"{adres}?{urlencode(inhoud)}" if inhoud and methode == "GET" else adres
    koppen = {"Accept": "application/json", "Content-Type": "application/json", **_machtiging(adres)}
    verzoek = urllib.request.Request(volledig, data=lichaam, headers=koppen, method=methode)  # noqa: S310
    try:
        with _opener.open(verzoek, timeout=settings.ZGW_ANDERE_REGISTERS_WACHT) as antwoord:
            return Antwoord(antwoord.status, _json(_lees(antwoord)))
    except urllib.error.HTTPError as fout:
        with fout:
            return Antwoord(fout.code, None)
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as fout:
        raise GeenAntwoord(type(getattr(fout, "reason", fout)).__name__) from fout


def _json(tekst: bytes) -> Any:
    try:
        return json.loads(tekst)
    except (ValueError, RecursionError):
        return None


def _vraag(adres: str) -> Any:
    verzoek = urllib.request.Request(adres, headers={"Accept": "application/json", **_machtiging(adres)})  # noqa: S310
    try:
        with _opener.open(verzoek, timeout=settings.ZGW_ANDERE_REGISTERS_WACHT) as antwoord:
            inhoud = _lees(antwoord)
    except urllib.error.HTTPError as fout:
        fout.close()
        raise _fout("bad-url", _("Dit adres geeft geen antwoord dat wij kunnen lezen.")) from fout
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as fout:
        raise _fout("bad-url", _("Dit adres is niet te bereiken.")) from fout
    if len(inhoud) > LANGSTE_ANTWOORD or antwoord.status != HTTPStatus.OK:
        raise _fout("bad-url", _("Dit adres geeft geen antwoord dat wij kunnen lezen."))
    try:
        waarde = json.loads(inhoud)
        # Half a surrogate pair cannot be written, and NUL cannot be stored.
        tekst = json.dumps(waarde, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as fout:
        raise _fout("invalid-resource", _("Achter dit adres staat geen JSON.")) from fout
    if NUL.search(tekst):
        raise _fout("invalid-resource", _("Achter dit adres staat geen JSON."))
    return waarde


def _lees(antwoord: HTTPResponse) -> bytes:
    """Return the answer up to its bound; one that comes in drops is not waited for."""
    einde = time.monotonic() + settings.ZGW_ANDERE_REGISTERS_WACHT
    inhoud = b""
    while len(inhoud) <= LANGSTE_ANTWOORD and (blok := antwoord.read1(BLOK)):
        inhoud += blok
        if time.monotonic() > einde:
            raise TimeoutError
    return inhoud


def _machtiging(adres: str) -> dict[str, str]:
    """Return the header with which this register lets us in, by its host.

    A ZGW register wants a token that was just made (ZGW_ANDERE_REGISTERS_CLIENTS has our name and secret there);
    another takes a fixed key (ZGW_ANDERE_REGISTERS_SLEUTELS).
    """
    host = urlsplit(adres).netloc
    if client := settings.ZGW_ANDERE_REGISTERS_CLIENTS.get(host):
        client_id, _dubbele_punt, geheim = client.partition(":")
        wie = {"iss": client_id, "client_id": client_id, "user_id": "mijnportaal", "user_representation": "Mijnportaal"}
        return {"Authorization": f"Bearer {jwt.encode({**wie, 'iat': int(time.time())}, geheim, algorithm='HS256')}"}
    sleutel = settings.ZGW_ANDERE_REGISTERS_SLEUTELS.get(host)
    return {"Authorization": sleutel} if sleutel else {}


def _fout(code: str, reden: str) -> serializers.ValidationError:
    return serializers.ValidationError(reden, code=code)
