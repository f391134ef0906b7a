"""/statustypen: the phases of a zaaktype."""

from typing import Any, ClassVar

from django.db.models import OuterRef
from rest_framework import serializers

from mijnportaal.zgw.velden import DuurVeld, Url
from zaken.api.catalogi import delen
from zaken.api.catalogi.basis import DEELFILTERS, Deelbron
from zaken.api.catalogi.delen import DeelSerializer
from zaken.api.catalogi.velden import Rijen, Vancatalogus
from zaken.models import Eigenschap, Statustype
from zaken.services.catalogus import Deelrelaties

LEEG: dict[str, Any] = {"required": False, "allow_blank": True, "default": ""}


class CheckListItem(serializers.Serializer):  # type: ignore[type-arg]
    """A question to answer before a status is set; kept as it was given."""

    itemnaam = serializers.CharField(max_length=30)
    toelichting = serializers.CharField(max_length=1000, allow_null=True, **LEEG)
    vraagstelling = serializers.CharField(max_length=255)
    verplicht = serializers.BooleanField(default=False)


class StatusTypeSerializer(DeelSerializer):
    """STATUSTYPE."""

    url = Url("statustype")
    omschrijving = serializers.CharField(max_length=80)
    omschrijvingGeneriek = serializers.CharField(max_length=80, **LEEG)
    statustekst = serializers.CharField(max_length=1000, **LEEG)
    zaaktype = delen.zaaktype()
    catalogus = Vancatalogus(read_only=True)
    zaaktypeIdentificatie = delen.zaaktype_identificatie()
    volgnummer = serializers.IntegerField(min_value=1, max_value=9999)
    isEindstatus = serializers.BooleanField(read_only=True)
    informeren = serializers.BooleanField(default=False)
    doorlooptijd = DuurVeld(allow_null=True, required=False, default="")
    toelichting = serializers.CharField(max_length=1000, **LEEG)
    checklistitemStatustype = CheckListItem(many=True, source="checklist", required=False, default=list)
    eigenschappen = Rijen(
        "eigenschap", Eigenschap.objects.filter(statustype=OuterRef("pk")).order_by("pk"), required=False, default=list
    )
    beginGeldigheid = delen.begin_geldigheid()
    eindeGeldigheid = delen.einde_geldigheid()
    beginObject = delen.begin_object()
    eindeObject = delen.einde_object()


class Statustypen(Deelbron):
    """/statustypen."""

    naam = "statustype"
    pad = "statustypen"
    model = deel = Statustype
    serializer = StatusTypeSerializer
    filters: ClassVar = DEELFILTERS

    def relaties_van(self, gegevens: dict[str, Any], rij: Statustype | None) -> Deelrelaties:
        """Take out the eigenschappen that must have a value before this status."""
        return Deelrelaties(eigenschappen=gegevens.pop("eigenschappen", None))
