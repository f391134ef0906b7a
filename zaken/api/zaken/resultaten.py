"""Resultaten: the outcome of a zaak (zrc-020, zrc-021)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import MAKEN, VERWIJDEREN, WIJZIGEN, Verzoek
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.velden import Url
from zaken.api.zaken.velden import Ouderzaak, Typeverwijzing
from zaken.api.zaken.zaakdeel import DeelSerializer, Zaakdeel
from zaken.models import Resultaat
from zaken.services.resultaten import leg_resultaat_vast, verwijder_resultaat, wijzig_resultaat


class ResultaatSerializer(DeelSerializer):
    """How a zaak ended (RGBZ RESULTAAT)."""

    onveranderlijk = ("zaak", "resultaattype")

    url = Url("resultaat")
    uuid = serializers.UUIDField(read_only=True)
    zaak = Ouderzaak()
    resultaattype = Typeverwijzing("resultaattype", select=("zaaktypeversie",))
    toelichting = serializers.CharField(required=False, allow_blank=True, max_length=1000)


class Resultaten(Zaakdeel):
    """The outcomes of zaken, one for each."""

    naam = "resultaat"
    pad = "resultaten"
    model = Resultaat
    serializer = ResultaatSerializer
    breidt_uit = True
    filters: ClassVar[Mapping[str, Filter]] = {
        "zaak": filters.bron("zaak", "zaak__uuid"),
        "resultaattype": filters.bron("resultaattype", "resultaattype__uuid"),
    }
    codes: ClassVar[Mapping[str, str]] = {"zaken_resultaat_zaak_id_key": "unique"}

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Resultaat:
        """Return the outcome of the zaak; it closes with its last status."""
        return leg_resultaat_vast(
            gegevens["zaak"],
            gegevens["resultaattype"],
            toelichting=gegevens.get("toelichting", ""),
            geforceerd=self.eis_zaak(verzoek, gegevens["zaak"], MAKEN),
            door=verzoek.door,
        )

    def wijzig(self, verzoek: Verzoek, rij: Resultaat, gegevens: dict[str, Any], *, geheel: bool) -> Resultaat:
        """Return the outcome with another explanation."""
        return wijzig_resultaat(
            rij,
            toelichting=gegevens.get("toelichting", rij.toelichting),
            geheel=geheel,
            geforceerd=self.eis_zaak(verzoek, rij.zaak, WIJZIGEN),
            door=verzoek.door,
        )

    def verwijder(self, verzoek: Verzoek, rij: Resultaat) -> None:
        """Take the outcome back."""
        verwijder_resultaat(rij, geforceerd=self.eis_zaak(verzoek, rij.zaak, VERWIJDEREN), door=verzoek.door)
