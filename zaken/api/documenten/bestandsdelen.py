"""Bestandsdelen: the parts in which a large file comes in, straight into the store."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.core.files.uploadhandler import FileUploadHandler
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from mijnportaal.kern.opslag import Opvang, onderweg
from mijnportaal.zgw import fouten
from mijnportaal.zgw.bron import WIJZIGEN, Bron, Verzoek
from mijnportaal.zgw.fouten import Fout, Veldfout
from zaken.api.apis import DOCUMENTEN
from zaken.api.documenten.beschrijving import van_bestandsdelen
from zaken.api.documenten.serializers import BestandsdeelSerializer
from zaken.models import Bestandsdeel
from zaken.services.documenten import lever_deel_aan
from zaken.toegang import documenten_met_scope


class NaarOpvang(FileUploadHandler):
    """Takes the file `inhoud` of a form, piece by piece; any other file is passed over."""

    def __init__(self, opvang: Opvang) -> None:
        super().__init__()
        self.opvang, self.binnen = opvang, False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece."""
        if self.field_name == "inhoud":
            self.opvang.write(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Remember that the file came; nothing of it is left for the form."""
        self.binnen = self.binnen or self.field_name == "inhoud"


class Bestandsdelen(Bron):
    """/bestandsdelen: only the PUT of a part."""

    naam = "bestandsdeel"
    api = DOCUMENTEN
    pad = "bestandsdelen"
    model = Bestandsdeel
    serializer = BestandsdeelSerializer
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {WIJZIGEN: ("documenten.bijwerken",)}
    met_etag = False
    lijstmethoden = frozenset()
    detailmethoden = frozenset({"PUT"})

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the parts of the documents that this client may change."""
        documenten = documenten_met_scope(verzoek.client, *scopes)
        return Bestandsdeel.objects.filter(informatieobject__in=documenten.values("pk"))

    def wijzig(self, verzoek: Verzoek, rij: Bestandsdeel, gegevens: dict[str, Any], *, geheel: bool) -> Bestandsdeel:
        """Return the part with its content."""
        return lever_deel_aan(rij, gegevens["inhoud"], slot=gegevens["lock"])

    def oas_extra(self, naam: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the description of the form."""
        return van_bestandsdelen(self, naam)

    def _wijzig(self, verzoek: Verzoek) -> HttpResponse:
        rij = self.zoek(verzoek, self.eis_scope(verzoek, WIJZIGEN))
        with onderweg() as opvangen:
            opvangen.append(Opvang())
            slot = _lees_formulier(verzoek.request, opvangen[0])
            with transaction.atomic():
                self.wijzig(verzoek, rij, {"inhoud": opvangen[0].bewaar(), "lock": slot}, geheel=True)
                resource = self.toon(verzoek, rij.pk)
        return self.json(resource)


def _lees_formulier(request: HttpRequest, opvang: Opvang) -> str:
    """Return the key of the lock; the file of the form is in `opvang`."""
    if request.content_type not in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        detail = _("Ongeldige media type “%(soort)s” in aanvraag.") % {"soort": request.content_type}
        raise Fout(415, "unsupported_media_type", detail, detail)
    ontvanger = NaarOpvang(opvang)
    slot = ""
    if request.content_type == "multipart/form-data":
        request.upload_handlers = [ontvanger]
        try:
            velden, _bestanden = request.parse_file_upload(request.META, request)
        except MultiPartParserError as fout:
            raise fouten.onleesbaar(str(fout)) from fout
        slot = velden.get("lock", "")
    missend = [naam for naam, er in (("inhoud", ontvanger.binnen), ("lock", bool(slot))) if not er]
    if missend:
        raise fouten.ongeldig(*(Veldfout(naam, "required", _("Dit veld is vereist.")) for naam in missend))
    return str(slot)
