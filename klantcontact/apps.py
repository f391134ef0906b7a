from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KlantcontactConfig(AppConfig):
    name = "klantcontact"
    verbose_name = _("Klantcontact")
