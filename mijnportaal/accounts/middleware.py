"""Put the login on the request, and open a view only as its policy says."""

import logging
from collections.abc import Callable
from typing import Any, NoReturn, cast

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from mijnportaal.accounts.aanmelding import SESSIESLEUTEL, Aanmelding, aanmelding_van, is_verlopen, schuif_op
from mijnportaal.accounts.beleid import InloggenNodig, beleid_van
from mijnportaal.accounts.beveiligingslog import meld
from mijnportaal.accounts.doorsturen import naar_inloggen
from mijnportaal.accounts.verzoek import Verzoek

logger = logging.getLogger(__name__)
Antwoord = Callable[[HttpRequest], HttpResponse]


class AanmeldingMiddleware:
    """Give every request its `aanmelding`, and end a login that has lasted too long."""

    def __init__(self, get_response: Antwoord) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without the cookie there is nothing to read: an anonymous page costs no query here.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            if is_verlopen(request.session):
                gegevens = request.session.get(SESSIESLEUTEL, {})
                meld(request, "sessie", resultaat="verlopen", identiteit=gegevens.get("identiteit", ""))
                logout(request)
            else:
                schuif_op(request.session)
        verzoek = cast(Verzoek, request)
        verzoek.aanmelding = cast(Aanmelding, SimpleLazyObject(lambda: aanmelding_van(request)))
        return self.get_response(request)


class BeleidMiddleware:
    """Refuse every view that has no policy, and every visitor whom the policy refuses (S-01)."""

    def __init__(self, get_response: Antwoord) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        antwoord = self.get_response(request)
        # Nothing that a view makes is kept by a browser or a proxy, unless the view itself says so (S-37, A-08).
        antwoord.headers.setdefault("Cache-Control", "no-store, private")
        return antwoord

    def process_view(
        self, request: Verzoek, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Return the way to the login when it is needed; raise when the view is not for this visitor."""
        beleid = beleid_van(view)
        if beleid is None:
            _weiger_zonder_beleid(view)
        try:
            beleid.controleer(request.aanmelding)
        except InloggenNodig as fout:
            return naar_inloggen(request, fout.niveau)
        except PermissionDenied:
            meld(request, "toegang", resultaat="geweigerd", gebruiker=request.user.pk, view=_naam(view))
            raise
        return None

    def process_exception(self, request: HttpRequest, fout: Exception) -> HttpResponse | None:
        """Return the way to the login when a view found out that it needs one."""
        return naar_inloggen(request, fout.niveau) if isinstance(fout, InloggenNodig) else None


def _weiger_zonder_beleid(view: Callable[..., Any]) -> NoReturn:
    """Raise: loudly where it can be repaired, and as a plain refusal where residents are."""
    naam = _naam(view)
    logger.error("view zonder beleid", extra={"view": naam})
    if settings.BELEID_STRENG:
        raise ImproperlyConfigured(f"{naam} heeft geen beleid; zet er een van mijnportaal.accounts.beleid op.")
    raise PermissionDenied


def _naam(view: Callable[..., Any]) -> str:
    """Return the dotted name of a view: a path may hold what does not belong in a log."""
    return f"{view.__module__}.{getattr(view, '__qualname__', view)}"
