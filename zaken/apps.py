from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ZakenConfig(AppConfig):
    """The case register; ties an account to its person or company at login."""

    name = "zaken"
    verbose_name = _("Zaken")
    opslagpaden = ("Informatieobjectversie.pad", "Bestandsdeel.pad")

    def ready(self) -> None:
        """Listen to logins, and read the grants for who checks the tokens of other systems."""
        from mijnportaal.zgw.rechten import registreer_lezer
        from zaken import ontvangers  # noqa: F401 - connects the receivers
        from zaken.api import register  # noqa: F401 - ties the models to the resources that show them
        from zaken.toegang import lees_toekenningen

        registreer_lezer(lees_toekenningen)
