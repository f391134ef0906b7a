"""Zaakbesluiten: which besluiten belong to a zaak.

Our own besluiten say themselves to which zaak they belong: what is read here follows from that, and changes there. A
Besluiten API elsewhere keeps its relation with a zaak of ours here.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import F
from django.db.models.expressions import Combinable
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers

from mijnportaal.zgw.adressen import bron_met_naam
from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, Verzoek
from mijnportaal.zgw.filters import weiger_onbekende
from mijnportaal.zgw.fouten import NIET_AAN_EEN_VELD, Fout, niet_gevonden, veld_ongeldig
from mijnportaal.zgw.lichaam import lees_json
from mijnportaal.zgw.velden import Url, Verwijzing
from zaken.api.zaken.zaakdeel import DeelSerializer, Zaakdeel
from zaken.api.zaken.zaakeigenschappen import eis_ouder
from zaken.models import Besluit, Zaak, Zaakbesluit
from zaken.services.klantcontacten import koppel_besluit_elders, ontkoppel

BIJWERKEN = ("zaken.bijwerken",)


class Besluitverwijzing(Verwijzing):
    """A besluit: of ours the row, of another register its address."""

    def lees(self) -> Combinable:
        """Return the address: rows are only kept of besluiten elsewhere."""
        return F("besluit_url")

    def maak(self, waarde: Any, basis: str) -> str:
        """Return the address."""
        return str(waarde)


class ZaakbesluitSerializer(DeelSerializer):
    """That a besluit belongs to a zaak."""

    url = Url("zaakbesluit", via="zaak__uuid")
    uuid = serializers.UUIDField(read_only=True)
    besluit = Besluitverwijzing("besluit", elders="besluit_url", vorm="besluit")


class Zaakbesluiten(Zaakdeel):
    """The besluiten of one zaak."""

    naam = "zaakbesluit"
    pad = "zaken/{}/besluiten"
    ouder = "zaak_uuid"
    model = Zaakbesluit
    serializer = ZaakbesluitSerializer
    bladert = False
    met_etag = False
    scopes: ClassVar = {LEZEN: ("zaken.lezen",), MAKEN: BIJWERKEN, VERWIJDEREN: BIJWERKEN}

    def _lees_lijst(self, verzoek: Verzoek) -> HttpResponse:
        zaak = eis_ouder(verzoek, self.eis_scope(verzoek, LEZEN))
        weiger_onbekende(verzoek.request.GET.dict(), frozenset())
        eigen = Besluit.objects.filter(zaak=zaak).order_by("-pk").values_list("uuid", flat=True)
        elders = Zaakbesluit.objects.filter(zaak=zaak).order_by("-pk").values_list("pk", flat=True)
        resources = [eigen_zaakbesluit(zaak, uuid, verzoek.basis) for uuid in eigen]
        return self.json([*resources, *self.lezer.lees(elders, verzoek.basis)])

    def _lees_een(self, verzoek: Verzoek) -> HttpResponse:
        zaak = eis_ouder(verzoek, self.eis_scope(verzoek, LEZEN))
        weiger_onbekende(verzoek.request.GET.dict(), frozenset())
        if Besluit.objects.filter(zaak=zaak, uuid=verzoek.pad["uuid"]).exists():
            return self.json(eigen_zaakbesluit(zaak, verzoek.pad["uuid"], verzoek.basis))
        return self.json(self.toon(verzoek, self._elders(verzoek, zaak).pk))

    def _maak(self, verzoek: Verzoek) -> HttpResponse:
        zaak = eis_ouder(verzoek, self.eis_scope(verzoek, MAKEN))
        geforceerd = self.eis_zaak(verzoek, zaak, MAKEN)
        besluit = self.gegevens(verzoek, lees_json(verzoek.request))["besluit"]
        if isinstance(besluit, Besluit):
            if besluit.zaak_id != zaak.pk:
                raise _tegenstrijdig(_("Dit besluit hoort niet bij deze zaak. Leg dat vast in de Besluiten API."))
            resource: Mapping[str, Any] = eigen_zaakbesluit(zaak, besluit.uuid, verzoek.basis)
        else:
            with transaction.atomic():
                rij = koppel_besluit_elders(zaak, besluit, door=verzoek.door, geforceerd=geforceerd)
                resource = self.toon(verzoek, rij.pk)
        response = self.json(resource, status=201)
        response["Location"] = str(resource["url"])
        return response

    def _verwijder(self, verzoek: Verzoek) -> HttpResponse:
        zaak = eis_ouder(verzoek, self.eis_scope(verzoek, VERWIJDEREN))
        geforceerd = self.eis_zaak(verzoek, zaak, VERWIJDEREN)
        if Besluit.objects.filter(zaak=zaak, uuid=verzoek.pad["uuid"]).exists():
            raise _tegenstrijdig(_("Het besluit verwijst nog naar deze zaak. Verbreek eerst die relatie."))
        with transaction.atomic():
            ontkoppel(self._elders(verzoek, zaak), door=verzoek.door, geforceerd=geforceerd)
        return HttpResponse(status=204)

    def heeft(self, methode: str) -> bool:
        """Tell that everything but changing is there."""
        return methode not in {"PUT", "PATCH"}

    def _elders(self, verzoek: Verzoek, zaak: Zaak) -> Zaakbesluit:
        rij = Zaakbesluit.objects.select_related("zaak").filter(zaak=zaak, uuid=verzoek.pad["uuid"]).first()
        if rij is None:
            raise niet_gevonden()
        return rij


def eigen_zaakbesluit(zaak: Zaak, uuid: Any, basis: str) -> dict[str, str]:
    """Return the relation with a besluit of ours; it has no row, so its uuid is that of the besluit."""
    return {
        "url": basis + bron_met_naam("zaakbesluit").adres_van((zaak.uuid, uuid)),
        "uuid": str(uuid),
        "besluit": basis + bron_met_naam("besluit").adres_van(uuid),
    }


def _tegenstrijdig(reden: str) -> Fout:
    return veld_ongeldig(NIET_AAN_EEN_VELD, "inconsistent-relation", reden)
