"""Look at what stands behind an address in another register: allowlisted, once in a while, and never for long.

An allowlist is the defence: an address in a body must not make us call whoever someone likes (SSRF). Redirects are
not followed, an answer is read up to a bound, and what was found is remembered for a few minutes.
"""

import json
import urllib.error
import urllib.request
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _
from rest_framework import serializers

LANGSTE_ANTWOORD = 1024 * 1024
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


class _GeenOmleiding(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow nobody: the allowlist is about the address that was given."""


_opener = urllib.request.build_opener(_GeenOmleiding)


def mag_halen(adres: str) -> bool:
    """Tell whether an address is on the list of registers that we may ask (setting ZGW_ANDERE_REGISTERS)."""
    return any(adres.startswith(begin) for begin in settings.ZGW_ANDERE_REGISTERS)


def haal_op(adres: str, *, vorm: str = "") -> dict[str, Any]:
    """Return the resource behind an address; raise bad-url or invalid-resource, as the standard words it."""
    if not mag_halen(adres):
        raise _fout("bad-url", _("Dit adres staat niet op de lijst van registers die wij vragen."))
    sleutel = f"zgw-elders:{adres}"
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


def _vraag(adres: str) -> Any:
    verzoek = urllib.request.Request(adres, headers={"Accept": "application/json", **_machtiging(adres)})  # noqa: S310
    try:
        with _opener.open(verzoek, timeout=settings.ZGW_ANDERE_REGISTERS_WACHT) as antwoord:
            inhoud = antwoord.read(LANGSTE_ANTWOORD + 1)
    except urllib.error.HTTPError as fout:
        fout.close()
        raise _fout("bad-url", _("Dit adres geeft geen antwoord dat wij kunnen lezen.")) from fout
    except (urllib.error.URLError, OSError, ValueError) as fout:
        raise _fout("bad-url", _("Dit adres is niet te bereiken.")) from fout
    if len(inhoud) > LANGSTE_ANTWOORD or antwoord.status != HTTPStatus.OK:
        raise _fout("bad-url", _("Dit adres geeft geen antwoord dat wij kunnen lezen."))
    try:
        return json.loads(inhoud)
    except (ValueError, RecursionError) as fout:
        raise _fout("invalid-resource", _("Achter dit adres staat geen JSON.")) from fout


def _machtiging(adres: str) -> dict[str, str]:
    """Return the header with which this register lets us in (setting ZGW_ANDERE_REGISTERS_SLEUTELS, by host)."""
    sleutel = settings.ZGW_ANDERE_REGISTERS_SLEUTELS.get(urlsplit(adres).netloc)
    return {"Authorization": sleutel} if sleutel else {}


def _fout(code: str, reden: str) -> serializers.ValidationError:
    return serializers.ValidationError(reden, code=code)
