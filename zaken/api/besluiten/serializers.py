"""The resources of the Besluiten API: their fields in the names of the standard."""

from typing import Any

from django.db.models import F
from django.db.models.expressions import Combinable
from rest_framework import serializers

from mijnportaal.zgw.lezer import JsonRij
from mijnportaal.zgw.velden import RSIN, Berekend, BronSerializer, Url, Verwijzing
from zaken.models import Vervalreden


class Zaakverwijzing(Verwijzing):
    """The zaak of a besluit; without one the standard writes an empty text, and takes null for it."""

    def maak(self, waarde: Any, basis: str) -> str | None:
        """Return the address, or "" for none."""
        return super().maak(waarde, basis) or ""


class Documentverwijzing(Verwijzing):
    """A document, here or in another register: of that one we keep a row with its address."""

    def lees(self) -> Combinable:
        """Return the uuid, and the address elsewhere."""
        return JsonRij(F("informatieobject__uuid"), F("informatieobject__elders_url"))


class BesluitSerializer(BronSerializer):
    """BESLUIT."""

    url = Url("besluit")
    identificatie = serializers.CharField(max_length=50, allow_blank=True, required=False)
    verantwoordelijkeOrganisatie = RSIN()
    besluittype = Verwijzing("besluittype", max_length=200, select=("catalogus",))
    zaak = Zaakverwijzing(
        "zaak", max_length=200, required=False, allow_null=True, select=("zaaktypeversie__zaaktype__catalogus",)
    )
    datum = serializers.DateField()
    toelichting = serializers.CharField(allow_blank=True, required=False, source="motivering")
    bestuursorgaan = serializers.CharField(max_length=50, allow_blank=True, required=False)
    ingangsdatum = serializers.DateField()
    vervaldatum = serializers.DateField(allow_null=True, required=False)
    vervalreden = serializers.ChoiceField(choices=Vervalreden.choices, allow_blank=True, required=False)
    vervalredenWeergave = Berekend(F("vervalreden"), maak=lambda waarde, basis: WEERGAVE[waarde])
    publicatiedatum = serializers.DateField(allow_null=True, required=False)
    verzenddatum = serializers.DateField(allow_null=True, required=False, source="bekendgemaakt_op")
    uiterlijkeReactiedatum = serializers.DateField(allow_null=True, required=False)


# In Dutch, whatever language a client asks for: it is part of the resource.
WEERGAVE = {
    "": "",
    "tijdelijk": "Besluit met tijdelijke werking",
    "ingetrokken_overheid": "Besluit ingetrokken door overheid",
    "ingetrokken_belanghebbende": "Besluit ingetrokken o.v.v. belanghebbende",
}


class BesluitinformatieobjectSerializer(BronSerializer):
    """BESLUITINFORMATIEOBJECT."""

    url = Url("besluitinformatieobject")
    informatieobject = Documentverwijzing(
        "enkelvoudiginformatieobject",
        elders="elders_url",
        vorm="informatieobject",
        select=("informatieobjecttype__catalogus",),
    )
    besluit = Verwijzing("besluit", select=("besluittype", "zaak"))
