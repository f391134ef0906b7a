"""The catalogue, the rights and the trail of events in the admin. Who takes part in a zaak is not in it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mijnportaal.accounts.beheer import AlleenLezen, Beheer, BeheerRegels, Publiceerbaar, is_concept
from mijnportaal.accounts.models import Gebruiker
from zaken.beheer import applicaties, dagen, spiegels  # noqa: F401  (they register when they are read)
from zaken.models import (
    Autorisatie,
    Besluittype,
    Catalogus,
    Eigenschap,
    Gebeurtenis,
    Gelijkgesteldedag,
    Informatieobjecttype,
    Recht,
    Resultaattype,
    Roltype,
    Statustype,
    Taaksjabloon,
    Zaakobjecttype,
    Zaaktype,
    ZaaktypeInformatieobjecttype,
    Zaaktyperelatie,
    Zaaktypeversie,
)
from zaken.services.catalogus import bepaal_eindstatus, publiceer, publiceer_type


class Versiedeel(BeheerRegels):
    """A part of a version: it changes as long as the version is a concept."""

    def wijzigbaar(self, obj: Model | None) -> bool:
        """Tell whether the version that this belongs to is a concept, or does not exist yet."""
        return is_concept(obj)


class Statustypen(Versiedeel):
    model = Statustype
    readonly_fields = ("is_eindstatus",)


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


class Zaakobjecttypen(Versiedeel):
    model = Zaakobjecttype


class GerelateerdeZaaktypen(Versiedeel):
    model = Zaaktyperelatie


class Versieform(forms.ModelForm):  # type: ignore[type-arg]
    """A version in the admin, of which some fields can only be read."""

    def _get_validation_exclusions(self) -> set[str]:
        """Judge whole rows: the constraint on overlap asks for fields that are not in the form."""
        alleen_gelezen = {veld.name for veld in self.instance._meta.fields} - set(self.fields)
        uitgesloten: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return uitgesloten - alleen_gelezen


@admin.register(Zaaktypeversie)
class ZaaktypeversieBeheer(Publiceerbaar):
    """The versions of the zaaktypen; a published one can be read only."""

    form = Versieform
    list_display = ("omschrijving", "versie", "status", "geldig_van", "geldig_tot", "groep")
    list_filter = ("status", "zaaktype")
    list_select_related = ("groep",)
    search_fields = ("omschrijving",)
    readonly_fields: ClassVar[tuple[str, ...]] = ("status", "geldig_tot")
    inlines = (
        Statustypen,
        Resultaattypen,
        Roltypen,
        Eigenschappen,
        Informatieobjecttypen,
        Zaakobjecttypen,
        GerelateerdeZaaktypen,
        Taaksjablonen,
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the parts; which status closes the zaak follows from their numbers."""
        super().save_related(request, form, formsets, change)
        bepaal_eindstatus(form.instance)

    def publiceer(self, versie: Zaaktypeversie, *, door: Gebruiker) -> None:
        """Publish this version; the one before it ends."""
        publiceer(versie, door=door)


@admin.register(Catalogus)
class CatalogusBeheer(Beheer):
    list_display = ("naam", "domein", "rsin")


@admin.register(Zaaktype)
class ZaaktypeBeheer(Beheer):
    list_display = ("identificatie", "catalogus")
    list_select_related = ("catalogus",)
    search_fields = ("identificatie",)


class Typeform(Versieform):
    """A type as it is being written: a concept, whatever state the form does not show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.instance.concept = True


class Typeversies(Publiceerbaar):
    """Types with versions of their own: of a published one only the end date still changes (ztc-009)."""

    form = Typeform
    list_display: tuple[str, ...] = ("omschrijving", "concept", "geldig_van", "geldig_tot", "catalogus")
    list_filter = ("concept", "catalogus")
    list_select_related = ("catalogus",)
    search_fields = ("omschrijving",)
    readonly_fields: ClassVar[tuple[str, ...]] = ("concept",)

    def wijzigbaar(self, obj: Model | None) -> bool:
        """Tell that the row can be opened; which fields change, get_readonly_fields says."""
        return True

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Keep everything of a published type but its end date."""
        if obj is None or is_concept(obj):
            return self.readonly_fields
        velden = [*obj._meta.fields, *obj._meta.many_to_many]
        return tuple(veld.name for veld in velden if veld.editable and veld.name != "geldig_tot")

    def publiceer(self, versie: Any, *, door: Gebruiker) -> None:
        """Publish this version; the one before it ends."""
        publiceer_type(versie, beeindig_vorige=True, door=door)


@admin.register(Informatieobjecttype)
class InformatieobjecttypeBeheer(Typeversies):
    """The kinds of documents."""

    list_display = (*Typeversies.list_display, "vertrouwelijkheidaanduiding")


class BesluittypeForm(Typeform):
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
class BesluittypeBeheer(Typeversies):
    """The kinds of decisions; to which published versions they belong is fixed."""

    form = BesluittypeForm
    list_display = (*Typeversies.list_display, "reactietermijn")
    autocomplete_fields = ("zaaktypeversies",)


@admin.register(Gelijkgesteldedag)
class GelijkgesteldedagBeheer(Beheer):
    """The days on which no term ends, by royal decree; a mistake can be taken back."""

    list_display = ("datum", "besluit")
    ordering = ("-datum",)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether a day can be taken away."""
        return self.has_change_permission(request, obj)


class AutorisatieForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a group may do with the zaken of a zaaktype."""

    rechten = forms.MultipleChoiceField(label=_("rechten"), choices=Recht.choices, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Autorisatie
        fields = ("groep", "zaaktype", "rechten", "omvang", "max_vertrouwelijkheid")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in ("groep", "zaaktype", "max_vertrouwelijkheid"):
            if naam in self.fields:
                self.fields[naam].required = True


@admin.register(Autorisatie)
class AutorisatieBeheer(Beheer):
    """Which group may do what with which zaaktype; what applicaties may do stands with the applicatie."""

    form = AutorisatieForm
    list_display = ("groep", "zaaktype", "rechten", "omvang", "max_vertrouwelijkheid")
    list_filter = ("groep", "zaaktype", "omvang")
    list_select_related = ("groep", "zaaktype")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Autorisatie]:
        """Return the rights of groups."""
        return super().get_queryset(request).filter(groep__isnull=False)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell whether a right can be taken away."""
        return self.has_change_permission(request, obj)


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
