"""What a zaak looks like in the Zaken API (RGBZ ZAAK, zrc-009 to zrc-015)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from mijnportaal.zgw.velden import (
    RSIN,
    Adres,
    Berekend,
    BronSerializer,
    DuurVeld,
    NaamKeuze,
    Objectlijst,
    Url,
    Verwijzing,
    Verwijzingen,
)
from zaken.api.zaken.velden import (
    Geometrie,
    Heel,
    LaatsteStatus,
    Lijstadres,
    Rijgroep,
    Typeverwijzing,
    Zaakverwijzing,
)
from zaken.models import (
    AardRelatie,
    Archiefnominatie,
    Archiefstatus,
    Betalingsindicatie,
    Opschorting,
    Rol,
    Verlenging,
    Vertrouwelijkheid,
    Zaak,
    Zaakeigenschap,
    Zaakinformatieobject,
    Zaakkenmerk,
    Zaakobject,
    Zaakrelatie,
)
from zaken.selectielijst import communicatiekanaal_van, resultaat_van

AARDEN = [keuze for keuze in AardRelatie.choices if keuze[0] != AardRelatie.OVERIG]
VAN_ZAAK = OuterRef("pk")


class Verlengingsgroep(Rijgroep):
    """By how much the term was made longer, and why."""

    leeg: ClassVar[Mapping[str, Any]] = {"reden": "", "duur": None}

    reden = serializers.CharField(max_length=200, allow_blank=True)
    duur = DuurVeld(allow_null=True)

    def rijen(self) -> QuerySet[Any, Any]:
        """Return the lengthenings by law, the newest first."""
        return Verlenging.objects.filter(zaak=VAN_ZAAK, grond=Verlenging.Grond.VERDAGING).order_by("-pk")

    def waarden(self) -> list[Combinable]:
        """Return reden and duur."""
        return [F("reden"), F("duur")]


class Opschortingsgroep(Rijgroep):
    """Whether the term stands still, and why."""

    leeg: ClassVar[Mapping[str, Any]] = {"indicatie": False, "reden": ""}

    indicatie = serializers.BooleanField()
    reden = serializers.CharField(max_length=200, allow_blank=True)

    def rijen(self) -> QuerySet[Any, Any]:
        """Return the suspensions, the newest first."""
        return Opschorting.objects.filter(zaak=VAN_ZAAK).order_by("-pk")

    def waarden(self) -> list[Combinable]:
        """Return whether it goes on, and reden."""
        return [ExpressionWrapper(Q(beeindigd_op=None), output_field=BooleanField()), F("reden")]


class Procesobject(Heel):
    """The object that the process behind the zaak was about (RGBZ PROCESOBJECT)."""

    datumkenmerk = serializers.CharField(max_length=250, allow_blank=True)
    identificatie = serializers.CharField(max_length=250, allow_blank=True)
    objecttype = serializers.CharField(max_length=250, allow_blank=True)
    registratie = serializers.CharField(max_length=250, allow_blank=True)

    def lees(self) -> Combinable:
        """Return the column."""
        return F("processobject")

    def maak(self, waarde: Mapping[str, Any] | None, basis: str) -> dict[str, str]:
        """Return the group, always whole (zrc-012)."""
        return {naam: (waarde or {}).get(naam, "") for naam in self._declared_fields}


class Kenmerk(Heel):
    """A mark under which another register knows the zaak."""

    kenmerk = serializers.CharField(max_length=40)
    bron = serializers.CharField(max_length=40)


class RelevanteZaak(Heel):
    """Another zaak, here or in another register, and what it is to this one (zrc-011)."""

    url = Verwijzing("zaak", source="andere_zaak", elders="andere_zaak_url", vorm="zaak")
    aardRelatie = serializers.ChoiceField(source="aard", choices=AARDEN)


class Nominatie(serializers.ChoiceField):
    """What becomes of the zaak later; null where nobody knows yet."""

    def __init__(self) -> None:
        super().__init__(choices=Archiefnominatie.choices, required=False, allow_blank=True, allow_null=True)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """Store none as empty."""
        return super().run_validation("" if data is None else data)

    def maak(self, waarde: str, basis: str) -> str | None:
        """Return the word or null."""
        return waarde or None


class Bewaardatum(serializers.DateField):
    """The day on which the retention begins: that of the archivaris, or else the one that follows from the rules."""

    def lees(self) -> Combinable:
        """Return the day (zrc-026)."""
        return Coalesce(F("startdatum_bewaartermijn"), F("brondatum"))


def _weergave(waarde: str, basis: str) -> str:
    return str(Betalingsindicatie(waarde).label) if waarde else ""


def _tekst(lengte: int, **opties: Any) -> serializers.CharField:
    return serializers.CharField(max_length=lengte, required=False, allow_blank=True, **opties)


def _datum(**opties: Any) -> serializers.DateField:
    return serializers.DateField(required=False, allow_null=True, **opties)


class ZaakSerializer(BronSerializer):
    """A zaak: what was asked, when, by which rules, and what it hangs together with."""

    url = Url("zaak")
    uuid = serializers.UUIDField(read_only=True)
    identificatie = _tekst(40, validators=[RegexValidator(r"\A[ -~]*\Z", _("Gebruik geen letters met accenten."))])
    bronorganisatie = RSIN()
    omschrijving = _tekst(80)
    toelichting = _tekst(1000)
    zaaktype = Typeverwijzing("zaaktype", source="zaaktypeversie", select=("zaaktype__catalogus", "groep"))
    registratiedatum = _datum()
    verantwoordelijkeOrganisatie = RSIN()
    startdatum = serializers.DateField()
    einddatum = serializers.DateField(read_only=True, allow_null=True)
    einddatumGepland = _datum(source="streefdatum")
    uiterlijkeEinddatumAfdoening = _datum(source="uiterlijke_einddatum")
    publicatiedatum = _datum()
    communicatiekanaal = Lijstadres("communicatiekanalen", communicatiekanaal_van, vorm="communicatiekanaal")
    productenOfDiensten = serializers.ListField(child=Adres(max_length=1000), required=False)
    vertrouwelijkheidaanduiding = NaamKeuze(Vertrouwelijkheid, required=False, allow_blank=True)
    betalingsindicatie = serializers.ChoiceField(choices=Betalingsindicatie.choices, required=False, allow_blank=True)
    betalingsindicatieWeergave = Berekend(F("betalingsindicatie"), maak=_weergave)
    laatsteBetaaldatum = serializers.DateTimeField(required=False, allow_null=True)
    zaakgeometrie = Geometrie(source="geometrie", required=False, allow_null=True)
    verlenging = Verlengingsgroep(required=False, allow_null=True)
    opschorting = Opschortingsgroep(required=False, allow_null=True)
    selectielijstklasse = Lijstadres("resultaten", resultaat_van, vorm="resultaat")
    hoofdzaak = Zaakverwijzing("zaak", required=False, allow_null=True)
    deelzaken = Verwijzingen("zaak", Zaak.objects.filter(hoofdzaak=VAN_ZAAK).order_by("pk"))
    relevanteAndereZaken = Objectlijst(
        child=RelevanteZaak(),
        rijen=Zaakrelatie.objects.filter(zaak=VAN_ZAAK).exclude(aard=AardRelatie.OVERIG).order_by("pk"),
        bron="zaak",
        source="relaties",
        required=False,
    )
    eigenschappen = Verwijzingen(
        "zaakeigenschap", Zaakeigenschap.objects.filter(zaak=VAN_ZAAK).order_by("pk"), via="zaak__uuid"
    )
    rollen = Verwijzingen("rol", Rol.objects.filter(zaak=VAN_ZAAK).order_by("pk"))
    status = LaatsteStatus()
    zaakinformatieobjecten = Verwijzingen(
        "zaakinformatieobject", Zaakinformatieobject.objects.filter(zaak=VAN_ZAAK).order_by("pk")
    )
    zaakobjecten = Verwijzingen("zaakobject", Zaakobject.objects.filter(zaak=VAN_ZAAK).order_by("pk"))
    kenmerken = Objectlijst(
        child=Kenmerk(), rijen=Zaakkenmerk.objects.filter(zaak=VAN_ZAAK).order_by("pk"), required=False
    )
    archiefnominatie = Nominatie()
    archiefstatus = serializers.ChoiceField(choices=Archiefstatus.choices, required=False, allow_blank=True)
    archiefactiedatum = _datum()
    resultaat = Verwijzing("resultaat", read_only=True, allow_null=True)
    opdrachtgevendeOrganisatie = RSIN(required=False, allow_blank=True)
    processobjectaard = _tekst(200)
    startdatumBewaartermijn = Bewaardatum(required=False, allow_null=True)
    processobject = Procesobject(required=False, allow_null=True)
