"""Relations that several APIs have in the same way."""

from django.db.models import F, Q
from django.db.models.expressions import Combinable

from mijnportaal.zgw.adressen import eigen_verwijzing
from mijnportaal.zgw.filters import NIEMAND, Filter
from mijnportaal.zgw.lezer import JsonRij
from mijnportaal.zgw.velden import Adres, Verwijzing


class Documentverwijzing(Verwijzing):
    """A document, here or in another register: of that one we keep a row with its address."""

    def lees(self) -> Combinable:
        """Return the uuid, and the address elsewhere."""
        return JsonRij(F("informatieobject__uuid"), F("informatieobject__elders_url"))


def documentfilter() -> Filter:
    """Return the filter on a document, by its address here or elsewhere."""
    return Filter(Adres(), _document)


def _document(adres: str) -> Q:
    verwijzing = eigen_verwijzing(adres)
    if verwijzing is None:
        return Q(informatieobject__elders_url=adres)
    uuid = verwijzing.uuid if verwijzing.bron == "enkelvoudiginformatieobject" else NIEMAND
    return Q(informatieobject__uuid=uuid)
