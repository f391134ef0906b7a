"""Objectinformatieobjecten: what a document belongs to, as it stands with that zaak or besluit (drc-002 to drc-004)."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework import serializers

from mijnportaal.zgw import filters, fouten
from mijnportaal.zgw.adressen import eigen_verwijzing
from mijnportaal.zgw.bron import MAKEN, Bron, Verzoek
from mijnportaal.zgw.elders import haal_lijst_op, haal_op
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.velden import is_adres
from zaken.api.apis import DOCUMENTEN
from zaken.api.documenten.serializers import ObjectrelatieSerializer
from zaken.api.documenten.toegang import BIJ_DOCUMENT, eis_op_document, leesbare_delen
from zaken.models import Informatieobject, Objectinformatieobject, Objectrelatie
from zaken.services.documenten import koppel_object_elders, ontkoppel_object_elders

EIGEN = ("zaak", "besluit")


def _op_object(adres: str) -> Q:
    """Return the condition that a relation is with this object, of ours or elsewhere."""
    verwijzing = eigen_verwijzing(adres)
    if verwijzing is None:
        return Q(object_url=adres)
    return Q(**{f"{verwijzing.bron}__uuid": verwijzing.uuid}) if verwijzing.bron in EIGEN else Q(pk__in=[])


class Objectrelaties(Bron):
    """/objectinformatieobjecten."""

    naam = "objectinformatieobject"
    api = DOCUMENTEN
    pad = "objectinformatieobjecten"
    model = Objectrelatie
    serializer = ObjectrelatieSerializer
    scopes = BIJ_DOCUMENT
    breidt_uit = True
    bladert = False
    detailmethoden = frozenset({"GET", "HEAD", "DELETE"})
    filters: ClassVar[Mapping[str, Filter]] = {
        "object": filters.tekst(_op_object),
        "informatieobject": filters.bron("enkelvoudiginformatieobject", "informatieobject__uuid"),
    }

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the relations of the documents that this client may see."""
        return leesbare_delen(Objectrelatie, verzoek, scopes)

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Objectrelatie:
        """Return the relation, which has to exist at its source; ours are there already when they exist."""
        document, adres, soort = gegevens["informatieobject"], gegevens["object"], gegevens["objecttype"]
        eis_op_document(verzoek, document, self.scopes[MAKEN])
        if Objectrelatie.objects.filter(_op_object(adres), informatieobject=document).exists():  # drc-003
            zin = _("Het document hoort hier al bij.")
            raise fouten.veld_ongeldig(fouten.NIET_AAN_EEN_VELD, "unique", zin)
        if verwijzing := eigen_verwijzing(adres):
            raise _eigen_bestaat_niet(verwijzing.bron, soort)
        _eis_bij_bron(verzoek, document, adres, soort)
        koppeling = koppel_object_elders(document, object_url=adres, objecttype=soort, door=verzoek.door)
        return Objectrelatie.objects.get(uuid=koppeling.uuid)

    def verwijder(self, verzoek: Verzoek, rij: Objectrelatie) -> None:
        """Delete a relation that its source no longer has; ours go with the relation of the zaak or besluit."""
        if not rij.object_url or _staat_bij_bron(verzoek, rij.informatieobject, rij.object_url, rij.objecttype):
            zin = _("De relatie bestaat nog bij de bron. Verwijder haar daar.")
            raise fouten.veld_ongeldig(fouten.NIET_AAN_EEN_VELD, "remote-relation-exists", zin)
        ontkoppel_object_elders(Objectinformatieobject.objects.get(uuid=rij.uuid), door=verzoek.door)


def _eigen_bestaat_niet(bron: str, soort: str) -> fouten.Fout:
    if bron != soort:
        return fouten.veld_ongeldig("object", "invalid-resource", _("Dit adres is niet van zo'n object."))
    zin = _("Deze relatie bestaat niet. Leg haar bij de zaak of het besluit.")
    return fouten.veld_ongeldig(fouten.NIET_AAN_EEN_VELD, "inconsistent-relation", zin)


def _eis_bij_bron(verzoek: Verzoek, document: Informatieobject, adres: str, soort: str) -> None:
    """Raise when the object does not exist (drc-002), or its register does not know the relation (drc-004)."""
    if not is_adres(adres):
        raise fouten.veld_ongeldig("object", "bad-url", _("Voer een geldige URL in."))
    try:
        haal_op(adres, vorm=soort)
        bestaat = _staat_bij_bron(verzoek, document, adres, soort)
    except serializers.ValidationError as fout:
        raise fouten.ongeldig(*fouten.van_serializer(fout.detail, "object")) from fout
    if not bestaat:
        zin = _("Het register van het object kent deze relatie niet.")
        raise fouten.veld_ongeldig(fouten.NIET_AAN_EEN_VELD, "inconsistent-relation", zin)


def _staat_bij_bron(verzoek: Verzoek, document: Informatieobject, adres: str, soort: str) -> bool:
    """Tell whether the register of the object knows the relation."""
    register, _schuin, _uuid = adres.rstrip("/").rpartition("/")
    register = register.rpartition("/")[0]
    ons = f"{verzoek.basis}{Bron.alle['enkelvoudiginformatieobject'].volledig_pad}/{document.uuid}"
    vraag = urlencode({soort: adres, "informatieobject": ons})
    return bool(haal_lijst_op(f"{register}/{soort}informatieobjecten?{vraag}"))
