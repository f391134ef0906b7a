from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KernConfig(AppConfig):
    name = "mijnportaal.kern"
    label = "kern"
    verbose_name = _("Kern")

    def ready(self) -> None:
        from mijnportaal.kern import checks  # noqa: F401
