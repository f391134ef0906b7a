"""/informatieobjecttypen: kinds of documents."""

from typing import Any, ClassVar

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import Verzoek
from mijnportaal.zgw.velden import BronSerializer, NaamKeuze, Url, Verwijzing
from zaken.api.catalogi import historie
from zaken.api.catalogi.basis import (
    GEFORCEERD_SCHRIJVEN,
    Publiceerbaar,
    geldigheidfilter,
    statusfilter,
)
from zaken.api.catalogi.velden import Einddatum, Geleend, Jsongroep, Versies
from zaken.models import Informatieobjecttype, Vertrouwelijkheid
from zaken.services.catalogus import (
    maak_informatieobjecttype,
    publiceer_type,
    verwijder_type,
    wijzig_informatieobjecttype,
)

LEEG: dict[str, Any] = {"required": False, "allow_blank": True, "default": ""}
VERSIES = Informatieobjecttype.objects.filter(catalogus=OuterRef("catalogus"), omschrijving=OuterRef("omschrijving"))
DEFINITIEF = Q(concept=False)


class Generiek(Jsongroep):
    """INFORMATIEOBJECTTYPE omschrijving generiek, which nobody keeps any more and clients still send."""

    kolom = "generiek"

    informatieobjecttypeOmschrijvingGeneriek = serializers.CharField(max_length=80, **LEEG)
    definitieInformatieobjecttypeOmschrijvingGeneriek = serializers.CharField(max_length=255, **LEEG)
    herkomstInformatieobjecttypeOmschrijvingGeneriek = serializers.CharField(max_length=12, **LEEG)
    hierarchieInformatieobjecttypeOmschrijvingGeneriek = serializers.CharField(max_length=80, **LEEG)
    opmerkingInformatieobjecttypeOmschrijvingGeneriek = serializers.CharField(max_length=255, allow_null=True, **LEEG)


class InformatieObjectTypeSerializer(BronSerializer):
    """INFORMATIEOBJECTTYPE."""

    url = Url("informatieobjecttype")
    catalogus = Verwijzing("catalogus")
    omschrijving = serializers.CharField(max_length=80)
    vertrouwelijkheidaanduiding = NaamKeuze(Vertrouwelijkheid)
    beginGeldigheid = serializers.DateField(source="geldig_van")
    eindeGeldigheid = Einddatum(source="geldig_tot", required=False, allow_null=True, default=None)
    beginObject = Geleend(
        Coalesce(F("begin_object"), Subquery(VERSIES.order_by("geldig_van").values("geldig_van")[:1])),
        required=False,
        allow_null=True,
        default=None,
    )
    eindeObject = Geleend(
        Coalesce(
            F("einde_object"),
            historie.DagEerder(
                Subquery(VERSIES.order_by(F("geldig_tot").desc(nulls_first=True)).values("geldig_tot")[:1])
            ),
        ),
        required=False,
        allow_null=True,
        default=None,
    )
    concept = serializers.BooleanField(read_only=True)
    zaaktypen = Versies("zaaktype", historie.zaaktypen_van_informatieobjecttype, read_only=True)
    besluittypen = Versies("besluittype", historie.besluittypen_van_informatieobjecttype, read_only=True)
    # Required by the standard, and left out by its own conformance suite and by clients of before 1.2.
    informatieobjectcategorie = serializers.CharField(max_length=80, source="categorie", **LEEG)
    trefwoord = serializers.ListField(
        child=serializers.CharField(max_length=30), source="trefwoorden", required=False, default=list
    )
    omschrijvingGeneriek = Generiek(source="generiek", required=False, allow_null=True, default=None)


class Informatieobjecttypen(Publiceerbaar):
    """/informatieobjecttypen."""

    naam = "informatieobjecttype"
    pad = "informatieobjecttypen"
    model = Informatieobjecttype
    serializer = InformatieObjectTypeSerializer
    definitief = DEFINITIEF
    filters: ClassVar = {
        "catalogus": filters.bron("catalogus", "catalogus__uuid"),
        "status": statusfilter(DEFINITIEF),
        "datumGeldigheid": geldigheidfilter(),
        "omschrijving": filters.tekst("omschrijving"),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Informatieobjecttype:
        """Return the new type, a concept."""
        return maak_informatieobjecttype(velden=gegevens, door=verzoek.door)

    def wijzig(self, verzoek: Verzoek, rij: Any, gegevens: dict[str, Any], *, geheel: bool) -> Informatieobjecttype:
        """Return the changed type."""
        geforceerd = self.is_geforceerd(verzoek, GEFORCEERD_SCHRIJVEN)
        return wijzig_informatieobjecttype(
            rij, velden=gegevens, geheel=geheel, geforceerd=geforceerd, door=verzoek.door
        )

    def verwijder(self, verzoek: Verzoek, rij: Informatieobjecttype) -> None:
        """Remove the type."""
        verwijder_type(rij, geforceerd=self.mag_opruimen(verzoek), door=verzoek.door)

    def publiceer(self, verzoek: Verzoek, rij: Informatieobjecttype) -> Informatieobjecttype:
        """Return the type, published."""
        return publiceer_type(rij, door=verzoek.door)
