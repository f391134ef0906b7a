"""Pages that belong to no subject: errors, the theme's style sheet and the language switch."""

import logging
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from django.views.i18n import set_language

from mijnportaal.kern.gemeente import gemeente
from mijnportaal.kern.thema import ThemaFout, thema, thema_url

logger = logging.getLogger(__name__)

EEN_JAAR = 31_536_000

taal = set_language


@require_GET
@cache_control(max_age=EEN_JAAR, immutable=True, public=True)
def thema_css(request: HttpRequest, naam: str, versie: str) -> HttpResponse:
    """Return a municipality's style sheet; another version has another address."""
    try:
        gevraagd = thema(naam)
    except ThemaFout:
        raise Http404 from None
    if versie != gevraagd.versie:
        raise Http404
    return HttpResponse(gevraagd.css, content_type="text/css; charset=utf-8")


def csrf_fout(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long; the reason is for the log only."""
    logger.warning("formulier zonder geldig kenmerk geweigerd", extra={"reden": reason})
    return render(request, "403_csrf.html", status=403)


def serverfout(request: HttpRequest) -> HttpResponse:
    """Return the page for an unexpected error, without database or session: those may be what failed."""
    incident = uuid4().hex[:8].upper()
    # The resident reads out this number; Django logs the trace itself on the next line.
    logger.error("onverwachte fout, incident %s", incident)
    gegevens = {"gemeente": gemeente(), "thema_url": thema_url(), "incident": incident, "demo": settings.DEMO}
    return HttpResponse(render_to_string("500.html", gegevens), status=500)
