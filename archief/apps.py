from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArchiefConfig(AppConfig):
    name = "archief"
    verbose_name = _("Archief")
