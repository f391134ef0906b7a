"""Forms and their versions in the admin; a version that was published can be read only."""

from django.contrib import admin

from formulieren import beheer_afspraken  # noqa: F401  (it registers when it is read)
from formulieren.models import Formulier, FormulierVersie
from formulieren.services.publicatie import publiceer
from mijnportaal.accounts.beheer import Beheer, Publiceerbaar
from mijnportaal.accounts.models import Gebruiker


@admin.register(Formulier)
class FormulierBeheer(Beheer):
    """The forms: their address and the zaaktype that they start."""

    list_display = ("slug", "zaaktype", "volgorde")
    list_select_related = ("zaaktype",)
    search_fields = ("slug",)


@admin.register(FormulierVersie)
class FormulierVersieBeheer(Publiceerbaar):
    """The versions of the forms."""

    list_display = ("formulier", "versie", "status", "niveau")
    list_filter = ("status", "formulier")
    list_select_related = ("formulier",)

    def publiceer(self, versie: FormulierVersie, *, door: Gebruiker) -> None:
        """Publish this version of a form."""
        publiceer(versie)
