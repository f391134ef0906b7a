"""Gebruiksrechten: the conditions under which others may use a document (drc-006)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import MAKEN, Bron, Verzoek
from mijnportaal.zgw.filters import Filter
from zaken.api.apis import DOCUMENTEN
from zaken.api.documenten.serializers import GebruiksrechtSerializer
from zaken.api.documenten.toegang import BIJ_DOCUMENT, eis_op_document, leesbare_delen
from zaken.models import Gebruiksrecht
from zaken.services.documenten import maak_gebruiksrecht, verwijder_gebruiksrecht, wijzig_gebruiksrecht


class Gebruiksrechten(Bron):
    """/gebruiksrechten."""

    naam = "gebruiksrechten"
    api = DOCUMENTEN
    pad = "gebruiksrechten"
    model = Gebruiksrecht
    serializer = GebruiksrechtSerializer
    scopes = BIJ_DOCUMENT
    breidt_uit = True
    bladert = False
    filters: ClassVar[Mapping[str, Filter]] = {
        "informatieobject": filters.bron("enkelvoudiginformatieobject", "informatieobject__uuid"),
        **{
            f"{naam}__{soort}": filters.tijdstip(f"{naam}__{soort}")
            for naam in ("startdatum", "einddatum")
            for soort in ("lt", "lte", "gt", "gte")
        },
    }

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the conditions of the documents that this client may see."""
        return leesbare_delen(Gebruiksrecht, verzoek, scopes)

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Gebruiksrecht:
        """Return the new conditions."""
        document = gegevens.pop("informatieobject")
        eis_op_document(verzoek, document, self.scopes[MAKEN])
        return maak_gebruiksrecht(document, **{"einddatum": None, **gegevens}, door=verzoek.door)

    def wijzig(self, verzoek: Verzoek, rij: Gebruiksrecht, gegevens: dict[str, Any], *, geheel: bool) -> Gebruiksrecht:
        """Return the conditions, changed."""
        if geheel:
            gegevens = {"einddatum": None, **gegevens}
        return wijzig_gebruiksrecht(rij, gegevens, geheel=geheel, door=verzoek.door)

    def verwijder(self, verzoek: Verzoek, rij: Gebruiksrecht) -> None:
        """Delete the conditions."""
        verwijder_gebruiksrecht(rij, door=verzoek.door)
