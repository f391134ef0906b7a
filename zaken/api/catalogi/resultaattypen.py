"""/resultaattypen: the outcomes of a zaaktype, and how long what comes of them is kept."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from mijnportaal.zgw.bron import Verzoek
from mijnportaal.zgw.velden import DuurVeld, Groep, Url
from zaken.api.catalogi import delen, historie
from zaken.api.catalogi.basis import DEELFILTERS, GEFORCEERD_SCHRIJVEN, Deelbron
from zaken.api.catalogi.delen import DeelSerializer
from zaken.api.catalogi.selectielijst import Klasseadres, Omschrijvingadres, generieke_omschrijving, klasse
from zaken.api.catalogi.velden import Namen, Vancatalogus, Versies
from zaken.api.zaken.objecten import OBJECTEN
from zaken.models import Afleidingswijze, Archiefnominatie, Resultaattype
from zaken.services.catalogus import Deelrelaties

LEEG: dict[str, Any] = {"required": False, "allow_blank": True, "default": ""}
# What a resultaattype without brondatum keeps in the columns of the group.
ZONDER: Mapping[str, Any] = {
    "afleidingswijze": "",
    "datumkenmerk": "",
    "einddatum_bekend": False,
    "objecttype": "",
    "registratie": "",
    "procestermijn": "",
}


class BrondatumArchiefprocedure(Groep):
    """From which day the retention is counted (ztc-003 to ztc-008)."""

    afleidingswijze = serializers.ChoiceField(choices=Afleidingswijze.choices)
    datumkenmerk = serializers.CharField(max_length=80, **LEEG)
    einddatumBekend = serializers.BooleanField(required=False, default=False)
    objecttype = serializers.ChoiceField(choices=tuple(OBJECTEN), **LEEG)
    registratie = serializers.CharField(max_length=80, **LEEG)
    procestermijn = DuurVeld(allow_null=True, required=False, default="")

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Return the columns, those of no brondatum for null; the group is whole, in a PATCH too."""
        if data is None and self.allow_null:
            return dict(ZONDER)
        gelezen = super().run_validation(data)
        return {**ZONDER, **gelezen} if isinstance(gelezen, dict) else gelezen


class ResultaatTypeSerializer(DeelSerializer):
    """RESULTAATTYPE."""

    url = Url("resultaattype")
    zaaktype = delen.zaaktype()
    zaaktypeIdentificatie = delen.zaaktype_identificatie()
    omschrijving = serializers.CharField(max_length=30)
    resultaattypeomschrijving = Omschrijvingadres(max_length=1000, source="resultaattypeomschrijving_url")
    omschrijvingGeneriek = serializers.CharField(read_only=True)
    selectielijstklasse = Klasseadres(max_length=1000, source="selectielijstklasse_url")
    toelichting = serializers.CharField(**LEEG)
    archiefnominatie = serializers.ChoiceField(choices=Archiefnominatie.choices, **LEEG)
    archiefactietermijn = DuurVeld(allow_null=True, required=False, default="")
    brondatumArchiefprocedure = BrondatumArchiefprocedure(source="*", required=False, allow_null=True)
    procesobjectaard = serializers.CharField(max_length=200, **LEEG)
    catalogus = Vancatalogus(required=False, allow_null=True)
    beginGeldigheid = delen.begin_geldigheid()
    eindeGeldigheid = delen.einde_geldigheid()
    beginObject = delen.begin_object()
    eindeObject = delen.einde_object()
    indicatieSpecifiek = serializers.BooleanField(required=False, allow_null=True, default=None)
    procestermijn = DuurVeld(allow_null=True, required=False, default="", source="procestermijn_proces")
    besluittypen = Versies("besluittype", historie.besluittypen_van_resultaattype, required=False, default=list)
    besluittypeOmschrijving = Namen(historie.besluittypen_van_resultaattype, "besluittype__omschrijving")
    informatieobjecttypen = Versies(
        "informatieobjecttype", historie.informatieobjecttypen_van_resultaattype, required=False, default=list
    )
    informatieobjecttypeOmschrijving = Namen(
        historie.informatieobjecttypen_van_resultaattype, "informatieobjecttype__omschrijving"
    )

    def to_internal_value(self, data: Any) -> Any:
        """Return the input; of a whole resource without brondatum the columns become empty."""
        gelezen = super().to_internal_value(data)
        return gelezen if self.partial else {**ZONDER, **gelezen}


class Resultaattypen(Deelbron):
    """/resultaattypen."""

    naam = "resultaattype"
    pad = "resultaattypen"
    model = deel = Resultaattype
    serializer = ResultaatTypeSerializer
    # The standard writes two of these parameters otherwise than everywhere else; both ways are understood.
    filters: ClassVar = {
        **DEELFILTERS,
        "zaaktype_identificatie": DEELFILTERS["zaaktypeIdentificatie"],
        "datum_geldigheid": DEELFILTERS["datumGeldigheid"],
    }

    def mag_uitbreiden(self, verzoek: Verzoek) -> bool:
        """Tell whether this client may add an outcome to a published zaaktype: that is no mere addition (ztc-010)."""
        return self.is_geforceerd(verzoek, GEFORCEERD_SCHRIJVEN)

    def relaties_van(self, gegevens: dict[str, Any], rij: Resultaattype | None) -> Deelrelaties:
        """Take out the relations, and look up what the selectielijst says."""
        if adres := gegevens.get("resultaattypeomschrijving_url"):
            gegevens["omschrijving_generiek"] = generieke_omschrijving(adres)
        adres = gegevens.get("selectielijstklasse_url") or (rij.selectielijstklasse_url if rij else "")
        return Deelrelaties(
            besluittypen=gegevens.pop("besluittypen", None),
            informatieobjecttypen=gegevens.pop("informatieobjecttypen", None),
            catalogus=gegevens.pop("catalogus", None),
            klasse=klasse(adres) if adres else None,
        )
