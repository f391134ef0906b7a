"""The resources of the Besluiten API: their fields in the names of the standard."""

from typing import Any

from django.db.models import F
from rest_framework import serializers

from mijnportaal.zgw.velden import RSIN, Berekend, BronSerializer, Url, Verwijzing
from zaken.api.verwijzingen import Documentverwijzing
from zaken.models import Vervalreden

# In Dutch, whatever language a client asks for: it is part of the resource.
WEERGAVE: dict[str, str] = {
    "": "",
    "tijdelijk": "Besluit met tijdelijke werking",
    "ingetrokken_overheid": "Besluit ingetrokken door overheid",
    "ingetrokken_belanghebbende": "Besluit ingetrokken o.v.v. belanghebbende",
}


class Zaakverwijzing(Verwijzing):
    """The zaak of a besluit; without one the standard writes an empty text, and clients send that or null."""

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the zaak, or None for none."""
        return None if data is None or data == "" else super().run_validation(data)


class BesluitSerializer(BronSerializer):
    """BESLUIT."""

    url = Url("besluit")
    identificatie = serializers.CharField(max_length=50, allow_blank=True, required=False)
    verantwoordelijkeOrganisatie = RSIN()
    besluittype = Verwijzing("besluittype", max_length=200, select=("catalogus",))
    zaak = Zaakverwijzing("zaak", max_length=200, required=False, select=("zaaktypeversie__zaaktype__catalogus",))
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


class BesluitinformatieobjectSerializer(BronSerializer):
    """BESLUITINFORMATIEOBJECT."""

    url = Url("besluitinformatieobject")
    informatieobject = Documentverwijzing(
        "enkelvoudiginformatieobject",
        elders="elders_url",
        vorm="informatieobject",
        geen_match="bad-url",
        select=("informatieobjecttype__catalogus",),
    )
    besluit = Verwijzing("besluit", select=("besluittype", "zaak"))
