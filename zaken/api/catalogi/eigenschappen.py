"""/eigenschappen: the facts that a zaak carries."""

from typing import Any, ClassVar

from rest_framework import serializers

from mijnportaal.zgw.velden import Groep, Url, Verwijzing
from zaken.api.catalogi import delen
from zaken.api.catalogi.basis import DEELFILTERS, Deelbron
from zaken.api.catalogi.delen import DeelSerializer
from zaken.api.catalogi.velden import Vancatalogus
from zaken.models import Eigenschap

LEEG: dict[str, Any] = {"required": False, "allow_blank": True, "default": ""}


class EigenschapSpecificatie(Groep):
    """What a value looks like."""

    groep = serializers.CharField(max_length=32, **LEEG)
    formaat = serializers.ChoiceField(choices=Eigenschap.Formaat.choices)
    lengte = serializers.CharField(max_length=14)
    kardinaliteit = serializers.CharField(max_length=3)
    waardenverzameling = serializers.ListField(
        child=serializers.CharField(max_length=100), required=False, default=list
    )

    def maak(self, waarde: Any, basis: str) -> dict[str, Any]:
        """Return the object; its first part, the group, may be empty."""
        return dict(zip(self._declared_fields, waarde, strict=True))


class EigenschapSerializer(DeelSerializer):
    """EIGENSCHAP."""

    url = Url("eigenschap")
    naam = serializers.CharField(max_length=20)
    catalogus = Vancatalogus(read_only=True)
    definitie = serializers.CharField(max_length=255)
    specificatie = EigenschapSpecificatie(source="*")
    toelichting = serializers.CharField(max_length=1000, **LEEG)
    zaaktype = delen.zaaktype()
    zaaktypeIdentificatie = delen.zaaktype_identificatie()
    statustype = Verwijzing("statustype", required=False, allow_null=True, default=None)
    beginGeldigheid = delen.begin_geldigheid()
    eindeGeldigheid = delen.einde_geldigheid()
    beginObject = delen.begin_object()
    eindeObject = delen.einde_object()


class Eigenschappen(Deelbron):
    """/eigenschappen."""

    naam = "eigenschap"
    pad = "eigenschappen"
    model = deel = Eigenschap
    serializer = EigenschapSerializer
    filters: ClassVar = DEELFILTERS
