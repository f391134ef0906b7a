"""/zaaktype-informatieobjecttypen: which documents belong in zaken, and in which direction."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.velden import BronSerializer, Url, Verwijzing
from zaken.api.catalogi import delen, historie
from zaken.api.catalogi.basis import Deelbron, statusfilter
from zaken.api.catalogi.besluittypen import Verwezen
from zaken.api.catalogi.velden import Vancatalogus, Versie
from zaken.models import Informatieobjecttype, Richting, ZaaktypeInformatieobjecttype
from zaken.services.catalogus import Deelrelaties

# Definitive only when both are (ztc-010).
DEFINITIEF = Q(zaaktypeversie__status=historie.GEPUBLICEERD, informatieobjecttype__concept=False)


class ZaakTypeInformatieObjectTypeSerializer(BronSerializer):
    """ZAAKTYPE-INFORMATIEOBJECTTYPE."""

    url = Url("zaakinformatieobjecttype")
    zaaktype = delen.zaaktype()
    zaaktypeIdentificatie = delen.zaaktype_identificatie()
    catalogus = Vancatalogus(read_only=True)
    informatieobjecttype = Versie("informatieobjecttype", historie.informatieobjecttype_van_koppeling)
    volgnummer = serializers.IntegerField(min_value=1, max_value=999)
    richting = serializers.ChoiceField(choices=Richting.choices)
    statustype = Verwijzing("statustype", required=False, allow_null=True, default=None)


def _met_type(waarde: UUID | str) -> Q:
    """Return the condition that the document type has this name, or that of the version with this uuid."""
    if isinstance(waarde, str):
        return Q(informatieobjecttype__omschrijving=waarde)
    zelfde = Informatieobjecttype.objects.filter(
        uuid=waarde,
        catalogus=OuterRef("informatieobjecttype__catalogus"),
        omschrijving=OuterRef("informatieobjecttype__omschrijving"),
    )
    return Q(Exists(zelfde))


class ZaaktypeInformatieobjecttypen(Deelbron):
    """/zaaktype-informatieobjecttypen."""

    naam = "zaakinformatieobjecttype"
    pad = "zaaktype-informatieobjecttypen"
    model = deel = ZaaktypeInformatieobjecttype
    serializer = ZaakTypeInformatieObjectTypeSerializer
    definitief = DEFINITIEF
    filters: ClassVar = {
        "zaaktype": filters.bron("zaaktype", "zaaktypeversie__uuid"),
        "informatieobjecttype": filters.Filter(Verwezen("informatieobjecttype"), _met_type),
        "richting": filters.keuze(Richting.choices, "richting"),
        "status": statusfilter(DEFINITIEF),
    }

    def relaties_van(self, gegevens: dict[str, Any], rij: ZaaktypeInformatieobjecttype | None) -> Deelrelaties:
        """Take out the document type, given by name or address."""
        return Deelrelaties(informatieobjecttype=gegevens.pop("informatieobjecttype", None))
