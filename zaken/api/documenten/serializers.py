"""The resources of the Documenten API: their fields in the names of the standard."""

from typing import Any, ClassVar

from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.zgw.adressen import bron_met_naam
from mijnportaal.zgw.lezer import JsonRij, tijdstip
from mijnportaal.zgw.velden import RSIN, Adres, Berekend, BronSerializer, NaamKeuze, Objectlijst, Url, Verwijzing
from zaken.api.documenten.velden import Inhoudveld, JsonGroep, VanVersie, optioneel
from zaken.models import Bestandsdeel, Informatieobject, Objectinformatieobject, Vertrouwelijkheid, Verzending

GROOTSTE_GETAL = 2**63 - 1
ALGORITMES = (
    "crc_16", "crc_32", "crc_64", "fletcher_4", "fletcher_8", "fletcher_16", "fletcher_32", "hmac", "md5", "sha_1",
    "sha_256", "sha_512", "sha_3",
)  # fmt: skip


class Ondertekening(JsonGroep):
    """How and when the document was signed."""

    leeg = {"soort": "", "datum": None}

    soort = serializers.ChoiceField(choices=["analoog", "digitaal", "pki"])
    datum = serializers.DateField()


class Integriteit(JsonGroep):
    """A checksum by which somebody can see that the file is whole."""

    leeg = {"algoritme": "", "waarde": "", "datum": None}

    algoritme = serializers.ChoiceField(choices=ALGORITMES)
    waarde = serializers.CharField(max_length=128)
    datum = serializers.DateField()


class BestandsdeelSerializer(BronSerializer):
    """A part of a large file: how much has to come, and whether it has."""

    url = Url("bestandsdeel")
    volgnummer = serializers.IntegerField(read_only=True)
    omvang = serializers.IntegerField(read_only=True)
    voltooid = Berekend(ExpressionWrapper(~Q(pad=""), BooleanField()), schema={"type": "boolean"})
    lock = Berekend(F("informatieobject__slot"))


class DocumentSerializer(BronSerializer):
    """ENKELVOUDIGINFORMATIEOBJECT: what is said of a document, with the file of its newest version."""

    url = Url("enkelvoudiginformatieobject")
    identificatie = optioneel(40)
    bronorganisatie = RSIN()
    creatiedatum = serializers.DateField()
    titel = serializers.CharField(max_length=200)
    vertrouwelijkheidaanduiding = NaamKeuze(Vertrouwelijkheid, required=False, allow_blank=True)
    auteur = serializers.CharField(max_length=200)
    status = serializers.ChoiceField(choices=Informatieobject.Status.choices, required=False, allow_blank=True)
    formaat = VanVersie("mimetype", serializers.CharField(max_length=255, allow_blank=True))
    taal = serializers.CharField(min_length=3, max_length=3)
    versie = VanVersie("versie")
    beginRegistratie = VanVersie("aangemaakt_op", maak=tijdstip, schema={"type": "string", "format": "date-time"})
    bestandsnaam = VanVersie("bestandsnaam", serializers.CharField(max_length=255, allow_blank=True))
    inhoud = Inhoudveld()
    bestandsomvang = VanVersie(
        "omvang",
        serializers.IntegerField(min_value=0, max_value=GROOTSTE_GETAL, allow_null=True),
        source="omvang",
        schema={"type": "integer", "format": "int64"},
    )
    link = Adres(max_length=200, required=False, allow_blank=True)
    beschrijving = optioneel(1000)
    ontvangstdatum = serializers.DateField(required=False, allow_null=True)
    verzenddatum = serializers.DateField(required=False, allow_null=True)
    indicatieGebruiksrecht = serializers.BooleanField(required=False, allow_null=True)
    verschijningsvorm = optioneel()
    ondertekening = Ondertekening(required=False, allow_null=True)
    integriteit = Integriteit(required=False, allow_null=True)
    informatieobjecttype = Verwijzing(
        "informatieobjecttype",
        max_length=200,
        geen_match="invalid-resource",
        onbekend="bad-url",
        select=("catalogus",),
    )
    locked = Berekend(ExpressionWrapper(~Q(slot=""), BooleanField()), schema={"type": "boolean"})
    bestandsdelen = Objectlijst(
        child=BestandsdeelSerializer(),
        rijen=Bestandsdeel.objects.filter(informatieobject=OuterRef("pk")).order_by("volgnummer"),
        read_only=True,
    )
    trefwoorden = serializers.ListField(child=serializers.CharField(max_length=100), required=False)


class DocumentMetSlotSerializer(DocumentSerializer):
    """What a client sends: the document, and the key of its lock when it changes."""

    lock = serializers.CharField(write_only=True, required=False, allow_blank=True, max_length=100)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Ask for the key of the lock in a PUT, which is whole (drc-009)."""
        if self.instance is not None and not self.partial and not attrs.get("lock"):
            raise serializers.ValidationError(
                {"lock": [serializers.ErrorDetail(str(_("Dit veld is vereist.")), "required")]}
            )
        return attrs


class GebruiksrechtSerializer(BronSerializer):
    """GEBRUIKSRECHTEN: the conditions under which others may use a document."""

    url = Url("gebruiksrechten")
    informatieobject = Verwijzing("enkelvoudiginformatieobject", select=("informatieobjecttype",))
    startdatum = serializers.DateTimeField()
    einddatum = serializers.DateTimeField(required=False, allow_null=True)
    omschrijvingVoorwaarden = serializers.CharField()


class BinnenlandsAdres(JsonGroep):
    """An address in the Netherlands."""

    huisletter = optioneel(1)
    huisnummer = serializers.IntegerField(min_value=1, max_value=99999)
    huisnummerToevoeging = optioneel(4)
    naamOpenbareRuimte = serializers.CharField(max_length=80)
    postcode = optioneel(6)
    woonplaatsnaam = serializers.CharField(max_length=80)


class BuitenlandsAdres(JsonGroep):
    """An address abroad."""

    adresBuitenland1 = serializers.CharField(max_length=35)
    adresBuitenland2 = optioneel(35)
    adresBuitenland3 = optioneel(35)
    landPostadres = Adres(max_length=200)


class Postadres(JsonGroep):
    """A post office box or an antwoordnummer."""

    postBusOfAntwoordnummer = serializers.IntegerField(min_value=1, max_value=9999)
    postadresPostcode = serializers.CharField(max_length=6)
    postadresType = serializers.ChoiceField(choices=["antwoordnummer", "postbusnummer"])
    woonplaatsnaam = serializers.CharField(max_length=80)


class VerzendingSerializer(BronSerializer):
    """VERZENDING: to whom a document was sent, or from whom it came."""

    url = Url("verzending")
    betrokkene = Adres(max_length=200)
    informatieobject = Verwijzing("enkelvoudiginformatieobject", select=("informatieobjecttype",))
    aardRelatie = serializers.ChoiceField(choices=Verzending.Aard.choices)
    toelichting = optioneel(200)
    ontvangstdatum = serializers.DateField(required=False, allow_null=True)
    verzenddatum = serializers.DateField(required=False, allow_null=True)
    contactPersoon = Adres(max_length=1000, source="contactpersoon")
    contactpersoonnaam = optioneel(40)
    binnenlandsCorrespondentieadres = BinnenlandsAdres(source="binnenlands_adres", required=False, allow_null=True)
    buitenlandsCorrespondentieadres = BuitenlandsAdres(source="buitenlands_adres", required=False, allow_null=True)
    correspondentiePostadres = Postadres(source="postadres", required=False, allow_null=True)
    faxnummer = optioneel(15, nullable=True)
    emailadres = optioneel(100, nullable=True)
    mijnOverheid = serializers.BooleanField(required=False)
    telefoonnummer = optioneel(15, nullable=True)


class Objectadres(serializers.CharField):
    """The object that a document belongs to: a zaak or besluit of ours, or an address elsewhere."""

    schema: ClassVar = {"type": "string", "format": "uri"}

    def lees(self) -> Combinable:
        """Return the uuid of the zaak, that of the besluit, and the address elsewhere."""
        return JsonRij(F("zaak__uuid"), F("besluit__uuid"), F("object_url"))

    def maak(self, waarde: Any, basis: str) -> str:
        """Return the address."""
        zaak, besluit, elders = waarde
        if elders:
            return str(elders)
        naam, uuid = ("zaak", zaak) if zaak else ("besluit", besluit)
        return basis + bron_met_naam(naam).adres_van(uuid)


class ObjectrelatieSerializer(BronSerializer):
    """OBJECTINFORMATIEOBJECT: that a document belongs to something."""

    url = Url("objectinformatieobject")
    informatieobject = Verwijzing("enkelvoudiginformatieobject", select=("informatieobjecttype",))
    object = Objectadres(max_length=1000)
    objectType = serializers.ChoiceField(choices=Objectinformatieobject.Objecttype.choices, source="objecttype")


class Paden(serializers.CharField):
    """Paths with commas between them, or a list of paths as `_zoek` of the Zaken API has it."""

    def to_internal_value(self, data: Any) -> str:
        """Return the paths with commas between them."""
        if isinstance(data, list) and all(isinstance(pad, str) for pad in data):
            data = ",".join(data)
        return super().to_internal_value(data)


class ZoekSerializer(serializers.Serializer):  # type: ignore[type-arg]
    """What `_zoek` looks for."""

    uuid__in = serializers.ListField(child=serializers.UUIDField())
    identificatie = serializers.CharField(required=False)
    bronorganisatie = serializers.CharField(required=False)
    expand = Paden(required=False)
