"""The calendar in the admin: locations, products, schedules and days that differ; and the payments, to look at."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from formulieren.models import (
    Afspraaklocatie,
    Afspraakproduct,
    Betaling,
    Roosteruitzondering,
    Slotrooster,
)
from mijnportaal.accounts.beheer import AlleenLezen, Beheer


@admin.register(Afspraaklocatie)
class AfspraaklocatieBeheer(Beheer):
    """Where people can come."""

    list_display = ("naam", "adres", "actief", "volgorde")
    search_fields = ("naam", "code")


@admin.register(Afspraakproduct)
class AfspraakproductBeheer(Beheer):
    """What people can come for."""

    list_display = ("naam_nl", "duur", "max_personen", "actief", "volgorde")
    filter_horizontal = ("locaties",)
    search_fields = ("naam_nl", "code")


@admin.register(Slotrooster)
class SlotroosterBeheer(Beheer):
    """When people can come."""

    list_display = ("locatie", "weekdag", "van", "tot", "capaciteit", "geldig_van", "geldig_tot")
    list_filter = ("locatie", "weekdag")
    list_select_related = ("locatie",)
    filter_horizontal = ("producten",)


@admin.register(Roosteruitzondering)
class RoosteruitzonderingBeheer(Beheer):
    """Days with other hours, or none; nothing points to such a day, so it can go."""

    list_display = ("datum", "locatie", "van", "tot", "reden")
    list_filter = ("locatie",)
    list_select_related = ("locatie",)
    date_hierarchy = "datum"

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Tell that a day can be taken out again."""
        return self.has_change_permission(request, obj)


@admin.register(Betaling)
class BetalingBeheer(AlleenLezen):
    """The payments, without who paid: one that was paid and has no zaak needs a look."""

    list_display = ("gevraagd_op", "omschrijving", "bedrag", "status", "wanneer", "betaald_op", "heeft_zaak")
    list_filter = ("status", "wanneer")
    fields = ("omschrijving", "bedrag", "status", "wanneer", "gevraagd_op", "betaald_op", "heeft_zaak")
    ordering = ("-gevraagd_op",)

    @admin.display(boolean=True, description="zaak")
    def heeft_zaak(self, obj: Betaling) -> bool:
        """Tell whether the payment belongs to a zaak."""
        return obj.zaak_id is not None
