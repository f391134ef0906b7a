"""/zaakobjecttypen: the kinds of objects that zaken are about."""

from typing import Any, ClassVar

from django.db.models import F, OuterRef, Q
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.velden import Adres, BronSerializer, Url, Verwijzingen
from zaken.api.catalogi import delen
from zaken.api.catalogi.basis import DEELFILTERS, Deelbron, geldigheidfilter
from zaken.api.catalogi.velden import Einddatum, Geleend, Vancatalogus
from zaken.models import Resultaattype, Statustype, Zaakobjecttype
from zaken.services.catalogus import Deelrelaties
from zaken.services.catalogus.gebreken import eerste_dag_erna

NIETS: dict[str, Any] = {"required": False, "allow_null": True, "default": None}


class ZaakObjectTypeSerializer(BronSerializer):
    """ZAAKOBJECTTYPE; it keeps dates of its own."""

    url = Url("zaakobjecttype")
    anderObjecttype = serializers.BooleanField()
    beginGeldigheid = serializers.DateField(source="geldig_van")
    eindeGeldigheid = Einddatum(source="geldig_tot", **NIETS)
    beginObject = Geleend(F("begin_object"), **NIETS)
    eindeObject = Geleend(F("einde_object"), **NIETS)
    objecttype = Adres(max_length=200)
    relatieOmschrijving = serializers.CharField(max_length=80)
    zaaktype = delen.zaaktype()
    zaaktypeIdentificatie = delen.zaaktype_identificatie()
    # No resultaattype asks for an object yet: the standard only reads this.
    resultaattypen = Verwijzingen("resultaattype", Resultaattype.objects.none())
    statustypen = Verwijzingen("statustype", Statustype.objects.filter(zaakobjecttypen=OuterRef("pk")))
    catalogus = Vancatalogus()


class Zaakobjecttypen(Deelbron):
    """/zaakobjecttypen."""

    naam = "zaakobjecttype"
    pad = "zaakobjecttypen"
    model = deel = Zaakobjecttype
    serializer = ZaakObjectTypeSerializer
    geleend: ClassVar = ()
    filters: ClassVar = {
        **DEELFILTERS,
        "anderObjecttype": filters.waarheid("ander_objecttype"),
        "catalogus": filters.bron("catalogus", "zaaktypeversie__zaaktype__catalogus__uuid"),
        "datumBeginGeldigheid": filters.datum("geldig_van"),
        "datumEindeGeldigheid": filters.datum(lambda datum: Q(geldig_tot=eerste_dag_erna(datum))),
        "datumGeldigheid": geldigheidfilter(),
        "objecttype": filters.tekst("objecttype"),
        "relatieOmschrijving": filters.tekst("relatie_omschrijving"),
    }

    def relaties_van(self, gegevens: dict[str, Any], rij: Zaakobjecttype | None) -> Deelrelaties:
        """Take out the catalogus, which must be that of the zaaktype."""
        return Deelrelaties(catalogus=gegevens.pop("catalogus", None))
