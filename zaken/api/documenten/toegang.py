"""Who may read and write what belongs to a document: whoever may do so with the document (zaken.toegang)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet

from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Verzoek
from mijnportaal.zgw.fouten import geen_toestemming
from zaken.models import Informatieobject
from zaken.toegang import documenten_met_scope, scopes_op

BIJ_DOCUMENT: Mapping[str, Sequence[str]] = {
    LEZEN: ("documenten.lezen",),
    MAKEN: ("documenten.aanmaken",),
    WIJZIGEN: ("documenten.bijwerken",),
    VERWIJDEREN: ("documenten.verwijderen",),
}


def leesbare_delen(model: type[Model], verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
    """Return the rows of a model whose document this client has one of these scopes on."""
    documenten = documenten_met_scope(verzoek.client, *scopes).filter(elders_url="")
    rijen: QuerySet[Any, Any] = model._default_manager.filter(informatieobject__in=documenten.values("pk"))
    return rijen.select_related("informatieobject__informatieobjecttype")


def eis_op_document(verzoek: Verzoek, document: Informatieobject, scopes: Sequence[str]) -> None:
    """Raise 403 when the client has none of these scopes on this document."""
    if scopes_op(verzoek.client, document).isdisjoint(scopes):
        raise geen_toestemming()
