from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ZakenConfig(AppConfig):
    """The case register; ties an account to its person or company at login."""

    name = "zaken"
    verbose_name = _("Zaken")

    def ready(self) -> None:
        """Listen to logins."""
        from zaken import ontvangers  # noqa: F401 - connects the receivers
