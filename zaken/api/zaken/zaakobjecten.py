"""Zaakobjecten: what a zaak is about."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db.models import F
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.adressen import EigenVerwijzing, bron_met_naam, eigen_verwijzing
from mijnportaal.zgw.bron import MAKEN, VERWIJDEREN, WIJZIGEN, Verzoek
from mijnportaal.zgw.elders import haal_op
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.lezer import JsonRij
from mijnportaal.zgw.velden import Adres, Url, Verwijzing
from zaken.api.nummers import bezwaren_adres, bezwaren_gegevens
from zaken.api.zaken.betrokkenen import met_nummers, nummers_van
from zaken.api.zaken.definities import keur_definitie
from zaken.api.zaken.groepen import Tekst, Vormen, groep, keur, verplicht, volledig
from zaken.api.zaken.objecten import OBJECTEN
from zaken.api.zaken.zaakdeel import BIJWERKEN, SCOPES, DeelSerializer, Zaakdeel, zaakveld
from zaken.models import Betrokkene, Zaakobject
from zaken.services.identificatie import PERSOONSNUMMERS
from zaken.services.objecten import (
    Objectgegevens,
    met_persoon,
    persoon_in,
    verwijder_object,
    voeg_object_toe,
    wijzig_object,
)

IDENTIFICATIE = "objectIdentificatie"
# The schema of the standard calls it so for people and organisations; the text of the standard does not.
ALIAS = "betrokkeneIdentificatie"

ObjectTypeOverigeDefinitie = groep(
    "ObjectTypeOverigeDefinitie",
    url=Adres(max_length=1000),
    schema=verplicht(100),
    objectData=verplicht(100),
)


class Overigedefinitie(ObjectTypeOverigeDefinitie):  # type: ignore[misc, valid-type]
    """Where the definition of an object of another kind is, as part of a zaakobject."""

    def lees(self) -> Combinable:
        """Return the column."""
        return F("overige_definitie")

    def maak(self, waarde: Mapping[str, Any] | None, basis: str) -> dict[str, Any] | None:
        """Return the group, or null."""
        return volledig(ObjectTypeOverigeDefinitie, waarde) if waarde else None


class Objectadres(Adres):
    """The address of the object: of our own it must exist, of another register it must answer."""

    default_error_messages = {"bad-url": _("Dit adres is niet te bereiken of bestaat niet.")}

    def to_internal_value(self, data: Any) -> str:
        """Return the address."""
        adres = super().to_internal_value(data)
        # What stood there already was looked at when it came.
        was = getattr(getattr(self.parent, "instance", None), "object_url", None)
        if adres and adres != was:
            self._bekijk(adres)
        return adres

    def _bekijk(self, adres: str) -> None:
        verwijzing = eigen_verwijzing(adres)
        if verwijzing is None:
            haal_op(adres)
        elif not verwijzing.bron or not _bestaat(verwijzing):
            self.fail("bad-url")


def _bestaat(verwijzing: EigenVerwijzing) -> bool:
    return bron_met_naam(verwijzing.bron).model._default_manager.filter(uuid=verwijzing.uuid).exists()


class Objectdetails(Vormen):
    """What was told of the object, in the shape of its kind; null where only an address was given."""

    def __init__(self) -> None:
        super().__init__(vorm for vorm in OBJECTEN.values() if vorm)

    def lees(self) -> Combinable:
        """Return the details, and the numbers of the person that they are about."""
        nummers = (F(f"betrokkene__{kolom}") for kolom in PERSOONSNUMMERS.values())
        return JsonRij(F("objecttype"), F("gegevens"), *nummers)

    def maak(self, waarde: list[Any], basis: str) -> dict[str, Any] | None:
        """Return the details. Without `basis` it is for the trail, where no number of a person may stand."""
        soort, gegevens, *nummers = waarde
        serializer = OBJECTEN[soort]
        if serializer is None or gegevens is None:
            return None
        persoon = persoon_in(soort, gegevens)
        if persoon is not None:
            open_ = nummers_van(dict(zip(PERSOONSNUMMERS.values(), nummers, strict=True)), open_=bool(basis))
            gegevens = met_persoon(soort, gegevens, met_nummers(persoon, open_))
        return volledig(serializer, gegevens)


class ZaakobjectSerializer(DeelSerializer):
    """A thing that a zaak is about (RGBZ ZAAKOBJECT)."""

    onveranderlijk = ("zaak", "object", "zaakobjecttype", "objectType")

    url = Url("zaakobject")
    uuid = serializers.UUIDField(read_only=True)
    zaak = zaakveld()
    object = Objectadres(source="object_url", max_length=1000, required=False, allow_blank=True)
    zaakobjecttype = Verwijzing("zaakobjecttype", required=False, allow_null=True)
    objectType = serializers.ChoiceField(source="objecttype", choices=list(OBJECTEN))
    objectTypeOverige = Tekst(
        100,
        source="objecttype_overige",
        required=False,
        allow_blank=True,
        validators=[RegexValidator("[a-z_]+", _("Gebruik kleine letters en lage streepjes."))],
    )
    objectTypeOverigeDefinitie = Overigedefinitie(source="overige_definitie", required=False, allow_null=True)
    relatieomschrijving = Tekst(80, required=False, allow_blank=True)
    objectIdentificatie = Objectdetails()

    def to_internal_value(self, data: Any) -> Any:
        """Return the input with the details in the shape that objectType says; every fault at once."""
        fouten: dict[str, Any] = {}
        waarden, identificatie = {}, None
        try:
            waarden = super().to_internal_value(data)
        except serializers.ValidationError as fout:
            fouten = dict(fout.detail)  # type: ignore[arg-type]
        try:
            identificatie = self._identificatie(data)
        except serializers.ValidationError as fout:
            fouten |= dict(fout.detail)  # type: ignore[arg-type]
        fouten |= self._bezwaren(waarden, identificatie)
        if fouten:
            raise serializers.ValidationError(fouten)
        if waarden.get("overige_definitie"):
            keur_definitie(waarden["overige_definitie"], self._adres(waarden))
        return {**waarden, "identificatie": identificatie}

    def _bezwaren(self, waarden: Mapping[str, Any], identificatie: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return where a number of a person stands that belongs in a field of its own."""
        uit: dict[str, Any] = {}
        soort = self.instance.objecttype if self.instance else waarden.get("objecttype")
        if soort != Betrokkene.Soort.NIET_NATUURLIJK_PERSOON:  # whose RSIN looks like a BSN
            uit |= bezwaren_adres("object", waarden.get("object_url", ""))
        if identificatie and "overigeData" in identificatie:
            fouten = bezwaren_gegevens("overigeData", identificatie["overigeData"])
            uit |= {IDENTIFICATIE: fouten} if fouten else {}
        return uit

    def _adres(self, waarden: Mapping[str, Any]) -> str:
        """Return the address of the object elsewhere; the service says it when there has to be one."""
        adres = str(self.instance.object_url if self.instance else waarden.get("object_url", ""))
        return adres if adres and eigen_verwijzing(adres) is None else ""

    def _identificatie(self, data: Any) -> dict[str, Any] | None:
        """Return the details, or None where there are none; the kind of a row that exists does not change."""
        if not isinstance(data, Mapping):
            return None
        soort = OBJECTEN.get(self.instance.objecttype if self.instance else str(data.get("objectType")))
        gegeven = data.get(IDENTIFICATIE) or data.get(ALIAS)
        return keur(soort, gegeven, IDENTIFICATIE) if soort and gegeven else None


class Zaakobjecten(Zaakdeel):
    """The objects of zaken."""

    naam = "zaakobject"
    pad = "zaakobjecten"
    model = Zaakobject
    serializer = ZaakobjectSerializer
    breidt_uit = True
    scopes: ClassVar = {
        **SCOPES,
        MAKEN: ("zaken.aanmaken", *BIJWERKEN),
        VERWIJDEREN: (*BIJWERKEN, "zaken.verwijderen"),
    }
    filters: ClassVar[Mapping[str, Filter]] = {
        "zaak": filters.bron("zaak", "zaak__uuid"),
        "object": Filter(Adres(), "object_url"),
        "objectType": filters.keuze(list(OBJECTEN), "objecttype"),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Zaakobject:
        """Return the new object of the zaak."""
        geforceerd = self.eis_zaak(verzoek, gegevens["zaak"], MAKEN)
        nieuw = Objectgegevens(
            soort=gegevens["objecttype"],
            url=gegevens.get("object_url", ""),
            identificatie=gegevens["identificatie"],
            soort_overige=gegevens.get("objecttype_overige", ""),
            overige_definitie=gegevens.get("overige_definitie"),
            relatieomschrijving=gegevens.get("relatieomschrijving", ""),
            zaakobjecttype=gegevens.get("zaakobjecttype"),
        )
        return voeg_object_toe(gegevens["zaak"], nieuw, door=verzoek.door, geforceerd=geforceerd)

    def wijzig(self, verzoek: Verzoek, rij: Zaakobject, gegevens: dict[str, Any], *, geheel: bool) -> Zaakobject:
        """Return the object with other details."""
        leeg = {"relatieomschrijving": "", "objecttype_overige": "", "overige_definitie": None}
        gegeven = {naam: waarde for naam, waarde in gegevens.items() if naam in leeg}
        return wijzig_object(
            rij,
            {**(leeg if geheel else {}), **gegeven},
            identificatie=gegevens["identificatie"],
            door=verzoek.door,
            geheel=geheel,
            geforceerd=self.eis_zaak(verzoek, rij.zaak, WIJZIGEN),
        )

    def verwijder(self, verzoek: Verzoek, rij: Zaakobject) -> None:
        """Take the object from the zaak."""
        verwijder_object(rij, door=verzoek.door, geforceerd=self.eis_zaak(verzoek, rij.zaak, VERWIJDEREN))
