from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormulierenConfig(AppConfig):
    name = "formulieren"
    verbose_name = _("Formulieren")
    opslagpaden = ("Bijlage.pad",)

    def ready(self) -> None:
        """Listen to the register."""
        import formulieren.ontvangers  # noqa: F401  (needs the models)
