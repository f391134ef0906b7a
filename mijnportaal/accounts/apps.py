"""The accounts app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who may act here."""

    name = "mijnportaal.accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        """Register the system checks."""
        from mijnportaal.accounts import checks  # noqa: F401  (a check registers when its module is read)
