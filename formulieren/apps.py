from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormulierenConfig(AppConfig):
    name = "formulieren"
    verbose_name = _("Formulieren")
    opslagpaden = ("Bijlage.pad", "Uploaddeel.pad", "Afspraak.ical_pad")

    def ready(self) -> None:
        """Listen to the register, and offer at a zaak what belongs to its form."""
        import formulieren.ontvangers  # noqa: F401  (needs the models)
        from formulieren.behandeling.knoppen import handelingen
        from zaken.behandeling.knoppen import VAN_ANDEREN

        VAN_ANDEREN.append(handelingen)
