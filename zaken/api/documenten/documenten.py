"""Enkelvoudiginformatieobjecten: documents, their versions, their locks and their files (drc-001, drc-005 to -014)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, ClassVar, cast

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers

from mijnportaal.kern.opslag import BewaardBestand, Opvang, download_antwoord, mag_open, onderweg
from mijnportaal.zgw import filters, fouten
from mijnportaal.zgw.bron import LEZEN, MAKEN, VERWIJDEREN, WIJZIGEN, Bron, Verzoek
from mijnportaal.zgw.expand import Boom
from mijnportaal.zgw.filters import Filter, weiger_onbekende
from mijnportaal.zgw.jwt import Client
from mijnportaal.zgw.keuring import keur
from mijnportaal.zgw.lezer import onthoud_gelezen
from mijnportaal.zgw.lichaam import eis_json, lees_json
from mijnportaal.zgw.stroom import lees_met_inhoud
from zaken.api.apis import DOCUMENTEN
from zaken.api.audittrail import Audittrail
from zaken.api.documenten.beschrijving import van_documenten
from zaken.api.documenten.serializers import DocumentMetSlotSerializer, DocumentSerializer, ZoekSerializer
from zaken.api.documenten.versies import op_moment, van_versie, versie_van
from zaken.models import Informatieobject, Informatieobjectversie, Vertrouwelijkheid
from zaken.services.documenten import (
    Documentgegevens,
    gegevens_van,
    maak_document,
    ontgrendel_document,
    vergrendel_document,
    verwijder_document,
    werk_document_bij,
)
from zaken.toegang import documenten_met_scope, mag_type, scopes_op

LOCK, UNLOCK = "vergrendelen", "ontgrendelen"
GEFORCEERD_BIJWERKEN, GEFORCEERD_UNLOCK = "documenten.geforceerd-bijwerken", "documenten.geforceerd-unlock"
VELDEN = frozenset(veld.name for veld in fields(Documentgegevens))
VERSIEPARAMETERS = frozenset({"versie", "registratieOp"})


class Documenten(Bron):
    """/enkelvoudiginformatieobjecten."""

    naam = "enkelvoudiginformatieobject"
    api = DOCUMENTEN
    pad = "enkelvoudiginformatieobjecten"
    model = Informatieobject
    serializer = DocumentSerializer
    breidt_uit = True
    detailparameters = VERSIEPARAMETERS
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {
        LEZEN: ("documenten.lezen",),
        MAKEN: ("documenten.aanmaken",),
        WIJZIGEN: ("documenten.bijwerken", GEFORCEERD_BIJWERKEN),
        VERWIJDEREN: ("documenten.verwijderen",),
        LOCK: ("documenten.lock",),
        UNLOCK: ("documenten.lock", GEFORCEERD_UNLOCK),
    }
    filters: ClassVar[Mapping[str, Filter]] = {
        "identificatie": filters.tekst("identificatie"),
        "bronorganisatie": filters.tekst("bronorganisatie"),
        "trefwoorden": Filter(filters.Lijst(serializers.CharField()), "trefwoorden__contains"),
    }

    def __init__(self) -> None:
        super().__init__()
        self.audittrail = Audittrail(self)

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the documents that this client may see; what stands in another register is not ours to show."""
        documenten = documenten_met_scope(verzoek.client, *scopes).filter(elders_url="")
        if scopes is self.scopes[LEZEN]:  # what is shown, the Lezer reads
            return documenten.only("uuid")
        return documenten.select_related("informatieobjecttype__catalogus")

    def zichtbaar(self, client: Client) -> QuerySet[Any, Any]:
        """Return which documents the client may see through expand."""
        return documenten_met_scope(client, *self.scopes[LEZEN]).filter(elders_url="")

    # --- methods ----------------------------------------------------------------------------------------------------

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Informatieobject:
        """Return the document, registered."""
        return maak_document(_nieuwe(gegevens), inhoud=gegevens["inhoud"], door=verzoek.door)

    def wijzig(
        self, verzoek: Verzoek, rij: Informatieobject, gegevens: dict[str, Any], *, geheel: bool
    ) -> Informatieobject:
        """Return the document with its next version."""
        behoud = not geheel and "inhoud" not in gegevens
        return werk_document_bij(
            rij,
            _gewijzigde(rij, gegevens, geheel=geheel),
            inhoud=gegevens.get("inhoud"),
            behoud_inhoud=behoud,
            slot=gegevens.get("lock"),
            geheel=geheel,
            door=verzoek.door,
        )

    def verwijder(self, verzoek: Verzoek, rij: Informatieobject) -> None:
        """Really delete the document (drc-008)."""
        verwijder_document(rij, door=verzoek.door)

    def _maak(self, verzoek: Verzoek) -> HttpResponse:
        scopes = self.eis_scope(verzoek, MAKEN)
        with onderweg() as opvangen:
            gegevens = self._neem_aan(verzoek, opvangen)
            soort = gegevens["informatieobjecttype"]
            niveau = gegevens.get("vertrouwelijkheidaanduiding") or soort.vertrouwelijkheidaanduiding
            if not mag_type(verzoek.client, soort, *scopes, vertrouwelijkheid=niveau):
                raise fouten.geen_toestemming()
            gegevens["inhoud"] = _bewaar(gegevens, opvangen[0])
            with onthoud_gelezen(), transaction.atomic():
                rij = self.maak(verzoek, gegevens)
                resource = self.toon_gemaakt(verzoek, rij.pk)
        # Who sends a large file in parts needs the key for that; who reads later does not get it here.
        response = self.json({**resource, "lock": rij.slot}, status=201)
        response["Location"] = resource["url"]
        return response

    def _wijzig(self, verzoek: Verzoek) -> HttpResponse:
        rij = self.zoek(verzoek, self.eis_scope(verzoek, WIJZIGEN))
        geheel = verzoek.request.method == "PUT"
        with onderweg() as opvangen:
            gegevens = self._neem_aan(verzoek, opvangen, rij=rij, deels=not geheel)
            self._eis_nieuw_type(verzoek, rij, gegevens)
            if "inhoud" in gegevens or geheel:
                gegevens["inhoud"] = _bewaar(gegevens, opvangen[0])
            with transaction.atomic():
                rij = self.wijzig(verzoek, rij, gegevens, geheel=geheel)
                resource = self.toon(verzoek, rij.pk)
        return self.json(resource)

    def _eis_nieuw_type(self, verzoek: Verzoek, rij: Informatieobject, gegevens: Mapping[str, Any]) -> None:
        """Refuse to lay a document under a type on which this client may not change anything."""
        soort = gegevens.get("informatieobjecttype", rij.informatieobjecttype)
        niveau = gegevens.get("vertrouwelijkheidaanduiding") or rij.vertrouwelijkheidaanduiding
        if soort != rij.informatieobjecttype and not mag_type(
            verzoek.client, soort, *self.scopes[WIJZIGEN], vertrouwelijkheid=niveau
        ):
            raise fouten.geen_toestemming()

    def _neem_aan(
        self, verzoek: Verzoek, opvangen: list[Opvang], *, rij: Informatieobject | None = None, deels: bool = False
    ) -> dict[str, Any]:
        """Return the checked input; the file in it goes straight into the first of `opvangen`."""
        eis_json(verzoek.request)
        opvangen.append(Opvang())
        inhoud = lees_met_inhoud(verzoek.request, opvangen[0])
        return keur(DocumentMetSlotSerializer, inhoud, rij=rij, deels=deels)

    # --- versions and files -----------------------------------------------------------------------------------------

    def _lees_een(self, verzoek: Verzoek) -> HttpResponse:
        if not VERSIEPARAMETERS & verzoek.request.GET.keys():
            return super()._lees_een(verzoek)
        rij, versie = self._zoek_versie(verzoek, VERSIEPARAMETERS | {"expand"})
        resource = van_versie(self.toon(verzoek, rij.pk), versie, verzoek.basis)
        boom: Boom = self.boom(verzoek.request.GET.dict())
        return self._met_kenmerk(verzoek, self._met_expand(verzoek, [resource], boom)[0])

    def _zoek_versie(self, verzoek: Verzoek, bekend: frozenset[str]) -> tuple[Any, Informatieobjectversie]:
        """Return the document and the version that the parameters ask for; 404 when there is none such."""
        scopes = self.eis_scope(verzoek, LEZEN)
        parameters = verzoek.request.GET.dict()
        weiger_onbekende(parameters, bekend)
        rij = self.zoek(verzoek, scopes)
        versie = op_moment(rij.versies.all(), parameters)
        if versie is None:
            raise fouten.niet_gevonden()
        self._eis_versie(verzoek, rij, versie)
        return rij, versie

    def _eis_versie(self, verzoek: Verzoek, rij: Informatieobject, versie: Informatieobjectversie) -> None:
        """Refuse a version that was more confidential than this client may see, whatever the document is now."""
        toen = versie.gegevens.get("vertrouwelijkheidaanduiding") if versie.gegevens else None
        if toen and not mag_type(
            verzoek.client,
            rij.informatieobjecttype,
            *self.scopes[LEZEN],
            vertrouwelijkheid=Vertrouwelijkheid[toen.upper()],
        ):
            raise fouten.geen_toestemming()

    def _download(self, verzoek: Verzoek) -> HttpResponse:
        scopes = self.eis_scope(verzoek, LEZEN)
        parameters = verzoek.request.GET.dict()
        weiger_onbekende(parameters, VERSIEPARAMETERS)
        versie = versie_van(verzoek.pad["uuid"], self.toegang(verzoek, scopes), parameters)
        if versie is None or versie.gegevens:  # the newest version has none
            rij = self.zoek(verzoek, scopes)  # says whether it is the document that is missing, or the right
            if versie is not None:
                self._eis_versie(verzoek, rij, versie)
        if versie is None or not versie.pad:
            raise fouten.niet_gevonden(_("De inhoud van dit document is er nog niet."))
        if not mag_open(versie.scanstatus):
            raise fouten.geen_toestemming(
                _("Dit bestand is nog niet op virussen gecontroleerd, of er is er een gevonden.")
            )
        antwoord = download_antwoord(
            pad=versie.pad,
            naam=versie.bestandsnaam or "document",
            mimetype="application/octet-stream",
            omvang=versie.omvang or 0,
            sha256=versie.sha256,
            verzoek=verzoek.request,
        )
        return cast(HttpResponse, antwoord)  # streamed, which to the headers of the API is all the same

    # --- lock, unlock, _zoek ----------------------------------------------------------------------------------------

    def _lock(self, verzoek: Verzoek) -> HttpResponse:
        rij = self.zoek(verzoek, self.eis_scope(verzoek, LOCK))
        lees_json(verzoek.request)
        return self.json({"lock": vergrendel_document(rij, door=verzoek.door)})

    def _unlock(self, verzoek: Verzoek) -> HttpResponse:
        rij = self.zoek(verzoek, self.eis_scope(verzoek, UNLOCK))
        inhoud = lees_json(verzoek.request)
        slot = inhoud.get("lock") if isinstance(inhoud, Mapping) else None
        if slot is not None and not isinstance(slot, str):
            raise fouten.veld_ongeldig("lock", "invalid", _("Geef de sleutel van het slot als tekst."))
        # Who may force leaves the key out (drc-009); a wrong key is wrong for everybody.
        geforceerd = not slot and GEFORCEERD_UNLOCK in scopes_op(verzoek.client, rij)
        ontgrendel_document(rij, slot=slot or "", geforceerd=geforceerd, door=verzoek.door)
        return HttpResponse(status=204)

    def _zoek(self, verzoek: Verzoek) -> HttpResponse:
        scopes = self.eis_scope(verzoek, LEZEN)
        inhoud = lees_json(verzoek.request)
        if not inhoud:
            raise fouten.veld_ongeldig("nonFieldErrors", "empty_search_body", _("Geef op waar u naar zoekt."))
        serializer = ZoekSerializer(data=inhoud)
        if not serializer.is_valid():
            raise fouten.ongeldig(*fouten.van_serializer(serializer.errors))
        parameters = {**serializer.validated_data, **verzoek.request.GET.dict()}
        rijen = self.rijen(verzoek, scopes).filter(uuid__in=parameters.pop("uuid__in"))
        return self.toon_lijst(verzoek, rijen, parameters)

    def extra(self) -> Mapping[str, Callable[..., HttpResponse]]:
        """Return the addresses beside list and detail."""
        return {
            "_zoek": lambda request, **pad: self.antwoord(request, {"POST": self._zoek}, pad),
            "<uuid:uuid>/download": lambda request, **pad: self.antwoord(
                request, {"GET": self._download, "HEAD": self._download}, pad
            ),
            "<uuid:uuid>/lock": lambda request, **pad: self.antwoord(request, {"POST": self._lock}, pad),
            "<uuid:uuid>/unlock": lambda request, **pad: self.antwoord(request, {"POST": self._unlock}, pad),
            **self.audittrail.extra(),
        }

    def oas_extra(self, naam: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the description of those addresses."""
        return {**van_documenten(self, naam, lock=LOCK, unlock=UNLOCK), **self.audittrail.beschrijving()}


def _nieuwe(gegevens: Mapping[str, Any]) -> Documentgegevens:
    waarden = {naam: waarde for naam, waarde in gegevens.items() if naam in VELDEN}
    waarden["vertrouwelijkheidaanduiding"] = waarden.get("vertrouwelijkheidaanduiding") or None
    return Documentgegevens(**waarden)


def _gewijzigde(rij: Informatieobject, gegevens: Mapping[str, Any], *, geheel: bool) -> Documentgegevens:
    """Return what is said of the document after this change; a PUT forgets what it leaves out, but for three things."""
    nu = gegevens_van(rij)
    waarden = {naam: waarde for naam, waarde in gegevens.items() if naam in VELDEN}
    for naam in ("identificatie", "vertrouwelijkheidaanduiding", "indicatie_gebruiksrecht"):
        if naam not in waarden or waarden[naam] == "":
            waarden[naam] = getattr(nu, naam)
    return Documentgegevens(**waarden) if geheel else replace(nu, **waarden)


def _bewaar(gegevens: Mapping[str, Any], opvang: Opvang) -> BewaardBestand | None:
    """Return the file, stored; a size of 0 is an empty file, and without content and size there is none (yet)."""
    if gegevens.get("inhoud") is None and gegevens.get("omvang") != 0:
        return None
    return opvang.bewaar(gegevens.get("bestandsnaam") or "")
