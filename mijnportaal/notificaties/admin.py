"""Channels, subscriptions and deliveries in the admin. The header of a subscription is never shown."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mijnportaal.accounts.beheer import AlleenLezen, Beheer, BeheerRegels
from mijnportaal.notificaties.kanalen import namen_passen
from mijnportaal.notificaties.models import Abonnement, Abonnementkanaal, Aflevering, Kanaal
from mijnportaal.notificaties.services.abonnementen import controleer_callback, verwijder_abonnement
from mijnportaal.notificaties.services.notificaties import hervat, lever_opnieuw_af


@admin.register(Kanaal)
class KanaalBeheer(Beheer):
    """The channels; a name does not change, because messages carry it."""

    list_display = ("naam", "filters", "documentatie_link")
    fields = ("naam", "documentatie_link", "filters")

    def get_readonly_fields(self, request: HttpRequest, obj: Kanaal | None = None) -> tuple[str, ...]:
        """Keep the name."""
        return ("naam",) if obj else ()


class AbonnementkanaalFormulier(forms.ModelForm):  # type: ignore[type-arg]
    """A channel with the values that a subscription wants."""

    class Meta:
        model = Abonnementkanaal
        fields = ("kanaal", "filters")

    def clean_filters(self) -> dict[str, str]:
        """Return the wishes: a text for each kenmerk."""
        filters = self.cleaned_data["filters"] or {}
        if not isinstance(filters, dict) or not all(isinstance(waarde, str) for waarde in filters.values()):
            raise ValidationError(_('Geef per kenmerk een waarde, zoals {"bronorganisatie": "002564440"}.'))
        return filters

    def clean(self) -> dict[str, Any]:
        """Return the input when the channel knows what is filtered on."""
        gegevens = super().clean() or {}
        kanaal: Kanaal | None = gegevens.get("kanaal")
        if kanaal and "filters" in gegevens and not namen_passen(gegevens["filters"], kanaal.filters):
            self.add_error("filters", _("De filters passen niet bij de kenmerken van het kanaal."))
        return gegevens


class Abonnementkanalen(BeheerRegels):
    model = Abonnementkanaal
    form = AbonnementkanaalFormulier
    classes = ("wide",)


class AbonnementFormulier(forms.ModelForm):  # type: ignore[type-arg]
    """A subscription; the header can be set, and not be read."""

    auth = forms.CharField(
        label=_("Autorisatie-header"),
        max_length=1000,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Gaat mee met elke notificatie. Laat leeg om de header te houden die er is."),
    )

    class Meta:
        model = Abonnement
        fields = ("callback_url", "auth", "applicatie")

    def clean_auth(self) -> str:
        """Return the header: the new one, or the one that is there."""
        header: str = self.cleaned_data["auth"] or self.instance.auth
        if not header:
            raise ValidationError(_("Vul de autorisatie-header in."), code="required")
        return header

    def clean(self) -> dict[str, Any]:
        """Return the input when the address shows that it can receive, as subscribing through the API asks."""
        gegevens = super().clean() or {}
        url, header = gegevens.get("callback_url"), gegevens.get("auth")
        nieuw = (url, header) != (self.instance.callback_url, self.instance.auth)
        if url and header and nieuw:
            controleer_callback(url, header)
        return gegevens


@admin.register(Abonnement)
class AbonnementBeheer(Beheer):
    """Who is told what, and whether they can be reached."""

    form = AbonnementFormulier
    fields = ("callback_url", "auth", "applicatie", "onbereikbaar_keren", "onbereikbaar_tot")
    readonly_fields = ("onbereikbaar_keren", "onbereikbaar_tot")
    list_display = ("callback_url", "applicatie", "op_kanalen", "onbereikbaar_keren", "onbereikbaar_tot")
    list_select_related = ("applicatie",)
    inlines = (Abonnementkanalen,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Abonnement]:
        """Return the subscriptions with their channels."""
        return Abonnement.objects.prefetch_related("kanalen")

    @admin.display(description=_("Kanalen"))
    def op_kanalen(self, obj: Abonnement) -> str:
        """Return the names of the channels."""
        return ", ".join(sorted({kanaal.naam for kanaal in obj.kanalen.all()}))

    def save_model(self, request: HttpRequest, obj: Abonnement, form: Any, change: bool) -> None:
        """Save, and try the receiver at once again."""
        super().save_model(request, obj, form, change)
        hervat(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell that a subscription may go: nothing points to it but what still waited for it."""
        return self.has_view_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: Abonnement) -> None:
        """Remove as the API does."""
        verwijder_abonnement(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Abonnement]) -> None:
        """Remove each as the API does."""
        for abonnement in queryset:
            verwijder_abonnement(abonnement)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Say how much goes along, and not every single aflevering of a fortnight."""
        afleveringen = Aflevering.objects.filter(abonnement__in=objs).count()
        namen = [str(obj) for obj in objs]
        aantallen = {
            Abonnement._meta.verbose_name_plural: len(namen),
            Aflevering._meta.verbose_name_plural: afleveringen,
        }
        return namen, aantallen, set(), []


@admin.register(Aflevering)
class AfleveringBeheer(AlleenLezen):
    """What was sent to whom, and what could not be delivered: that can be sent again."""

    list_display = (
        "abonnement", "wat", "status", "pogingen", "laatste_fout", "laatste_poging_op", "volgende_poging_op",
    )  # fmt: skip
    list_filter = ("status", "abonnement")
    list_select_related = ("abonnement", "notificatie")
    search_fields = ("=uuid", "notificatie__hoofd_object")
    ordering = ("-pk",)
    actions = ("stuur_opnieuw",)
    fields = (
        *("uuid", "abonnement", "wat", "hoofdobject", "status", "pogingen", "wacht_sinds", "laatste_poging_op"),
        *("antwoordcode", "laatste_fout", "volgende_poging_op", "afgeleverd_op"),
    )

    @admin.display(description=_("Notificatie"))
    def wat(self, obj: Aflevering) -> str:
        """Return what happened."""
        return str(obj.notificatie)

    @admin.display(description=_("Hoofdobject"))
    def hoofdobject(self, obj: Aflevering) -> str:
        """Return to what it happened."""
        return obj.notificatie.hoofd_object

    @admin.action(description=_("Stuur de gekozen mislukte afleveringen opnieuw"))
    def stuur_opnieuw(self, request: HttpRequest, queryset: QuerySet[Aflevering]) -> None:
        """Send what failed again, in the order in which it happened; what did not fail is left alone."""
        aantal = 0
        for aflevering in queryset.order_by("notificatie_id"):
            try:
                lever_opnieuw_af(aflevering)
            except ValidationError as fout:
                self.message_user(request, f"{aflevering}: {' '.join(fout.messages)}", messages.WARNING)
            else:
                aantal += 1
        zin = ngettext("%(aantal)s aflevering gaat opnieuw.", "%(aantal)s afleveringen gaan opnieuw.", aantal)
        self.message_user(request, zin % {"aantal": aantal})
