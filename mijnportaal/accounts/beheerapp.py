"""Django's admin, with our own site in place of the default one."""

from django.contrib.admin.apps import AdminConfig


class BeheerConfig(AdminConfig):
    """The admin of the functioneel beheerder."""

    default_site = "mijnportaal.accounts.beheer.Beheersite"
