"""Zaakeigenschappen: the facts of a zaak that its zaaktype asks for (zrc-018)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, QuerySet
from rest_framework import serializers

from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Verzoek
from mijnportaal.zgw.fouten import geen_toestemming, niet_gevonden, veld_ongeldig
from mijnportaal.zgw.velden import Berekend, Url, Verwijzing
from zaken.api.zaken.zaakdeel import DeelSerializer, Zaakdeel, zaakveld
from zaken.models import Zaak, Zaakeigenschap
from zaken.services.eigenschappen import verwijder_eigenschap, wijzig_waarde, zet_eigenschap
from zaken.toegang import zaken_met_scope


class ZaakeigenschapSerializer(DeelSerializer):
    """A fact of a zaak; `naam` is that of its eigenschap."""

    onveranderlijk = ("zaak", "eigenschap")

    url = Url("zaakeigenschap", via="zaak__uuid")
    uuid = serializers.UUIDField(read_only=True)
    zaak = zaakveld()
    eigenschap = Verwijzing("eigenschap")
    naam = Berekend(F("eigenschap__naam"))
    waarde = serializers.CharField(trim_whitespace=False)


class Zaakeigenschappen(Zaakdeel):
    """The facts of one zaak."""

    naam = "zaakeigenschap"
    pad = "zaken/{}/zaakeigenschappen"
    ouder = "zaak_uuid"
    model = Zaakeigenschap
    serializer = ZaakeigenschapSerializer
    bladert = False
    breidt_uit = True

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the facts of the zaak of the address."""
        rijen = super().rijen(verzoek, scopes).filter(zaak__uuid=verzoek.pad["zaak_uuid"])
        return rijen.select_related("eigenschap")

    def eis_scope(self, verzoek: Verzoek, handeling: str) -> Sequence[str]:
        """Return the scopes; the zaak of the address must be there, and be one that this client may see."""
        scopes = super().eis_scope(verzoek, handeling)
        if handeling == LEZEN and "uuid" not in verzoek.pad:
            eis_ouder(verzoek, scopes)
        return scopes

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Zaakeigenschap:
        """Return the new fact."""
        zaak = gegevens["zaak"]
        if zaak.uuid != verzoek.pad["zaak_uuid"]:
            raise veld_ongeldig("zaak", "invalid", "De zaak is een andere dan die van het adres.")
        return zet_eigenschap(
            zaak,
            gegevens["eigenschap"],
            gegevens["waarde"],
            door=verzoek.door,
            streng=False,
            geforceerd=self.eis_zaak(verzoek, zaak, MAKEN),
        )

    def wijzig(
        self, verzoek: Verzoek, rij: Zaakeigenschap, gegevens: dict[str, Any], *, geheel: bool
    ) -> Zaakeigenschap:
        """Return the fact with its new value."""
        return wijzig_waarde(
            rij,
            gegevens.get("waarde", rij.waarde),
            door=verzoek.door,
            streng=False,
            geheel=geheel,
            geforceerd=self.eis_zaak(verzoek, rij.zaak, WIJZIGEN),
        )

    def verwijder(self, verzoek: Verzoek, rij: Zaakeigenschap) -> None:
        """Take the fact from the zaak."""
        verwijder_eigenschap(rij, door=verzoek.door, geforceerd=self.eis_zaak(verzoek, rij.zaak, VERWIJDEREN))


def eis_ouder(verzoek: Verzoek, scopes: Sequence[str]) -> Zaak:
    """Return the zaak of the address; 404 when it is not there, 403 when it is not for this client."""
    uuid = verzoek.pad["zaak_uuid"]
    zaak = zaken_met_scope(verzoek.client, *scopes).select_related("zaaktypeversie").filter(uuid=uuid).first()
    if zaak is None:
        raise geen_toestemming() if Zaak.objects.filter(uuid=uuid).exists() else niet_gevonden()
    return zaak
