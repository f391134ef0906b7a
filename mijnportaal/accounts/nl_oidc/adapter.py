"""The conversation with one identity provider: where it is, what it answers, and whether that is true."""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from mijnportaal.accounts.aanmelding import Middel
from mijnportaal.accounts.nl_oidc.identiteit import Identiteit, lees_identiteit
from mijnportaal.accounts.nl_oidc.idtoken import controleer_idtoken
from mijnportaal.accounts.nl_oidc.weigering import Geweigerd, Reden

NODIG = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"}


class NLAdapter(OpenIDConnectOAuth2Adapter):
    """OpenID Connect with every check of the Dutch profile."""

    @cached_property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself; refuse one that calls itself otherwise than we know it."""
        provider = self.get_provider()
        gegevens = _haal_json(provider.server_url)
        if not gegevens.keys() >= NODIG or gegevens["issuer"] != provider.app.settings["server_url"]:
            raise Geweigerd(Reden.ONBEREIKBAAR)
        return gegevens

    def get_callback_url(self, request: HttpRequest, app: object) -> str:
        """Return the address that the provider sends the visitor back to."""
        return str(build_absolute_uri(request, reverse("accounts:terug", args=[self.provider_id])))

    def uitlogadres(self) -> str:
        """Return where the provider ends its own session, or nothing when it does not say.

        Without id_token_hint: that token holds the BSN, and this address lands in logs and histories (S-30).
        """
        if not (begin := self.openid_config.get("end_session_endpoint")):
            return ""
        terug = build_absolute_uri(self.request, reverse("accounts:uitgelogd"))
        client_id = self.get_provider().app.client_id
        return f"{begin}?{urlencode({'client_id': client_id, 'post_logout_redirect_uri': terug})}"

    def haal_identiteit(self, app: Any, *, code: str, staat: dict[str, Any]) -> Identiteit:
        """Return who logged in, for this code and the state that the login began with; raise Geweigerd."""
        token = self._haal_token(app, code, staat)
        claims = controleer_idtoken(
            token.get("id_token"),
            sleutels=_haal_json(self.openid_config["jwks_uri"]),
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=staat["nonce"],
        )
        identiteit = lees_identiteit(claims, Middel(self.provider_id), app.settings, self.get_provider().niveaus)
        if identiteit.niveau < staat["niveau"]:
            raise Geweigerd(Reden.NIVEAU, identiteit.uid)
        return identiteit

    def _haal_token(self, app: Any, code: str, staat: dict[str, Any]) -> dict[str, Any]:
        client = self.get_client(self.request, app)
        try:
            token: dict[str, Any] = client.get_access_token(code, pkce_code_verifier=staat["pkce_code_verifier"])
        except OAuth2Error as fout:
            # Its text holds what the provider sent; that does not belong in a log.
            raise Geweigerd(Reden.TOKEN) from fout
        except (RequestException, KeyError) as fout:
            raise Geweigerd(Reden.ONBEREIKBAAR) from fout
        return token


def _haal_json(adres: str) -> dict[str, Any]:
    """Return the JSON object at an address of the provider; raise Geweigerd when it does not come."""
    try:
        with get_adapter().get_requests_session() as sessie:
            antwoord = sessie.get(adres)
            antwoord.raise_for_status()
            gegevens = antwoord.json()
    except RequestException as fout:
        raise Geweigerd(Reden.ONBEREIKBAAR) from fout
    if not isinstance(gegevens, dict):
        raise Geweigerd(Reden.ONBEREIKBAAR)
    return gegevens
