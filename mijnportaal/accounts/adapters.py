"""What allauth asks of us: nobody signs up, nobody has a password."""

from secrets import token_urlsafe
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest
from requests import Session

from mijnportaal.accounts.nl_oidc.koppelen import koppel_identiteit


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts are closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell that nobody signs up here: an account follows from a login at a provider."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Show nothing: allauth would greet a resident with the HMAC that is his username."""


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Every account is found or made before allauth asks whether it may sign someone up; the answer to that is no."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Tell that a login without an account goes no further."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Give the login its account, or raise Geweigerd."""
        koppel_identiteit(sociallogin)

    def generate_state_param(self, state: dict[str, Any]) -> str:
        """Return 256 bits: the Dutch profile of OpenID Connect asks at least 128."""
        return token_urlsafe(32)

    def get_requests_session(self) -> Session:
        """Return a client that follows no redirects: a provider does not send us elsewhere (S-24)."""
        sessie: Session = super().get_requests_session()
        sessie.max_redirects = 0
        return sessie
