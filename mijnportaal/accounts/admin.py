"""People, teams and the view log in the admin. No passwords, no BSN, and no residents."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ManyToManyField, QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.beheer import AlleenLezen, Beheer, BeheerRegels
from mijnportaal.accounts.models import Applicatie, ClientId, Gebruiker, Groep, Inzage


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


class ClientIdForm(forms.ModelForm):  # type: ignore[type-arg]
    """A client-id; its secret can be given, and is never shown again."""

    nieuw_geheim = forms.CharField(
        label=_("Nieuw geheim"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Laat leeg om het geheim te laten zoals het is. Zonder geheim komt het systeem niet binnen."),
    )

    class Meta:
        model = ClientId
        fields = ("client_id",)

    def save(self, commit: bool = True) -> ClientId:
        """Return the client-id, with the new secret when there is one."""
        if geheim := self.cleaned_data["nieuw_geheim"]:
            self.instance.secret = geheim
        client_id: ClientId = super().save(commit)
        return client_id


class ClientIdRegels(BeheerRegels):
    """The names under which an applicatie calls."""

    model = ClientId
    form = ClientIdForm
    fields = ("client_id", "nieuw_geheim", "heeft_geheim")
    readonly_fields = ("heeft_geheim",)

    @admin.display(description=_("Heeft een geheim"), boolean=True)
    def heeft_geheim(self, obj: ClientId) -> bool:
        """Tell whether a token of this client-id can be checked."""
        return bool(obj.secret)


@admin.register(Applicatie)
class ApplicatieBeheer(Beheer):
    """The systems that call our API; what each may do stands with the autorisaties."""

    list_display = ("label", "namen", "heeft_alle_autorisaties")
    list_filter = ("heeft_alle_autorisaties",)
    search_fields = ("label", "client_ids__client_id")
    fields = ("label", "heeft_alle_autorisaties")
    inlines = (ClientIdRegels,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Applicatie]:
        """Return the applicaties with their client-ids."""
        return super().get_queryset(request).prefetch_related("client_ids")

    @admin.display(description=_("Client-id’s"))
    def namen(self, obj: Applicatie) -> str:
        """Return the client-ids of this applicatie."""
        return ", ".join(client.client_id for client in obj.client_ids.all())


@admin.register(Inzage)
class InzageBeheer(AlleenLezen):
    """Who looked at whose data, when and why."""

    list_display = ("tijdstip", "gebruiker", "onderwerp_soort", "onderwerp", "doel", "scherm")
    list_filter = ("onderwerp_soort", "tijdstip")
    list_select_related = ("gebruiker",)
    search_fields = ("=onderwerp", "=gebruiker__username")
    ordering = ("-pk",)
