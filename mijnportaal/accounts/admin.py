"""People, teams and the view log in the admin. No passwords, no BSN, and no residents."""

from typing import Any

from django.contrib import admin
from django.db.models import ManyToManyField, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.beheer import AlleenLezen, Beheer
from mijnportaal.accounts.models import Gebruiker, Groep, Inzage


def _medewerkers() -> QuerySet[Gebruiker]:
    return Gebruiker.objects.filter(soort=Gebruiker.Soort.MEDEWERKER).order_by("naam")


@admin.register(Gebruiker)
class GebruikerBeheer(Beheer):
    """The staff. Residents come in by themselves, and the beheerder has no business with who they are."""

    list_display = ("naam", "username", "email", "teams", "is_active")
    list_filter = ("is_active", "groepen")
    search_fields = ("naam", "username", "email")
    fields = ("naam", "username", "email", "is_active")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Gebruiker]:
        """Return the staff only."""
        return _medewerkers().prefetch_related("groepen")

    def get_readonly_fields(self, request: HttpRequest, obj: Gebruiker | None = None) -> tuple[str, ...]:
        """Keep the staff number: the login is tied to it."""
        return ("username",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Gebruiker, form: Any, change: bool) -> None:
        """Save a member of staff, who logs in at the identity provider and so has no password."""
        if not change:
            obj.soort = Gebruiker.Soort.MEDEWERKER
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("Groepen"))
    def teams(self, obj: Gebruiker) -> str:
        """Return the groups of this person."""
        return ", ".join(groep.naam for groep in obj.groepen.all())


@admin.register(Groep)
class GroepBeheer(Beheer):
    """The teams, and who is in them."""

    list_display = ("naam", "profiel", "email")
    list_filter = ("profiel",)
    search_fields = ("naam",)
    fields = ("naam", "omschrijving", "email", "profiel", "leden")
    autocomplete_fields = ("leden",)

    def formfield_for_manytomany(
        self, db_field: "ManyToManyField[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "ModelMultipleChoiceField[Any] | None":
        """Offer the staff only."""
        return super().formfield_for_manytomany(db_field, request, **{**kwargs, "queryset": _medewerkers()})


@admin.register(Inzage)
class InzageBeheer(AlleenLezen):
    """Who looked at whose data, when and why."""

    list_display = ("tijdstip", "gebruiker", "onderwerp_soort", "onderwerp", "doel", "scherm")
    list_filter = ("onderwerp_soort", "tijdstip")
    list_select_related = ("gebruiker",)
    search_fields = ("=onderwerp", "=gebruiker__username")
    ordering = ("-pk",)
