"""Statussen: where a zaak stands (zrc-007, zrc-008, zrc-016)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import LEZEN, MAKEN, Verzoek
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.fouten import geen_toestemming
from mijnportaal.zgw.velden import Berekend, BronSerializer, Url, Verwijzing, Verwijzingen
from zaken.api.zaken.velden import Ouderzaak, Typeverwijzing
from zaken.api.zaken.zaakdeel import Zaakdeel
from zaken.models import Status, Zaakinformatieobject
from zaken.services.statussen import plaats_status
from zaken.toegang import scopes_op

NIEUWER = Status.objects.filter(zaak=OuterRef("zaak")).filter(
    Q(datum__gt=OuterRef("datum")) | Q(datum=OuterRef("datum"), pk__gt=OuterRef("pk"))
)
EERSTE, VOLGENDE, HEROPENEN = "zaken.aanmaken", "zaken.statussen.toevoegen", "zaken.heropenen"


class StatusSerializer(BronSerializer):
    """A status that a zaak has or had (RGBZ STATUS)."""

    url = Url("status")
    uuid = serializers.UUIDField(read_only=True)
    zaak = Ouderzaak()
    statustype = Typeverwijzing("statustype", select=("zaaktypeversie",))
    datumStatusGezet = serializers.DateTimeField(source="datum")
    statustoelichting = serializers.CharField(source="toelichting", required=False, allow_blank=True, max_length=1000)
    indicatieLaatstGezetteStatus = Berekend(~Exists(NIEUWER), schema={"type": "boolean"})
    gezetdoor = Verwijzing("rol", source="gezet_door", required=False, allow_null=True, max_length=200)
    zaakinformatieobjecten = Verwijzingen(
        "zaakinformatieobject", Zaakinformatieobject.objects.filter(status=OuterRef("pk")).order_by("pk")
    )


class Statussen(Zaakdeel):
    """The statuses of zaken; they are only added."""

    naam = "status"
    pad = "statussen"
    model = Status
    serializer = StatusSerializer
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {
        LEZEN: ("zaken.lezen",),
        MAKEN: (EERSTE, VOLGENDE, HEROPENEN),
    }
    filters: ClassVar[Mapping[str, Filter]] = {
        "zaak": filters.bron("zaak", "zaak__uuid"),
        "statustype": filters.bron("statustype", "statustype__uuid"),
        "indicatieLaatstGezetteStatus": filters.waarheid(lambda waarde: Q(Exists(NIEUWER), _negated=waarde)),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Status:
        """Return the status; the last one of its zaaktype closes the zaak, another on a closed zaak reopens it."""
        zaak = gegevens["zaak"]
        scopes = scopes_op(verzoek.client, zaak)
        if scopes.isdisjoint(self.scopes[MAKEN]):
            raise geen_toestemming()
        return plaats_status(
            zaak,
            gegevens["statustype"],
            datum=gegevens["datum"],
            toelichting=gegevens.get("toelichting", ""),
            gezet_door=gegevens.get("gezet_door"),
            mag_volgende=VOLGENDE in scopes or HEROPENEN in scopes,
            mag_heropenen=HEROPENEN in scopes,
            door=verzoek.door,
        )
