"""Send a visitor to the identity provider, and receive him back."""

from typing import cast

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from mijnportaal.accounts.aanmelding import Middel, leg_aanmelding_vast
from mijnportaal.accounts.beleid import openbaar
from mijnportaal.accounts.beveiligingslog import meld
from mijnportaal.accounts.doorsturen import GEVRAAGD, gevraagd_niveau, startpagina, veilig_pad
from mijnportaal.accounts.models import Gebruiker
from mijnportaal.accounts.nl_oidc.adapter import NLAdapter
from mijnportaal.accounts.nl_oidc.identiteit import Identiteit
from mijnportaal.accounts.nl_oidc.provider import NLProvider
from mijnportaal.accounts.nl_oidc.weigering import UITLEG, Geweigerd, Reden

# What a provider may answer instead of a code; anything else is a failure without further detail.
FOUTEN = {
    "access_denied": Reden.GEANNULEERD,
    "server_error": Reden.ONBEREIKBAAR,
    "temporarily_unavailable": Reden.ONBEREIKBAAR,
    "unmet_authentication_requirements": Reden.NIVEAU,
}


@openbaar
@require_POST
def start(request: HttpRequest, middel: str) -> HttpResponse:
    """Begin a login at this provider."""
    provider = _provider(request, middel)
    volgende = veilig_pad(request, request.POST.get("volgende"), anders="")
    try:
        return provider.naar_dienst(request, gevraagd=gevraagd_niveau(request, volgende), volgende=volgende)
    except Geweigerd as fout:
        return _geweigerd(request, provider, fout, volgende)


@openbaar
@require_GET
def terug(request: HttpRequest, middel: str) -> HttpResponse:
    """Receive the answer of the provider: logged in, or the page that says why not."""
    provider = _provider(request, middel)
    try:
        staat = provider.unstash_redirect_state(request, request.GET.get("state", ""))
    except PermissionDenied:
        return _geweigerd(request, provider, Geweigerd(Reden.VERLOPEN))
    adapter: NLAdapter = provider.get_oauth2_adapter(request)
    try:
        identiteit = adapter.haal_identiteit(provider.app, code=_code(request, adapter), staat=staat)
        return _meld_aan(request, adapter, provider.aanmelding_van(identiteit, staat), identiteit)
    except Geweigerd as fout:
        return _geweigerd(request, provider, fout, staat.get("next", ""))


def _provider(request: HttpRequest, middel: str) -> NLProvider:
    """Return the provider of this means of login; 404 for one that does not exist or is not configured."""
    try:
        Middel(middel)
        provider = get_adapter(request).get_provider(request, middel)
    except (ValueError, SocialApp.DoesNotExist):
        raise Http404 from None
    return cast(NLProvider, provider)


def _code(request: HttpRequest, adapter: NLAdapter) -> str:
    """Return the code of the answer; refuse an error, and an answer of another provider (RFC 9207)."""
    if fout := request.GET.get("error"):
        raise Geweigerd(FOUTEN.get(fout, Reden.TOKEN))
    if request.GET.get("iss", adapter.openid_config["issuer"]) != adapter.openid_config["issuer"]:
        raise Geweigerd(Reden.TOKEN)
    return request.GET.get("code", "")


def _meld_aan(
    request: HttpRequest, adapter: NLAdapter, aanmelding: SocialLogin, identiteit: Identiteit
) -> HttpResponse:
    """Log this identity in: account, link and announcement in one transaction, then the session."""
    with transaction.atomic():
        complete_social_login(request, aanmelding)
    if not isinstance(request.user, Gebruiker):
        raise Geweigerd(Reden.TOKEN, identiteit.uid)
    request.session.pop(GEVRAAGD, None)
    leg_aanmelding_vast(
        request.session,
        request.user,
        middel=identiteit.middel,
        niveau=identiteit.niveau,
        identiteit=identiteit.uid,
        uitlogadres=adapter.uitlogadres(),
    )
    gegevens = {"middel": identiteit.middel.value, "niveau": identiteit.niveau.name}
    meld(request, "inloggen", resultaat="gelukt", identiteit=identiteit.uid, **gegevens)
    # Not the redirect of allauth: that one also listens to a `next` in the address of the way back.
    return HttpResponseRedirect(aanmelding.state.get("next") or startpagina(request.user))


def _geweigerd(request: HttpRequest, provider: NLProvider, fout: Geweigerd, volgende: str = "") -> HttpResponse:
    """Return the page that says why this login stops, and what the visitor can do."""
    meld(
        request,
        "inloggen",
        resultaat="geweigerd",
        identiteit=fout.identiteit,
        middel=provider.app.provider_id,
        reden=fout.reden.value,
    )
    uitleg = UITLEG[fout.reden]
    context = {"uitleg": uitleg, "middel": provider.app.provider_id, "volgende": volgende}
    return render(request, "accounts/mislukt.html", context, status=uitleg.status)
