"""Forms and their versions in the admin; a version that was published can be read only."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from formulieren.models import Formulier, FormulierVersie
from formulieren.services.publicatie import publiceer
from mijnportaal.accounts.beheer import Beheer


@admin.register(Formulier)
class FormulierBeheer(Beheer):
    """The forms: their address and the zaaktype that they start."""

    list_display = ("slug", "zaaktype", "volgorde")
    list_select_related = ("zaaktype",)
    search_fields = ("slug",)


@admin.register(FormulierVersie)
class FormulierVersieBeheer(Beheer):
    """The versions of the forms."""

    list_display = ("formulier", "versie", "status", "niveau")
    list_filter = ("status", "formulier")
    list_select_related = ("formulier",)
    readonly_fields = ("status",)
    actions = ("publiceer_gekozen",)

    def wijzigbaar(self, obj: Model | None) -> bool:
        """Tell whether this is a concept."""
        return not isinstance(obj, FormulierVersie) or obj.status == FormulierVersie.Status.CONCEPT

    @admin.action(description=_("Publiceer de gekozen versies"))
    def publiceer_gekozen(self, request: HttpRequest, queryset: QuerySet[FormulierVersie]) -> None:
        """Publish what was chosen; what cannot be published says everything that is wrong with it."""
        for versie in queryset:
            try:
                publiceer(versie)
            except ValidationError as fout:
                messages.error(request, f"{versie}: {' '.join(fout.messages)}")
            else:
                messages.success(request, _("%(versie)s is gepubliceerd.") % {"versie": versie})
