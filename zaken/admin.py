"""The catalogue, the rights and the trail of events in the admin. Who takes part in a zaak is not in it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.beheer import AlleenLezen, Beheer, BeheerRegels
from zaken.models import (
    Autorisatie,
    Besluittype,
    Catalogus,
    Eigenschap,
    Gebeurtenis,
    Informatieobjecttype,
    Resultaattype,
    Roltype,
    Statustype,
    Taaksjabloon,
    Zaaktype,
    ZaaktypeInformatieobjecttype,
    Zaaktypeversie,
)
from zaken.services.catalogus import publiceer


class Versiedeel(BeheerRegels):
    """A part of a version: it changes as long as the version is a concept."""

    def wijzigbaar(self, obj: Model | None) -> bool:
        """Tell whether the version that this belongs to is a concept, or does not exist yet."""
        return not isinstance(obj, Zaaktypeversie) or obj.status == Zaaktypeversie.Status.CONCEPT


class Statustypen(Versiedeel):
    model = Statustype


class Resultaattypen(Versiedeel):
    model = Resultaattype


class Roltypen(Versiedeel):
    model = Roltype


class Eigenschappen(Versiedeel):
    model = Eigenschap


class Informatieobjecttypen(Versiedeel):
    model = ZaaktypeInformatieobjecttype


class Taaksjablonen(Versiedeel):
    model = Taaksjabloon


@admin.register(Zaaktypeversie)
class ZaaktypeversieBeheer(Beheer):
    """The versions of the zaaktypen; a published one can be read only."""

    list_display = ("omschrijving", "versie", "status", "geldig_van", "geldig_tot", "groep")
    list_filter = ("status", "zaaktype")
    list_select_related = ("groep",)
    search_fields = ("omschrijving",)
    readonly_fields = ("status", "geldig_tot")
    inlines = (Statustypen, Resultaattypen, Roltypen, Eigenschappen, Informatieobjecttypen, Taaksjablonen)
    actions = ("publiceer_gekozen",)

    def wijzigbaar(self, obj: Model | None) -> bool:
        """Tell whether this is a concept."""
        return not isinstance(obj, Zaaktypeversie) or obj.status == Zaaktypeversie.Status.CONCEPT

    @admin.action(description=_("Publiceer de gekozen versies"))
    def publiceer_gekozen(self, request: HttpRequest, queryset: QuerySet[Zaaktypeversie]) -> None:
        """Publish what was chosen; what cannot be published says everything that is missing."""
        for versie in queryset:
            try:
                publiceer(versie)
            except ValidationError as fout:
                messages.error(request, f"{versie}: {' '.join(fout.messages)}")
            else:
                messages.success(request, _("%(versie)s is gepubliceerd.") % {"versie": versie})


@admin.register(Catalogus)
class CatalogusBeheer(Beheer):
    list_display = ("naam", "domein", "rsin")


@admin.register(Zaaktype)
class ZaaktypeBeheer(Beheer):
    list_display = ("identificatie", "catalogus")
    list_select_related = ("catalogus",)
    search_fields = ("identificatie",)


@admin.register(Informatieobjecttype)
class InformatieobjecttypeBeheer(Beheer):
    list_display = ("omschrijving", "vertrouwelijkheidaanduiding", "catalogus")
    list_select_related = ("catalogus",)
    search_fields = ("omschrijving",)


class BesluittypeForm(forms.ModelForm):  # type: ignore[type-arg]
    """Keeps published versions as they are: the database refuses it too, but without a sentence."""

    def clean_zaaktypeversies(self) -> QuerySet[Zaaktypeversie]:
        """Refuse to add a published version, or to take one away."""
        gekozen: QuerySet[Zaaktypeversie] = self.cleaned_data["zaaktypeversies"]
        huidig = set(self.instance.zaaktypeversies.all()) if self.instance.pk else set()
        anders = huidig.symmetric_difference(gekozen)
        vast = [str(versie) for versie in anders if versie.status == Zaaktypeversie.Status.GEPUBLICEERD]
        if vast:
            zin = _("Een gepubliceerde versie verandert niet meer: %(versies)s.") % {"versies": ", ".join(sorted(vast))}
            raise ValidationError(zin, code="versie-gepubliceerd")
        return gekozen


@admin.register(Besluittype)
class BesluittypeBeheer(Beheer):
    """The kinds of decisions; to which published versions they belong is fixed."""

    form = BesluittypeForm
    list_display = ("omschrijving", "reactietermijn", "catalogus")
    list_select_related = ("catalogus",)
    search_fields = ("omschrijving",)
    autocomplete_fields = ("zaaktypeversies",)


@admin.register(Autorisatie)
class AutorisatieBeheer(Beheer):
    """Who may do what with which zaaktype; the one table here from which rows may go."""

    list_display = ("houder", "zaaktype", "rechten", "omvang", "max_vertrouwelijkheid")
    list_filter = ("groep", "zaaktype", "omvang")
    list_select_related = ("groep", "applicatie", "zaaktype")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether a right can be taken away."""
        return self.has_change_permission(request, obj)

    @admin.display(description=_("Groep of applicatie"))
    def houder(self, obj: Autorisatie) -> str:
        """Return who has the right."""
        return str(obj.groep or obj.applicatie)


@admin.register(Gebeurtenis)
class GebeurtenisBeheer(AlleenLezen):
    """What happened to which zaak, by whom; not what it says, because that is content of the zaak."""

    list_display = ("tijdstip", "zaak", "volgnummer", "soort", "door_naam", "kanaal")
    list_filter = ("soort", "kanaal", "actorsoort")
    list_select_related = ("zaak",)
    search_fields = ("=zaak__identificatie",)
    ordering = ("-pk",)
    exclude = ("gegevens",)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse a filter in the address on what is not shown: the number of rows would tell it."""
        return lookup.partition("__")[0] != "gegevens" and super().lookup_allowed(lookup, value, request)
