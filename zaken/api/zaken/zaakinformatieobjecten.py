"""Zaakinformatieobjecten: which documents belong to a zaak (zrc-003, zrc-004, zrc-005, zrc-017)."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import TextField, Value
from django.db.models.functions import Cast
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import MAKEN, VERWIJDEREN, WIJZIGEN, Verzoek
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.velden import Berekend, Url, Verwijzing
from zaken.api.verwijzingen import Documentverwijzing, documentfilter
from zaken.api.zaken.groepen import Tekst
from zaken.api.zaken.zaakdeel import BIJWERKEN, SCOPES, DeelSerializer, Zaakdeel, zaakveld
from zaken.models import Informatieobject, Zaakinformatieobject
from zaken.services.koppelingen import document_elders, koppel_document, ontkoppel_document, wijzig_koppeling

# Set by the system (zrc-004), in the words of the standard.
AARD = "Hoort bij, omgekeerd: kent"
AARDEN = [AARD, "Legt vast, omgekeerd: kan vastgelegd zijn als"]


class ZaakinformatieobjectSerializer(DeelSerializer):
    """That a document belongs to a zaak (RGBZ ZAAKINFORMATIEOBJECT)."""

    onveranderlijk = ("zaak", "informatieobject")

    url = Url("zaakinformatieobject")
    uuid = serializers.UUIDField(read_only=True)
    informatieobject = Documentverwijzing(
        "enkelvoudiginformatieobject",
        elders="elders_url",
        vorm="informatieobject",
        geen_match="bad-url",
        onbekend="bad-url",
        select=("informatieobjecttype",),
    )
    zaak = zaakveld()
    aardRelatieWeergave = Berekend(Cast(Value(AARD), TextField()), schema={"type": "string", "enum": AARDEN})
    titel = Tekst(200, required=False, allow_blank=True)
    beschrijving = Tekst(required=False, allow_blank=True)
    registratiedatum = serializers.DateTimeField(read_only=True)
    vernietigingsdatum = serializers.DateTimeField(required=False, allow_null=True)
    status = Verwijzing("status", required=False, allow_null=True)

    def was(self, bron: str) -> Any:
        """Return what this attribute of the row was: of a document elsewhere its address."""
        was = super().was(bron)
        return was.elders_url or was if isinstance(was, Informatieobject) else was


class Zaakinformatieobjecten(Zaakdeel):
    """The documents of zaken."""

    naam = "zaakinformatieobject"
    pad = "zaakinformatieobjecten"
    model = Zaakinformatieobject
    serializer = ZaakinformatieobjectSerializer
    bladert = False
    breidt_uit = True
    scopes: ClassVar = {
        **SCOPES,
        MAKEN: ("zaken.aanmaken", *BIJWERKEN),
        VERWIJDEREN: (*BIJWERKEN, "zaken.verwijderen"),
    }
    filters: ClassVar[Mapping[str, Filter]] = {
        "zaak": filters.bron("zaak", "zaak__uuid"),
        "informatieobject": documentfilter(),
    }

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Zaakinformatieobject:
        """Return the document at its zaak."""
        geforceerd = self.eis_zaak(verzoek, gegevens["zaak"], MAKEN)
        document = gegevens["informatieobject"]
        return koppel_document(
            gegevens["zaak"],
            document_elders(document) if isinstance(document, str) else document,
            **_relatie(gegevens, None),
            door=verzoek.door,
            geforceerd=geforceerd,
        )

    def wijzig(
        self, verzoek: Verzoek, rij: Zaakinformatieobject, gegevens: dict[str, Any], *, geheel: bool
    ) -> Zaakinformatieobject:
        """Return the link with what is said of it."""
        return wijzig_koppeling(
            rij,
            **_relatie(gegevens, None if geheel else rij),
            door=verzoek.door,
            geheel=geheel,
            geforceerd=self.eis_zaak(verzoek, rij.zaak, WIJZIGEN),
        )

    def verwijder(self, verzoek: Verzoek, rij: Zaakinformatieobject) -> None:
        """Take the document from the zaak."""
        ontkoppel_document(rij, door=verzoek.door, geforceerd=self.eis_zaak(verzoek, rij.zaak, VERWIJDEREN))


def _relatie(gegevens: Mapping[str, Any], rij: Zaakinformatieobject | None) -> dict[str, Any]:
    """Return what is said of the link; what was not given stays as it was, or is empty."""
    leeg = {"titel": "", "beschrijving": "", "vernietigingsdatum": None, "status": None}
    return {naam: gegevens.get(naam, getattr(rij, naam) if rij else niets) for naam, niets in leeg.items()}
