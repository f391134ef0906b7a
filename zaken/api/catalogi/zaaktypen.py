"""/zaaktypen: each is one version of a zaaktype (historiemodel)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import LEZEN, Verzoek
from mijnportaal.zgw.lezer import JsonRij
from mijnportaal.zgw.velden import (
    Adres,
    Berekend,
    BronSerializer,
    DuurVeld,
    Groep,
    NaamKeuze,
    Objectlijst,
    Url,
    Verwijzing,
    Verwijzingen,
)
from zaken.api.catalogi import historie
from zaken.api.catalogi.basis import (
    GEFORCEERD_SCHRIJVEN,
    SCOPES,
    Publiceerbaar,
    geldigheidfilter,
    statusfilter,
)
from zaken.api.catalogi.selectielijst import Procestypeadres, procestype_velden
from zaken.api.catalogi.velden import (
    Einddatum,
    Geleend,
    InternOfExtern,
    Jsongroep,
    Termijn,
    Versie,
    Versies,
    lees_naam_of_adres,
)
from zaken.models import (
    AardRelatie,
    Eigenschap,
    Resultaattype,
    Roltype,
    Statustype,
    Vertrouwelijkheid,
    Zaakobjecttype,
    Zaaktypeversie,
)
from zaken.services.catalogus import (
    NieuweRelatie,
    Zaaktyperelaties,
    maak_zaaktypeversie,
    publiceer_volgens_standaard,
    verwijder_zaaktypeversie,
    wijzig_zaaktypeversie,
)

LEEG: dict[str, Any] = {"required": False, "allow_blank": True, "default": ""}
NIETS: dict[str, Any] = {"required": False, "allow_null": True, "default": None}
VERSIES = Zaaktypeversie.objects.filter(zaaktype=OuterRef("zaaktype"))
DEFINITIEF = Q(status=historie.GEPUBLICEERD)


class ReferentieProces(Groep):
    """The process behind a zaaktype."""

    leeg: ClassVar[Mapping[str, Any]] = {"naam": "", "link": ""}

    naam = serializers.CharField(max_length=80, source="referentieproces_naam")
    link = Adres(max_length=200, source="referentieproces_link", **LEEG)


class BronCatalogus(Jsongroep):
    """Where the zaaktype was taken over from."""

    kolom = "broncatalogus"

    url = Adres(max_length=200, allow_blank=True)
    domein = serializers.CharField(max_length=5, allow_blank=True)
    rsin = serializers.CharField(max_length=9, allow_blank=True)


class BronZaakType(Jsongroep):
    """Which zaaktype was taken over."""

    kolom = "bronzaaktype"

    url = Adres(max_length=200, allow_blank=True)
    identificatie = serializers.CharField(max_length=50, allow_blank=True)
    omschrijving = serializers.CharField(max_length=80, allow_blank=True)


class GerelateerdZaaktype(Versie):
    """A related zaaktype: a name, an address of ours, or an address in another register."""

    def __init__(self) -> None:
        super().__init__("zaaktype", F("doel"), max_length=200)

    def to_internal_value(self, data: Any) -> Any:
        """Return the uuid, the name, or the address elsewhere."""
        try:
            return lees_naam_of_adres(self, data, self.bron)
        except serializers.ValidationError as fout:
            if fout.get_codes() != ["no_match"]:
                raise
            return data

    def lees(self) -> Combinable:
        """Return the uuid, and the address elsewhere."""
        return JsonRij(F("doel"), F("zaaktype_url"))

    def maak(self, waarde: Any, basis: str) -> str | None:
        """Return the address."""
        uuid, adres = waarde
        return adres or super().maak(uuid, basis)


class ZaakTypenRelatie(BronSerializer):
    """One related zaaktype with the nature of the relation."""

    zaaktype = GerelateerdZaaktype()
    aardRelatie = serializers.ChoiceField(
        choices=[(lid.value, lid.label) for lid in AardRelatie if lid != AardRelatie.OVERIG], source="aard"
    )
    toelichting = serializers.CharField(max_length=255, **LEEG)


class ZaakTypeSerializer(BronSerializer):
    """ZAAKTYPE."""

    url = Url("zaaktype")
    identificatie = serializers.CharField(max_length=50, source="zaaktype.identificatie")
    omschrijving = serializers.CharField(max_length=80)
    omschrijvingGeneriek = serializers.CharField(max_length=80, **LEEG)
    vertrouwelijkheidaanduiding = NaamKeuze(Vertrouwelijkheid)
    doel = serializers.CharField()
    aanleiding = serializers.CharField()
    toelichting = serializers.CharField(**LEEG)
    indicatieInternOfExtern = InternOfExtern(source="is_extern")
    handelingInitiator = serializers.CharField(max_length=20)
    onderwerp = serializers.CharField(max_length=80)
    handelingBehandelaar = serializers.CharField(max_length=20)
    doorlooptijd = Termijn()
    servicenorm = Termijn(allow_null=True, required=False, default="")
    opschortingEnAanhoudingMogelijk = serializers.BooleanField(source="opschorting_mogelijk")
    verlengingMogelijk = serializers.BooleanField()
    verlengingstermijn = DuurVeld(allow_null=True, required=False, default="")
    trefwoorden = serializers.ListField(child=serializers.CharField(max_length=30), required=False, default=list)
    publicatieIndicatie = serializers.BooleanField()
    publicatietekst = serializers.CharField(**LEEG)
    verantwoordingsrelatie = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list
    )
    productenOfDiensten = serializers.ListField(child=Adres(max_length=1000))
    selectielijstProcestype = Procestypeadres(max_length=200, source="selectielijst_procestype_url", **LEEG)
    referentieproces = ReferentieProces(source="*")
    verantwoordelijke = serializers.CharField(max_length=50)
    zaakobjecttypen = Verwijzingen(
        "zaakobjecttype", Zaakobjecttype.objects.filter(zaaktypeversie=OuterRef("pk")).order_by("pk")
    )
    broncatalogus = BronCatalogus(**NIETS)
    bronzaaktype = BronZaakType(**NIETS)
    catalogus = Verwijzing("catalogus", source="zaaktype.catalogus")
    # In their order: clients take the last one for the eindstatus.
    statustypen = Verwijzingen(
        "statustype", Statustype.objects.filter(zaaktypeversie=OuterRef("pk")).order_by("volgnummer")
    )
    resultaattypen = Verwijzingen(
        "resultaattype", Resultaattype.objects.filter(zaaktypeversie=OuterRef("pk")).order_by("pk")
    )
    eigenschappen = Verwijzingen(
        "eigenschap", Eigenschap.objects.filter(zaaktypeversie=OuterRef("pk")).order_by("volgnummer", "pk")
    )
    informatieobjecttypen = Versies("informatieobjecttype", historie.informatieobjecttypen_van_zaaktype, read_only=True)
    roltypen = Verwijzingen("roltype", Roltype.objects.filter(zaaktypeversie=OuterRef("pk")).order_by("pk"))
    besluittypen = Versies("besluittype", historie.besluittypen_van_zaaktype, required=False, default=list)
    deelzaaktypen = Versies("zaaktype", historie.deelzaaktypen_van_zaaktype, required=False, default=list)
    gerelateerdeZaaktypen = Objectlijst(
        child=ZaakTypenRelatie(), rijen=historie.gerelateerde_van_zaaktype, bron="zaaktype"
    )
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
    versiedatum = Geleend(Coalesce(F("versiedatum"), F("geldig_van")))
    concept = Berekend(
        F("status"), maak=lambda waarde, basis: waarde != historie.GEPUBLICEERD, schema={"type": "boolean"}
    )


class Zaaktypen(Publiceerbaar):
    """/zaaktypen."""

    naam = "zaaktype"
    pad = "zaaktypen"
    model = Zaaktypeversie
    serializer = ZaakTypeSerializer
    definitief = DEFINITIEF
    # Who reads zaken or documents has to know what they are.
    scopes: ClassVar = {**SCOPES, LEZEN: ("catalogi.lezen", "documenten.lezen", "zaken.lezen")}
    filters: ClassVar = {
        "catalogus": filters.bron("catalogus", "zaaktype__catalogus__uuid"),
        "identificatie": filters.tekst("zaaktype__identificatie"),
        "trefwoorden": filters.Filter(filters.Lijst(serializers.CharField()), "trefwoorden__contains"),
        "status": statusfilter(DEFINITIEF),
        "datumGeldigheid": geldigheidfilter(),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Zaaktypeversie:
        """Return the new version, a concept."""
        zaaktype = gegevens.pop("zaaktype")
        relaties = _relaties(gegevens)
        return maak_zaaktypeversie(
            catalogus=zaaktype["catalogus"],
            identificatie=zaaktype["identificatie"],
            velden=_velden(gegevens),
            relaties=relaties,
            door=verzoek.door,
        )

    def wijzig(self, verzoek: Verzoek, rij: Any, gegevens: dict[str, Any], *, geheel: bool) -> Zaaktypeversie:
        """Return the changed version."""
        zaaktype = gegevens.pop("zaaktype", {})
        relaties = _relaties(gegevens)
        return wijzig_zaaktypeversie(
            rij,
            velden=_velden(gegevens),
            catalogus=zaaktype.get("catalogus"),
            identificatie=zaaktype.get("identificatie"),
            relaties=relaties,
            geheel=geheel,
            geforceerd=self.is_geforceerd(verzoek, GEFORCEERD_SCHRIJVEN),
            door=verzoek.door,
        )

    def verwijder(self, verzoek: Verzoek, rij: Zaaktypeversie) -> None:
        """Remove the version."""
        verwijder_zaaktypeversie(rij, geforceerd=self.mag_opruimen(verzoek), door=verzoek.door)

    def publiceer(self, verzoek: Verzoek, rij: Zaaktypeversie) -> Zaaktypeversie:
        """Return the version, published as the standard asks it (ztc-012)."""
        return publiceer_volgens_standaard(rij, door=verzoek.door)


def _relaties(gegevens: dict[str, Any]) -> Zaaktyperelaties:
    """Take the relations out of the input."""
    gerelateerd = gegevens.pop("gerelateerde_zaaktypen", None)
    return Zaaktyperelaties(
        besluittypen=gegevens.pop("besluittypen", None),
        deelzaaktypen=gegevens.pop("deelzaaktypen", None),
        gerelateerd=None if gerelateerd is None else [NieuweRelatie(**relatie) for relatie in gerelateerd],
    )


def _velden(gegevens: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of the row; the process type brings its edition and number along."""
    adres = gegevens.pop("selectielijst_procestype_url", None)
    return gegevens if adres is None else {**gegevens, **procestype_velden(adres)}
