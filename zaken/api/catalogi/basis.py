"""What the resources of the Catalogi API share: who reads and writes, concepts, dates, and force."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from rest_framework import serializers

from mijnportaal.zgw import filters
from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Bron, Verzoek
from mijnportaal.zgw.expand import Boom
from mijnportaal.zgw.filters import Filter
from mijnportaal.zgw.fouten import geen_toestemming
from mijnportaal.zgw.oas import handeling, oas_pad
from mijnportaal.zgw.rechten import Component
from zaken.api.apis import CATALOGI
from zaken.api.catalogi.historie import GEPUBLICEERD, geldt, op_peildatum
from zaken.api.catalogi.velden import dag
from zaken.services.catalogus import Deelrelaties, maak_deel, verwijder_deel, wijzig_deel
from zaken.toegang import mag_catalogus_lezen

GEFORCEERD_SCHRIJVEN = "catalogi.geforceerd-schrijven"
GEFORCEERD_VERWIJDEREN = "catalogi.geforceerd-verwijderen"
# A type by itself is made with the ordinary scope; what hangs from a published zaaktype can be made by force.
SCOPES: Mapping[str, Sequence[str]] = {
    LEZEN: ("catalogi.lezen",),
    MAKEN: ("catalogi.schrijven",),
    WIJZIGEN: ("catalogi.schrijven", GEFORCEERD_SCHRIJVEN),
    VERWIJDEREN: ("catalogi.schrijven", GEFORCEERD_VERWIJDEREN),
}
SCOPES_DEEL: Mapping[str, Sequence[str]] = {**SCOPES, MAKEN: ("catalogi.schrijven", GEFORCEERD_SCHRIJVEN)}
STATUSSEN = ("alles", "concept", "definitief")


def statusfilter(definitief: Q) -> Filter:
    """Return the filter on concept or published."""
    zoek: Mapping[str, Q] = {"alles": Q(), "concept": ~definitief, "definitief": definitief}
    return Filter(serializers.ChoiceField(choices=STATUSSEN), lambda waarde: zoek[waarde])


def geldigheidfilter(bij: str = "") -> Filter:
    """Return the filter on what holds on a day."""
    return filters.datum(lambda datum: geldt(datum, bij))


class Catalogusbron(Bron):
    """A resource of the catalogue: open to who may read it, and to who reads what is typed by it (ztc-014)."""

    api = CATALOGI
    scopes = SCOPES
    breidt_uit = True
    # What a list shows when nobody asks for a status.
    definitief: ClassVar[Q] = Q()
    detailparameters: ClassVar[frozenset[str]] = frozenset({"datumGeldigheid"})

    def eis_scope(self, verzoek: Verzoek, handeling: str) -> Sequence[str]:
        """Return the scopes of this act; reading is open to more clients than those with a scope of this API."""
        if handeling != LEZEN:
            return super().eis_scope(verzoek, handeling)
        if not mag_catalogus_lezen(verzoek.client):
            raise geen_toestemming()
        return self.scopes[LEZEN]

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return all rows: a grant on the catalogue knows no types."""
        return self.model._default_manager.all()

    def is_geforceerd(self, verzoek: Verzoek, scope: str) -> bool:
        """Tell whether this client may change what was published.

        Only who was granted the scope by name: a client with all rights that changes a published type by mistake
        changes running zaken. The conformance suite of the standard counts on that too (ztc-009, ztc-010).
        """
        return bool(verzoek.client.rechten.met(Component.ZTC, scope))

    def _lees_lijst(self, verzoek: Verzoek) -> HttpResponse:
        rijen = self.rijen(verzoek, self.eis_scope(verzoek, LEZEN))
        parameters = self.gevraagd(verzoek)
        if "status" not in parameters:
            rijen = rijen.filter(self.definitief)
        with op_peildatum(_peildatum(parameters)):
            return self.toon_lijst(verzoek, rijen, parameters)

    def lees_een(self, verzoek: Verzoek, scopes: Sequence[str], boom: Boom) -> dict[str, Any]:
        """Return the resource of the address, with its relations on the day asked for."""
        parameters = verzoek.request.GET.dict()
        if "datumGeldigheid" in parameters:
            _eis_datum(parameters["datumGeldigheid"])
        with op_peildatum(_peildatum(parameters)):
            return super().lees_een(verzoek, scopes, boom)


class Publiceerbaar(Catalogusbron):
    """A resource with the address `publish`, which makes a concept definitive."""

    def mag_opruimen(self, verzoek: Verzoek) -> bool:
        """Tell whether this client may remove what was published and nothing uses.

        A client with all rights may, as in the reference: no running zaak can change by it. The conformance suite
        removes what it published, and could not run twice on one register without it.
        """
        return verzoek.client.rechten.heeft(Component.ZTC, GEFORCEERD_VERWIJDEREN)

    def extra(self) -> Mapping[str, Callable[..., HttpResponse]]:
        """Return the address to publish."""
        return {"<uuid:uuid>/publish": self.publiceren}

    def oas_extra(self, naam: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the description of publishing: nothing goes in, the resource comes out."""
        publiceer = handeling(self, MAKEN, 200, {"$ref": f"#/components/schemas/{naam}"})
        return {"/{uuid}/publish": oas_pad({"post": publiceer}, "uuid")}

    def publiceren(self, request: HttpRequest, **pad: Any) -> HttpResponse:
        """Answer on the address to publish."""
        return self.antwoord(request, {"POST": self._publiceer}, pad)

    def _publiceer(self, verzoek: Verzoek) -> HttpResponse:
        rij = self.zoek(verzoek, self.eis_scope(verzoek, MAKEN))
        return self.json(self.toon(verzoek, self.publiceer(verzoek, rij).pk))

    def publiceer(self, verzoek: Verzoek, rij: Any) -> Model:
        """Return the row, published."""
        raise NotImplementedError


class Deelbron(Catalogusbron):
    """A part of a zaaktypeversie; it is published and valid as the version is."""

    scopes = SCOPES_DEEL
    definitief = Q(zaaktypeversie__status=GEPUBLICEERD)
    # Dates of a part follow the zaaktype, so what a client gives for them is only checked.
    geleend: ClassVar[tuple[str, ...]] = ("begin_geldigheid", "einde_geldigheid", "begin_object", "einde_object")
    deel: ClassVar[Any]

    def relaties_van(self, gegevens: dict[str, Any], rij: Any) -> Deelrelaties:
        """Take the relations out of the input."""
        return Deelrelaties()

    def mag_uitbreiden(self, verzoek: Verzoek) -> bool:
        """Tell whether this client may add to a published zaaktype: a correctie, which leaves running zaken valid."""
        return verzoek.client.rechten.heeft(Component.ZTC, GEFORCEERD_SCHRIJVEN)

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Model:
        """Return the new part."""
        relaties = self.relaties_van(gegevens, None)
        geforceerd = self.mag_uitbreiden(verzoek)
        velden = self._velden(gegevens)
        gemaakt: Model = maak_deel(
            self.deel, velden=velden, relaties=relaties, geforceerd=geforceerd, door=verzoek.door
        )
        return gemaakt

    def wijzig(self, verzoek: Verzoek, rij: Any, gegevens: dict[str, Any], *, geheel: bool) -> Model:
        """Return the changed part."""
        relaties = self.relaties_van(gegevens, rij)
        geforceerd = self.is_geforceerd(verzoek, GEFORCEERD_SCHRIJVEN)
        velden = self._velden(gegevens)
        gewijzigd: Model = wijzig_deel(rij, velden=velden, relaties=relaties, geforceerd=geforceerd, door=verzoek.door)
        return gewijzigd

    def verwijder(self, verzoek: Verzoek, rij: Any) -> None:
        """Remove the part."""
        verwijder_deel(rij, geforceerd=self.is_geforceerd(verzoek, GEFORCEERD_VERWIJDEREN), door=verzoek.door)

    def _velden(self, gegevens: Mapping[str, Any]) -> dict[str, Any]:
        return {naam: waarde for naam, waarde in gegevens.items() if naam not in self.geleend}


DEELFILTERS: Mapping[str, Filter] = {
    "zaaktype": filters.bron("zaaktype", "zaaktypeversie__uuid"),
    "zaaktypeIdentificatie": filters.tekst("zaaktypeversie__zaaktype__identificatie"),
    "status": statusfilter(Deelbron.definitief),
    "datumGeldigheid": geldigheidfilter("zaaktypeversie__"),
}


def _eis_datum(tekst: str) -> None:
    try:
        serializers.DateField().run_validation(tekst)
    except serializers.ValidationError as fout:
        raise serializers.ValidationError({"datumGeldigheid": fout.detail}) from fout


def _peildatum(parameters: Mapping[str, str]) -> datetime.date | None:
    return dag(parameters["datumGeldigheid"]) if "datumGeldigheid" in parameters else None
