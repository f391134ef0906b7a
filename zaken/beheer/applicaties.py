"""Other systems in the admin: their client-ids, with a secret that is never shown again, and what they may do."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.beheer import Beheer, BeheerRegels
from mijnportaal.accounts.models import Applicatie, ClientId, Gebruiker
from mijnportaal.zgw.rechten import HOOFDRESOURCES, Component
from zaken.models import Autorisatie
from zaken.services.autorisaties import meld_applicatie

LEZEN_EN_SCHRIJVEN = ("lezen", "aanmaken", "bijwerken", "verwijderen")
SCOPES = {
    Component.ZRC: [
        *(f"zaken.{naam}" for naam in LEZEN_EN_SCHRIJVEN),
        *("zaken.statussen.toevoegen", "zaken.heropenen", "zaken.geforceerd-bijwerken", "audittrails.lezen"),
    ],
    Component.DRC: [
        *(f"documenten.{naam}" for naam in LEZEN_EN_SCHRIJVEN),
        *("documenten.geforceerd-bijwerken", "documenten.lock", "documenten.geforceerd-unlock", "audittrails.lezen"),
    ],
    Component.BRC: [*(f"besluiten.{naam}" for naam in LEZEN_EN_SCHRIJVEN), "audittrails.lezen"],
    Component.ZTC: [
        *("catalogi.lezen", "catalogi.schrijven", "catalogi.geforceerd-schrijven", "catalogi.geforceerd-verwijderen"),
    ],
    Component.AC: ["autorisaties.lezen", "autorisaties.bijwerken"],
    Component.NRC: ["notificaties.consumeren", "notificaties.publiceren"],
}
TYPEVELDEN = {Component.ZRC: "zaaktype", Component.DRC: "informatieobjecttype", Component.BRC: "besluittype"}


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


class MachtigingForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an applicatie may do with one type, or with all of them."""

    scopes = forms.MultipleChoiceField(label=_("scopes"), widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Autorisatie
        fields = ("component", "scopes", "zaaktype", "informatieobjecttype", "besluittype", "max_vertrouwelijkheid")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["component"].required = True
        bekend = [(component.label, [(scope, scope) for scope in scopes]) for component, scopes in SCOPES.items()]
        eigen = set(self.instance.scopes) - {scope for scopes in SCOPES.values() for scope in scopes}
        self.fields["scopes"].choices = [*bekend, (_("Anders"), [(scope, scope) for scope in sorted(eigen)])]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the input when the type belongs to the component, and rows have a highest confidentiality."""
        gegevens: dict[str, Any] = super().clean() or self.cleaned_data
        component = gegevens.get("component")
        for soort, veld in TYPEVELDEN.items():
            if component != soort and gegevens.get(veld):
                self.add_error(veld, ValidationError(_("Dit hoort niet bij deze API."), code="type-van-andere-api"))
        if _mist_grens(gegevens):
            reden = _("Kies tot en met welke vertrouwelijkheid dit geldt.")
            self.add_error("max_vertrouwelijkheid", ValidationError(reden, code="required"))
        return gegevens

    def save(self, commit: bool = True) -> Autorisatie:
        """Return the right; another zaaktype is not the version that a system named before."""
        if "zaaktype" in self.changed_data:
            self.instance.zaaktypeversie = None
        if {"zaaktype", "informatieobjecttype", "besluittype"} & set(self.changed_data):
            self.instance.type_url = ""
        autorisatie: Autorisatie = super().save(commit)
        return autorisatie


def _mist_grens(gegevens: dict[str, Any]) -> bool:
    """Tell whether a scope on zaken or documenten lacks its highest confidentiality (ac-003)."""
    component = gegevens.get("component")
    if component not in {Component.ZRC, Component.DRC} or gegevens.get("max_vertrouwelijkheid") is not None:
        return False
    return any(scope.startswith(HOOFDRESOURCES[Component(component)]) for scope in gegevens.get("scopes", ()))


class Machtigingen(BaseInlineFormSet):  # type: ignore[type-arg]
    """The rights of one applicatie."""

    def clean(self) -> None:
        """Refuse named rights beside the permission for everything (ac-002)."""
        super().clean()
        over = [form for form in self.forms if form.has_changed() or form.instance.pk]
        if self.instance.heeft_alle_autorisaties and any(form not in self.deleted_forms for form in over):
            reden = _("Deze applicatie mag alles: haal de autorisaties met name weg, of zet “mag alles” uit.")
            raise ValidationError(reden, code="ambiguous-authorizations-specified")


class MachtigingRegels(BeheerRegels):
    """What an applicatie may do: without a type, it holds for every type."""

    model = Autorisatie
    form = MachtigingForm
    formset = Machtigingen
    verbose_name = _("autorisatie")
    verbose_name_plural = _("autorisaties: zonder type geldt een autorisatie voor elk type")
    readonly_fields = ("type_url",)
    fields = (*MachtigingForm.Meta.fields, "type_url")
    autocomplete_fields = ("informatieobjecttype", "besluittype")


@admin.register(Applicatie)
class ApplicatieBeheer(Beheer):
    """The systems that call our APIs."""

    list_display = ("label", "namen", "heeft_alle_autorisaties")
    list_filter = ("heeft_alle_autorisaties",)
    search_fields = ("label", "client_ids__client_id")
    fields = ("label", "heeft_alle_autorisaties")
    inlines = (ClientIdRegels, MachtigingRegels)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Applicatie]:
        """Return the applicaties with their client-ids."""
        return super().get_queryset(request).prefetch_related("client_ids")

    @admin.display(description=_("Client-id’s"))
    def namen(self, obj: Applicatie) -> str:
        """Return the client-ids of this applicatie."""
        return ", ".join(client.client_id for client in obj.client_ids.all())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the client-ids and rights, and tell who listens to the channel of applicaties."""
        super().save_related(request, form, formsets, change)
        if isinstance(request.user, Gebruiker):
            meld_applicatie(form.instance, "update" if change else "create", door=request.user)
