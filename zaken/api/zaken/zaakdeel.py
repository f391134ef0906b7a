"""What hangs from a zaak in the Zaken API: the same rights as the zaak, and closed when it is (zrc-006, zrc-007)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Bron, Verzoek
from mijnportaal.zgw.fouten import geen_toestemming
from mijnportaal.zgw.velden import BronSerializer, Verwijzing
from zaken.api.apis import ZAKEN
from zaken.models import Zaak
from zaken.toegang import rijen_met_scope, scopes_op

GEFORCEERD = "zaken.geforceerd-bijwerken"
BIJWERKEN = ("zaken.bijwerken", GEFORCEERD)
# What most of these resources ask; each says where the standard differs.
SCOPES: Mapping[str, Sequence[str]] = {
    LEZEN: ("zaken.lezen",),
    MAKEN: BIJWERKEN,
    WIJZIGEN: BIJWERKEN,
    VERWIJDEREN: BIJWERKEN,
}


def zaakveld() -> Verwijzing:
    """Return the field with the zaak, read with what the rights and the trail ask of it."""
    return Verwijzing("zaak", select=("zaaktypeversie__zaaktype__catalogus",))


class DeelSerializer(BronSerializer):
    """The declaration of such a resource; the fields in `onveranderlijk` stay what they were at its birth."""

    onveranderlijk: ClassVar[tuple[str, ...]] = ()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the input, or say of each field that may not change that it did (zrc-004)."""
        if self.instance is None:
            return attrs
        fout = ErrorDetail(_("Dit veld mag niet gewijzigd worden."), code="wijzigen-niet-toegelaten")
        if anders := {naam: [fout] for naam in self.onveranderlijk if self._anders(naam, attrs)}:
            raise serializers.ValidationError(anders)
        return attrs

    def _anders(self, naam: str, attrs: dict[str, Any]) -> bool:
        bron = str(self.fields[naam].source)
        return bron in attrs and attrs[bron] != self.was(bron)

    def was(self, bron: str) -> Any:
        """Return what this attribute of the row was."""
        return getattr(self.instance, bron)


class Zaakdeel(Bron):
    """A resource that belongs to one zaak."""

    api = ZAKEN
    scopes: ClassVar[Mapping[str, Sequence[str]]] = SCOPES

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the rows of the zaken that this client may see."""
        return rijen_met_scope(verzoek.client, self.model, *scopes).select_related("zaak__zaaktypeversie")

    def eis_zaak(self, verzoek: Verzoek, zaak: Zaak, handeling: str) -> bool:
        """Return whether this client may also change what is closed; raise 403 when it may not do this at all."""
        scopes = scopes_op(verzoek.client, zaak)
        if scopes.isdisjoint(self.scopes[handeling]):
            raise geen_toestemming()
        geforceerd = GEFORCEERD in scopes
        if not zaak.is_open and not geforceerd:
            raise geen_toestemming(_("Je mag geen gegevens aanpassen van een gesloten zaak."))
        return geforceerd

    def voor_wijziging(self, verzoek: Verzoek, rij: Any) -> None:
        """Refuse the change of a closed zaak before the body is looked at."""
        self.eis_zaak(verzoek, rij.zaak, WIJZIGEN)
