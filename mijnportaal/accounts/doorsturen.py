"""Where a visitor goes to log in, and where he comes back: always an address of this site."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.models import Gebruiker

GEVRAAGD = "gevraagd_niveau"


def veilig_pad(request: HttpRequest, waarde: str | None, anders: str = "/") -> str:
    """Return the path when it stays on this site, else the other one (A-03, S-15)."""
    # A path only: an absolute address of our own would do no harm, but nothing of ours sends one.
    if waarde and waarde.startswith("/") and url_has_allowed_host_and_scheme(waarde, {request.get_host()}):
        return waarde
    return anders


def naar_inloggen(request: HttpRequest, niveau: Niveau) -> HttpResponse:
    """Return the answer that sends the visitor to the login page and back to where he was.

    The level that is asked stays in the session: in the address the visitor could lower it.
    """
    volgende = _terugpad(request)
    if niveau > Niveau.BASIS:
        request.session[GEVRAAGD] = {"volgende": volgende, "niveau": niveau.value}
    adres = f"{reverse('accounts:inloggen')}?{urlencode({'volgende': volgende})}"
    if request.headers.get("HX-Request"):
        # htmx would put the login page inside the fragment that it asked for.
        return HttpResponse(status=204, headers={"HX-Redirect": adres})
    return HttpResponseRedirect(adres)


def gevraagd_niveau(request: HttpRequest, volgende: str) -> Niveau:
    """Return the level that the page behind this path asked for."""
    gevraagd = request.session.get(GEVRAAGD)
    if gevraagd and gevraagd["volgende"] == volgende:
        return Niveau(gevraagd["niveau"])
    return Niveau.BASIS


def _terugpad(request: HttpRequest) -> str:
    """Return the page to come back to; that of a POST or a fragment is the page that sent it."""
    if request.method in ("GET", "HEAD") and not request.headers.get("HX-Request"):
        return request.get_full_path()
    herkomst = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if herkomst.netloc != request.get_host():
        return "/"
    return veilig_pad(request, f"{herkomst.path}?{herkomst.query}" if herkomst.query else herkomst.path)


def startpagina(gebruiker: Gebruiker) -> str:
    """Return the page where this person begins."""
    if not gebruiker.is_medewerker:
        return settings.STARTPAGINAS["inwoner"]
    eigen = [pad for profiel, pad in settings.STARTPAGINAS.items() if profiel in gebruiker.profielen]
    return eigen[0] if eigen else "/"
