"""The provider `nl_oidc`: DigiD and eHerkenning through a broker, and staff through their own identity provider.

One class, three instances (`digid`, `eherkenning`, `medewerker`) that differ in their settings only.
"""

from secrets import token_urlsafe
from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from mijnportaal.accounts.aanmelding import Niveau
from mijnportaal.accounts.nl_oidc.adapter import NLAdapter
from mijnportaal.accounts.nl_oidc.betrouwbaarheid import STELSELS, vraag_om
from mijnportaal.accounts.nl_oidc.identiteit import Identiteit


class NLProvider(OpenIDConnectProvider):
    """A login that takes nothing from the address bar: level, scope and return path come from our own session."""

    id = "nl_oidc"
    name = "Inlogdienst"
    oauth2_adapter_class = NLAdapter
    supports_token_authentication = False

    @property
    def server_url(self) -> str:
        """Return where the provider describes itself."""
        return f"{self.app.settings['server_url'].rstrip('/')}/.well-known/openid-configuration"

    @property
    def niveaus(self) -> dict[str, Niveau]:
        """Return what each `acr` of this provider stands for: its own names, or those of its scheme."""
        eigen: dict[str, str] = self.app.settings["acr"]
        return {acr: Niveau[naam] for acr, naam in eigen.items()} or STELSELS[self.app.provider_id]

    def get_login_url(self, request: HttpRequest, **kwargs: Any) -> str:
        """Return where this login starts, by POST."""
        return reverse("accounts:start", args=[self.app.provider_id])

    def get_callback_url(self) -> str:
        """Return the path that the provider sends the visitor back to."""
        return reverse("accounts:terug", args=[self.app.provider_id])

    def get_pkce_params(self) -> dict[str, Any]:
        """Return a code challenge (S256), whatever the settings say."""
        uitdaging: dict[str, Any] = generate_code_challenge()
        return uitdaging

    def niveau(self, gevraagd: Niveau) -> Niveau:
        """Return the level to ask: that of the page, and never less than this provider's own minimum."""
        return max(gevraagd, Niveau[self.app.settings["niveau"]])

    def naar_dienst(self, request: HttpRequest, *, gevraagd: Niveau, volgende: str) -> HttpResponse:
        """Return the redirect to the provider; nonce, level and way back wait in the session."""
        nonce, niveau = token_urlsafe(32), self.niveau(gevraagd)
        acr = vraag_om(niveau, self.niveaus)
        antwoord: HttpResponse = self.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=volgende,
            scope=["openid"],
            auth_params={"nonce": nonce, "acr_values": acr, "prompt": "login"},
            nonce=nonce,
            niveau=niveau.value,
        )
        return antwoord

    def aanmelding_van(self, identiteit: Identiteit, staat: dict[str, Any]) -> SocialLogin:
        """Return allauth's login of this identity; it carries no claim but the few that are stored."""
        account = SocialAccount(provider=self.sub_id, uid=identiteit.uid, extra_data=identiteit.bewaard)
        aanmelding = SocialLogin(provider=self, account=account)
        aanmelding.state = staat
        aanmelding.identiteit = identiteit
        return aanmelding


provider_classes = [NLProvider]
