"""Contactmomenten and verzoeken of other registers that belong to a zaak."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, Verzoek
from mijnportaal.zgw.elders import haal_op
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.velden import Adres, Url
from zaken.api.zaken.zaakdeel import DeelSerializer, Zaakdeel, zaakveld
from zaken.models import Zaakcontactmoment, Zaakverzoek
from zaken.services.klantcontacten import koppel_contactmoment, koppel_verzoek, ontkoppel

BIJWERKEN = ("zaken.bijwerken",)


class AdresElders(Adres):
    """The address of a resource in another register, that must answer."""

    def __init__(self, vorm: str) -> None:
        self.vorm = vorm
        super().__init__(max_length=1000)

    def to_internal_value(self, data: Any) -> str:
        """Return the address; raise bad-url or invalid-resource."""
        adres = super().to_internal_value(data)
        haal_op(adres, vorm=self.vorm)
        return adres


class ZaakcontactmomentSerializer(DeelSerializer):
    """That a contactmoment is about a zaak."""

    url = Url("zaakcontactmoment")
    uuid = serializers.UUIDField(read_only=True)
    zaak = zaakveld()
    contactmoment = AdresElders("contactmoment")


class ZaakverzoekSerializer(DeelSerializer):
    """That a verzoek led to a zaak."""

    url = Url("zaakverzoek")
    uuid = serializers.UUIDField(read_only=True)
    zaak = zaakveld()
    verzoek = AdresElders("verzoek")


class Koppelingen(Zaakdeel):
    """Links of zaken to another register."""

    bladert = False
    met_etag = False
    scopes: ClassVar = {LEZEN: ("zaken.lezen",), MAKEN: BIJWERKEN, VERWIJDEREN: BIJWERKEN}

    def verwijder(self, verzoek: Verzoek, rij: Any) -> None:
        """Take the link away."""
        ontkoppel(rij, door=verzoek.door, geforceerd=self.eis_zaak(verzoek, rij.zaak, VERWIJDEREN))


class Zaakcontactmomenten(Koppelingen):
    """The contactmomenten of zaken."""

    naam = "zaakcontactmoment"
    pad = "zaakcontactmomenten"
    model = Zaakcontactmoment
    serializer = ZaakcontactmomentSerializer
    filters: ClassVar[Mapping[str, Filter]] = {
        "zaak": filters.bron("zaak", "zaak__uuid"),
        "contactmoment": Filter(Adres(), "contactmoment"),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Zaakcontactmoment:
        """Return the link."""
        zaak = gegevens["zaak"]
        geforceerd = self.eis_zaak(verzoek, zaak, MAKEN)
        return koppel_contactmoment(zaak, gegevens["contactmoment"], door=verzoek.door, geforceerd=geforceerd)


class Zaakverzoeken(Koppelingen):
    """The verzoeken of zaken."""

    naam = "zaakverzoek"
    pad = "zaakverzoeken"
    model = Zaakverzoek
    serializer = ZaakverzoekSerializer
    filters: ClassVar[Mapping[str, Filter]] = {
        "zaak": filters.bron("zaak", "zaak__uuid"),
        "verzoek": Filter(Adres(), "verzoek"),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Zaakverzoek:
        """Return the link."""
        zaak = gegevens["zaak"]
        geforceerd = self.eis_zaak(verzoek, zaak, MAKEN)
        return koppel_verzoek(zaak, gegevens["verzoek"], door=verzoek.door, geforceerd=geforceerd)
