"""/besluittypen: kinds of besluiten."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import Verzoek
from mijnportaal.zgw.velden import BronSerializer, DuurVeld, Url, Verwijzing, Verwijzingen
from zaken.api.catalogi import historie
from zaken.api.catalogi.basis import (
    GEFORCEERD_SCHRIJVEN,
    Publiceerbaar,
    geldigheidfilter,
    statusfilter,
)
from zaken.api.catalogi.velden import Einddatum, Geleend, Namen, Versies, lees_naam_of_adres
from zaken.models import Besluittype, Informatieobjecttype
from zaken.services.catalogus import maak_besluittype, publiceer_type, verwijder_type, wijzig_besluittype

LEEG: dict[str, Any] = {"required": False, "allow_blank": True, "default": ""}
NIETS: dict[str, Any] = {"required": False, "allow_null": True, "default": None}
VERSIES = Besluittype.objects.filter(catalogus=OuterRef("catalogus"), omschrijving=OuterRef("omschrijving"))
DEFINITIEF = Q(concept=False)


class BesluitTypeSerializer(BronSerializer):
    """BESLUITTYPE."""

    url = Url("besluittype")
    catalogus = Verwijzing("catalogus")
    zaaktypen = Versies("zaaktype", historie.zaaktypen_van_besluittype, read_only=True)
    omschrijving = serializers.CharField(max_length=80, **LEEG)
    omschrijvingGeneriek = serializers.CharField(max_length=80, **LEEG)
    besluitcategorie = serializers.CharField(max_length=40, **LEEG)
    reactietermijn = DuurVeld(allow_null=True, required=False, default="")
    publicatieIndicatie = serializers.BooleanField()
    publicatietekst = serializers.CharField(**LEEG)
    publicatietermijn = DuurVeld(allow_null=True, required=False, default="")
    toelichting = serializers.CharField(**LEEG)
    informatieobjecttypen = Versies("informatieobjecttype", historie.informatieobjecttypen_van_besluittype)
    beginGeldigheid = serializers.DateField(source="geldig_van")
    eindeGeldigheid = Einddatum(source="geldig_tot", **NIETS)
    beginObject = Geleend(
        Coalesce(F("begin_object"), Subquery(VERSIES.order_by("geldig_van").values("geldig_van")[:1])), **NIETS
    )
    eindeObject = Geleend(
        Coalesce(
            F("einde_object"),
            historie.DagEerder(
                Subquery(VERSIES.order_by(F("geldig_tot").desc(nulls_first=True)).values("geldig_tot")[:1])
            ),
        ),
        **NIETS,
    )
    concept = serializers.BooleanField(read_only=True)
    resultaattypen = Verwijzingen("resultaattype", historie.resultaattypen_van_besluittype.order_by("pk"))
    resultaattypenOmschrijving = Namen(historie.resultaattypen_van_besluittype, "omschrijving")
    vastgelegdIn = Namen(historie.informatieobjecttypen_van_besluittype, "informatieobjecttype__omschrijving")


class Verwezen(serializers.Field):  # type: ignore[type-arg]
    """A parameter that names a type, or gives its address."""

    default_error_messages = Versies.default_error_messages

    def __init__(self, bron: str) -> None:
        super().__init__()
        self.bron = bron

    def to_internal_value(self, data: Any) -> UUID | str:
        """Return the uuid or the name; an address of something else matches nothing."""
        try:
            return lees_naam_of_adres(self, data, self.bron)
        except serializers.ValidationError as fout:
            if fout.get_codes() != ["no_match"]:
                raise
            return UUID(int=0)


def _bij_zaaktype(waarde: UUID | str) -> Q:
    """Return the condition that a zaaktype has a besluittype of this name."""
    koppelingen = Besluittype.zaaktypeversies.through.objects.filter(**historie.zelfde_naam("besluittype"))
    bij = "zaaktypeversie__uuid" if isinstance(waarde, UUID) else "zaaktypeversie__zaaktype__identificatie"
    return Q(Exists(koppelingen.filter(**{bij: waarde})))


def _met_documenttype(waarde: UUID | str) -> Q:
    """Return the condition that besluiten of this type are written in documents of this name."""
    koppelingen = Besluittype.informatieobjecttypen.through.objects.filter(besluittype=OuterRef("pk"))
    if isinstance(waarde, str):
        return Q(Exists(koppelingen.filter(informatieobjecttype__omschrijving=waarde)))
    zelfde = Informatieobjecttype.objects.filter(
        uuid=waarde,
        catalogus=OuterRef("informatieobjecttype__catalogus"),
        omschrijving=OuterRef("informatieobjecttype__omschrijving"),
    )
    return Q(Exists(koppelingen.filter(Exists(zelfde))))


class Besluittypen(Publiceerbaar):
    """/besluittypen."""

    naam = "besluittype"
    pad = "besluittypen"
    model = Besluittype
    serializer = BesluitTypeSerializer
    definitief = DEFINITIEF
    filters: ClassVar = {
        "catalogus": filters.bron("catalogus", "catalogus__uuid"),
        "zaaktypen": filters.Filter(Verwezen("zaaktype"), _bij_zaaktype),
        "informatieobjecttypen": filters.Filter(Verwezen("informatieobjecttype"), _met_documenttype),
        "status": statusfilter(DEFINITIEF),
        "omschrijving": filters.tekst("omschrijving"),
        "datumGeldigheid": geldigheidfilter(),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Besluittype:
        """Return the new type, a concept."""
        documenttypen = gegevens.pop("informatieobjecttypen")
        return maak_besluittype(velden=gegevens, informatieobjecttypen=documenttypen, door=verzoek.door)

    def wijzig(self, verzoek: Verzoek, rij: Any, gegevens: dict[str, Any], *, geheel: bool) -> Besluittype:
        """Return the changed type."""
        return wijzig_besluittype(
            rij,
            informatieobjecttypen=gegevens.pop("informatieobjecttypen", None),
            velden=gegevens,
            geheel=geheel,
            geforceerd=self.is_geforceerd(verzoek, GEFORCEERD_SCHRIJVEN),
            door=verzoek.door,
        )

    def verwijder(self, verzoek: Verzoek, rij: Besluittype) -> None:
        """Remove the type."""
        verwijder_type(rij, geforceerd=self.mag_opruimen(verzoek), door=verzoek.door)

    def publiceer(self, verzoek: Verzoek, rij: Besluittype) -> Besluittype:
        """Return the type, published."""
        return publiceer_type(rij, door=verzoek.door)
