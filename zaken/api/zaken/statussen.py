"""Statussen: where a zaak stands (zrc-007, zrc-008, zrc-016)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import LEZEN, MAKEN, Bron, Verzoek
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.velden import Berekend, BronSerializer, Url, Verwijzing, Verwijzingen
from zaken.api.apis import ZAKEN
from zaken.models import Status, Zaakinformatieobject
from zaken.services.statussen import plaats_status
from zaken.toegang import scopes_op, zaken_met_scope

NIEUWER = Status.objects.filter(zaak=OuterRef("zaak")).filter(
    Q(datum__gt=OuterRef("datum")) | Q(datum=OuterRef("datum"), pk__gt=OuterRef("pk"))
)


class StatusSerializer(BronSerializer):
    """A status that a zaak has or had (RGBZ STATUS)."""

    url = Url("status")
    uuid = serializers.UUIDField(read_only=True)
    zaak = Verwijzing("zaak", select=("zaaktypeversie__zaaktype__catalogus",))
    statustype = Verwijzing("statustype")
    datumStatusGezet = serializers.DateTimeField(source="datum")
    statustoelichting = serializers.CharField(source="toelichting", required=False, allow_blank=True, max_length=1000)
    indicatieLaatstGezetteStatus = Berekend(~Exists(NIEUWER), schema={"type": "boolean"})
    gezetdoor = Verwijzing("rol", source="gezet_door", required=False, allow_null=True, max_length=200)
    zaakinformatieobjecten = Verwijzingen(
        "zaakinformatieobject", Zaakinformatieobject.objects.filter(status=OuterRef("pk")).order_by("pk")
    )


class Statussen(Bron):
    """The statuses of zaken; they are only added."""

    naam = "status"
    api = ZAKEN
    pad = "statussen"
    model = Status
    serializer = StatusSerializer
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {
        LEZEN: ("zaken.lezen",),
        MAKEN: ("zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.heropenen"),
    }
    filters: ClassVar[Mapping[str, Filter]] = {
        "zaak": filters.bron("zaak", "zaak__uuid"),
        "statustype": filters.bron("statustype", "statustype__uuid"),
        "indicatieLaatstGezetteStatus": filters.waarheid(lambda waarde: Q(Exists(NIEUWER), _negated=waarde)),
    }

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the statuses of the zaken that this client may see."""
        return Status.objects.filter(zaak__in=zaken_met_scope(verzoek.client, *scopes))

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Status:
        """Return the status; the last one of its zaaktype closes the zaak, another on a closed zaak reopens it."""
        zaak = gegevens["zaak"]
        return plaats_status(
            zaak,
            gegevens["statustype"],
            datum=gegevens["datum"],
            toelichting=gegevens.get("toelichting", ""),
            gezet_door=gegevens.get("gezet_door"),
            mag_heropenen="zaken.heropenen" in scopes_op(verzoek.client, zaak),
            door=verzoek.door,
        )
