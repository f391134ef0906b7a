"""/roltypen: the roles that someone can have in a zaak."""

from typing import Any, ClassVar

from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.velden import Url
from zaken.api.catalogi import delen
from zaken.api.catalogi.basis import DEELFILTERS, Deelbron
from zaken.api.catalogi.delen import DeelSerializer
from zaken.api.catalogi.velden import Vancatalogus
from zaken.models import Rolsoort, Roltype
from zaken.services.catalogus import Deelrelaties


class RolTypeSerializer(DeelSerializer):
    """ROLTYPE."""

    url = Url("roltype")
    zaaktype = delen.zaaktype()
    zaaktypeIdentificatie = delen.zaaktype_identificatie()
    omschrijving = serializers.CharField(max_length=100)
    omschrijvingGeneriek = serializers.ChoiceField(choices=Rolsoort.choices, source="soort")
    catalogus = Vancatalogus(required=False, allow_null=True)
    beginGeldigheid = delen.begin_geldigheid()
    eindeGeldigheid = delen.einde_geldigheid()
    beginObject = delen.begin_object()
    eindeObject = delen.einde_object()


class Roltypen(Deelbron):
    """/roltypen."""

    naam = "roltype"
    pad = "roltypen"
    model = deel = Roltype
    serializer = RolTypeSerializer
    filters: ClassVar = {**DEELFILTERS, "omschrijvingGeneriek": filters.keuze(Rolsoort.choices, "soort")}

    def relaties_van(self, gegevens: dict[str, Any], rij: Roltype | None) -> Deelrelaties:
        """Take out the catalogus, which must be that of the zaaktype."""
        return Deelrelaties(catalogus=gegevens.pop("catalogus", None))
