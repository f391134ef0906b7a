"""Verzendingen: to whom a document was sent, or from whom it came."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, ClassVar

from django.db.models import QuerySet

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import MAKEN, WIJZIGEN, Bron, Verzoek
from mijnportaal.zgw.filters import Filter
from zaken.api.apis import DOCUMENTEN
from zaken.api.documenten.serializers import VerzendingSerializer
from zaken.api.documenten.toegang import BIJ_DOCUMENT, eis_op_document, leesbare_delen
from zaken.models import Verzending
from zaken.services.documenten import Verzendgegevens, maak_verzending, verwijder_verzending, wijzig_verzending


class Verzendingen(Bron):
    """/verzendingen."""

    naam = "verzending"
    api = DOCUMENTEN
    pad = "verzendingen"
    model = Verzending
    serializer = VerzendingSerializer
    scopes = BIJ_DOCUMENT
    breidt_uit = True
    filters: ClassVar[Mapping[str, Filter]] = {
        "aardRelatie": filters.keuze(Verzending.Aard.choices, "aard_relatie"),
        "informatieobject": filters.bron("enkelvoudiginformatieobject", "informatieobject__uuid"),
        "betrokkene": filters.tekst("betrokkene"),
    }

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the verzendingen of the documents that this client may see."""
        return leesbare_delen(Verzending, verzoek, scopes)

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Verzending:
        """Return the new verzending."""
        eis_op_document(verzoek, gegevens["informatieobject"], self.scopes[MAKEN])
        return maak_verzending(Verzendgegevens(**gegevens), door=verzoek.door)

    def wijzig(self, verzoek: Verzoek, rij: Verzending, gegevens: dict[str, Any], *, geheel: bool) -> Verzending:
        """Return the verzending, changed; to another document only who may change that one too."""
        if not geheel:
            gegevens = {veld.name: getattr(rij, veld.name) for veld in fields(Verzendgegevens)} | gegevens
        eis_op_document(verzoek, gegevens["informatieobject"], self.scopes[WIJZIGEN])
        return wijzig_verzending(rij, Verzendgegevens(**gegevens), geheel=geheel, door=verzoek.door)

    def verwijder(self, verzoek: Verzoek, rij: Verzending) -> None:
        """Delete the verzending."""
        verwijder_verzending(rij, door=verzoek.door)
