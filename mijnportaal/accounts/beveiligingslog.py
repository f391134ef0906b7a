"""One line for each security event: who, what, with which result, from where (S-31, S-33, A-15)."""

import logging

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest

logger = logging.getLogger("mijnportaal.beveiliging")


def _oorsprong(request: HttpRequest) -> str:
    """Return where the request came from; a header that makes no sense must not keep the line out of the log."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return "onbekend"


def meld(request: HttpRequest, actie: str, *, resultaat: str, identiteit: str = "", **gegevens: object) -> None:
    """Write the event to the security log; the identity is an HMAC, never the number (S-32).

    The fields stand in the line as `name=value`, so that every log collector can read them, and as attributes.
    """
    velden = {
        "actie": actie,
        "resultaat": resultaat,
        "identiteit": identiteit,
        "oorsprong": _oorsprong(request),
        **gegevens,
    }
    regel = " ".join(f"{naam}={waarde}" for naam, waarde in velden.items() if waarde not in ("", None))
    logger.log(logging.INFO if resultaat == "gelukt" else logging.WARNING, "%s", regel, extra=velden)
