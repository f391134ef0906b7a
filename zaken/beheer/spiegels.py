"""Relations in registers of others, for the beheerder: what they could not be told, and telling it again."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mijnportaal.accounts.beheer import AlleenLezen, Beheersite
from zaken.models import Spiegel
from zaken.services.spiegels import probeer_opnieuw


@admin.register(Spiegel)
class SpiegelBeheer(AlleenLezen):
    """What other registers know of our zaken and besluiten."""

    list_display = (
        "document_url", "object_pad", "gewenst", "status", "pogingen", "laatste_fout", "volgende_poging_op",
    )  # fmt: skip
    list_filter = ("status", "gewenst")
    search_fields = ("document_url", "object_pad")
    ordering = ("-pk",)
    actions = ("geef_opnieuw_door",)
    fields = (*list_display, "relatie_url", "objecttype", "uuid")

    @admin.action(description=_("Geef de gekozen mislukte relaties opnieuw door"))
    def geef_opnieuw_door(self, request: HttpRequest, queryset: QuerySet[Spiegel]) -> None:
        """Tell what failed again; what did not fail is left alone."""
        aantal = 0
        for rij in queryset:
            try:
                probeer_opnieuw(rij)
            except ValidationError as fout:
                self.message_user(request, f"{rij}: {' '.join(fout.messages)}", messages.WARNING)
            else:
                aantal += 1
        zin = ngettext("%(aantal)s relatie gaat opnieuw.", "%(aantal)s relaties gaan opnieuw.", aantal)
        self.message_user(request, zin % {"aantal": aantal})


def melding() -> str:
    """Return what the beheerder reads on the first page; nothing when all is well."""
    aantal = Spiegel.objects.filter(status=Spiegel.Status.MISLUKT).count()
    if not aantal:
        return ""
    zin = ngettext(
        "%(aantal)s relatie met een document in een ander register is daar niet bekend.",
        "%(aantal)s relaties met documenten in een ander register zijn daar niet bekend.",
        aantal,
    )
    return zin % {"aantal": aantal}


if isinstance(admin.site, Beheersite):
    admin.site.meldingen.append(melding)
