"""One resource of a ZGW API: its address, its rows, its rules of access, and what each method does.

A subclass says what is particular; `antwoord` is the same for all: know the client, ask for the scope, read or write,
and answer in the words of the standard. What may be written is decided by the services.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

import orjson
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers

from mijnportaal.accounts.models import Applicatie
from mijnportaal.zgw import fouten
from mijnportaal.zgw.adressen import Bronadres, registreer_adres
from mijnportaal.zgw.bladeren import PARAMETERS, blader
from mijnportaal.zgw.expand import Boom, boom_van, breid_uit
from mijnportaal.zgw.filters import Filter, filter_rijen, orden, weiger_onbekende
from mijnportaal.zgw.fouten import Fout
from mijnportaal.zgw.jwt import Client, client_van
from mijnportaal.zgw.keuring import keur
from mijnportaal.zgw.lezer import Lezer, Voorwaarde, binnen_rijen, onthoud_gelezen
from mijnportaal.zgw.lichaam import lees_json
from mijnportaal.zgw.rechten import Component
from mijnportaal.zgw.velden import Objectlijst, Verwijzing, Verwijzingen, velden_van
from mijnportaal.zgw.verzoek import Verzoekcontext, binnen
from mijnportaal.zgw.weergave import Weergave, registreer

logger = logging.getLogger(__name__)

LEZEN, MAKEN, WIJZIGEN, VERWIJDEREN = "lezen", "maken", "wijzigen", "verwijderen"
HANDELING = {
    "GET": LEZEN,
    "HEAD": LEZEN,
    "POST": MAKEN,
    "PUT": WIJZIGEN,
    "PATCH": WIJZIGEN,
    "DELETE": VERWIJDEREN,
}
CRS = "EPSG:4326"


@dataclass(frozen=True)
class Api:
    """One of the standards: its component, where it is, and which version it is."""

    component: Component
    pad: str
    versie: str
    titel: str


@dataclass(frozen=True)
class Verzoek:
    """A request of a known client."""

    request: HttpRequest
    client: Client
    pad: Mapping[str, Any]
    basis: str

    @property
    def door(self) -> Applicatie:
        """Return who acts, for a service."""
        return self.client.applicatie


class Bron:
    """A resource with a list, a detail and the methods that the standard gives it.

    Declare: naam (in trail, notifications, expand), api, pad ("statussen", or "zaken/{}/zaakeigenschappen" with
    `ouder="zaak_uuid"`), model, serializer, scopes (per handeling), filters, ordening. Write: rijen, and maak, wijzig,
    verwijder where the standard has POST, PUT/PATCH, DELETE.
    """

    naam: ClassVar[str]
    api: ClassVar[Api]
    pad: ClassVar[str]
    model: ClassVar[type[Model]]
    serializer: ClassVar[type[serializers.Serializer]]  # type: ignore[type-arg]
    scopes: ClassVar[Mapping[str, Sequence[str]]] = {}
    filters: ClassVar[Mapping[str, Filter]] = {}
    detailparameters: ClassVar[frozenset[str]] = frozenset()
    ordening: ClassVar[Mapping[str, str]] = {}
    ouder: ClassVar[str] = ""
    # Lists of which the standard makes an array without pages.
    bladert: ClassVar[bool] = True
    met_etag: ClassVar[bool] = True
    breidt_uit: ClassVar[bool] = False
    geometrie: ClassVar[bool] = False
    # Codes of our services that the standard words differently.
    codes: ClassVar[Mapping[str, str]] = {}
    lijstmethoden: ClassVar[frozenset[str]] = frozenset({"GET", "HEAD", "POST"})
    detailmethoden: ClassVar[frozenset[str]] = frozenset({"GET", "HEAD", "PUT", "PATCH", "DELETE"})

    alle: ClassVar[dict[str, "Bron"]] = {}

    def __init__(self) -> None:
        """Make the resource known: to addresses, to the trail, and to expand."""
        registreer_adres(Bronadres(self.naam, self.volledig_pad, self.model))
        registreer(self.model, Weergave(self.naam, self.volledig_pad, self.lezer.een))
        self.alle[self.naam] = self

    # --- what a subclass writes -------------------------------------------------------------------------------------

    def rijen(self, verzoek: Verzoek, scopes: Sequence[str]) -> QuerySet[Any, Any]:
        """Return the rows on which this client has one of these scopes; through zaken.toegang, and nowhere else.

        They follow from the rights of the client and the scopes alone, and of a resource with `ouder` from the path.
        """
        raise NotImplementedError

    def maak(self, verzoek: Verzoek, gegevens: dict[str, Any]) -> Model:
        """Return the new row (POST)."""
        raise NotImplementedError

    def wijzig(self, verzoek: Verzoek, rij: Any, gegevens: dict[str, Any], *, geheel: bool) -> Model:
        """Return the changed row (PUT when `geheel`, else PATCH: only what was given)."""
        raise NotImplementedError

    def verwijder(self, verzoek: Verzoek, rij: Any) -> None:
        """Delete the row (DELETE)."""
        raise NotImplementedError

    def zichtbaar(self, client: Client) -> QuerySet[Any, Any] | None:
        """Return which rows the client may see through expand; None: who sees what leads here sees this."""
        return None

    # --- what is the same for all -----------------------------------------------------------------------------------

    @cached_property
    def volledig_pad(self) -> str:
        """Return the path of the list, with {} for the uuid of a parent."""
        return f"{self.api.pad}/{self.pad}"

    @cached_property
    def lezer(self) -> Lezer:
        """Return what reads the rows."""
        return Lezer(self.model, velden_van(self.serializer))

    def extra(self) -> Mapping[str, Callable[..., HttpResponse]]:
        """Return the addresses beside list and detail, such as "<uuid:uuid>/lock", each with its view method."""
        return {}

    def oas_extra(self, naam: str) -> Mapping[str, Mapping[str, Any]]:
        """Return the OpenAPI description of the addresses of `extra`, by what comes after the path of the list.

        `naam` is the schema of this resource in the description (mijnportaal.zgw.oas).
        """
        return {}

    def relaties(self) -> Mapping[str, str]:
        """Return the relations of this resource that expand can follow."""
        return self._relaties

    @cached_property
    def _relaties(self) -> Mapping[str, str]:
        velden = velden_van(self.serializer).items()
        soorten = (Verwijzing, Verwijzingen)
        gewoon = {naam: veld.bron for naam, veld in velden if isinstance(veld, soorten)}
        return gewoon | {naam: veld.bron for naam, veld in velden if isinstance(veld, Objectlijst) and veld.bron}

    def heeft(self, methode: str) -> bool:
        """Tell whether the resource has this method: whether the subclass wrote what it needs."""
        eigen = {MAKEN: "maak", WIJZIGEN: "wijzig", VERWIJDEREN: "verwijder"}.get(HANDELING[methode], "rijen")
        return getattr(type(self), eigen) is not getattr(Bron, eigen)

    def lijst(self, request: HttpRequest, **pad: Any) -> HttpResponse:
        """Answer on the address of the list."""
        methoden = {"GET": self._lees_lijst, "HEAD": self._lees_lijst, "POST": self._maak}
        return self.antwoord(request, {m: f for m, f in methoden.items() if m in self.lijstmethoden}, pad)

    def detail(self, request: HttpRequest, **pad: Any) -> HttpResponse:
        """Answer on the address of one row."""
        methoden: dict[str, Callable[[Verzoek], HttpResponse]] = {
            "GET": self._lees_een,
            "HEAD": self._lees_een,
            "PUT": self._wijzig,
            "PATCH": self._wijzig,
            "DELETE": self._verwijder,
        }
        return self.antwoord(request, {m: f for m, f in methoden.items() if m in self.detailmethoden}, pad)

    def antwoord(
        self, request: HttpRequest, methoden: Mapping[str, Callable[[Verzoek], HttpResponse]], pad: Mapping[str, Any]
    ) -> HttpResponse:
        """Return the answer of the method, or the error in the words of the standard, with the headers of the API."""
        try:
            response = self._handel(request, {m: f for m, f in methoden.items() if self.heeft(m)}, pad)
        except Exception as fout:
            response = fouten.antwoord(self._als_fout(fout), request)
        response["API-version"] = self.api.versie
        return response

    def _handel(
        self, request: HttpRequest, methoden: Mapping[str, Callable[[Verzoek], HttpResponse]], pad: Mapping[str, Any]
    ) -> HttpResponse:
        client = client_van(request)
        methode = methoden.get(str(request.method))
        if methode is None:
            detail = _("Methode “%(methode)s” niet toegestaan.") % {"methode": request.method}
            raise Fout(405, "method_not_allowed", detail, detail, koppen={"Allow": ", ".join(methoden)})
        self._eis_koppen(request)
        verzoek = Verzoek(request, client, pad, f"{request.scheme}://{request.get_host()}")
        with binnen(self._context(request, client)):
            return methode(verzoek)

    def _context(self, request: HttpRequest, client: Client) -> Verzoekcontext:
        return Verzoekcontext(
            gebruikers_id=client.user_id,
            gebruikers_weergave=client.user_representation,
            toelichting=request.META.get("HTTP_X_AUDIT_TOELICHTING", "").replace("\x00", "")[:1000],
            host=request.get_host(),
        )

    def _eis_koppen(self, request: HttpRequest) -> None:
        """Raise 406 or 412 where geometry is involved and the client does not say in which system (zrc, CRS)."""
        if not self.geometrie or request.method == "DELETE":
            return
        self._eis_crs(request, "Accept-Crs", Fout(406, "not_acceptable", _("Alleen EPSG:4326 is mogelijk.")))
        if request.method in {"POST", "PUT", "PATCH"}:
            self._eis_crs(
                request, "Content-Crs", Fout(415, "unsupported_media_type", _("Alleen EPSG:4326 is mogelijk."))
            )

    def _eis_crs(self, request: HttpRequest, kop: str, anders: Fout) -> None:
        gegeven = request.META.get(f"HTTP_{kop.upper().replace('-', '_')}")
        if gegeven is None:
            raise Fout(412, "precondition_failed", _("De kop %(kop)s ontbreekt.") % {"kop": kop})
        if gegeven != CRS:
            raise anders

    # --- reading ----------------------------------------------------------------------------------------------------

    def eis_scope(self, verzoek: Verzoek, handeling: str) -> Sequence[str]:
        """Return the scopes of this act, one of which the client has somewhere; raise 403 when it has none."""
        scopes = self.scopes[handeling]
        verzoek.client.vereis(self.api.component, *scopes)
        return scopes

    def _lees_lijst(self, verzoek: Verzoek) -> HttpResponse:
        scopes = self.eis_scope(verzoek, LEZEN)
        return self.toon_lijst(verzoek, self.rijen(verzoek, scopes), self.gevraagd(verzoek))

    def gevraagd(self, verzoek: Verzoek) -> dict[str, Any]:
        """Return what the query asks; an empty filter asks nothing, as clients that send a form as it is expect."""
        gegeven = verzoek.request.GET.dict()
        return {naam: waarde for naam, waarde in gegeven.items() if waarde or naam not in self.filters}

    def toon_lijst(
        self,
        verzoek: Verzoek,
        rijen: QuerySet[Any, Any],
        parameters: Mapping[str, Any],
        *,
        vrij: frozenset[str] = frozenset(),
    ) -> HttpResponse:
        """Return the page of these rows that the parameters ask for; `vrij` are parameters that somebody else reads."""
        ook = frozenset({"expand"} if self.breidt_uit else ()) | (PARAMETERS if self.bladert else frozenset()) | vrij
        ook |= {"ordering"} if self.ordening else frozenset()
        rijen = filter_rijen(rijen, self.filters, parameters, ook=ook)
        boom = self.boom(parameters)
        if not self.bladert:
            resources = self.lezer.lees(rijen.order_by("-pk").values_list("pk", flat=True), verzoek.basis)
            return self.json(self._met_expand(verzoek, resources, boom))
        geordend = orden(rijen, self.ordening, parameters)
        adres = f"{verzoek.basis}{verzoek.request.path}"
        blad = blader(rijen, parameters, adres, geordend=geordend, vast=self._zijn_vast(parameters))
        resources = self._met_expand(verzoek, self.lezer.lees(blad.pks, verzoek.basis), boom)
        response = self.json({"count": blad.count, "next": blad.next, "previous": blad.previous, "results": resources})
        if blad.geschat:
            response["X-Count-Estimated"] = "true"
        return response

    def _zijn_vast(self, parameters: Mapping[str, Any]) -> bool:
        """Tell whether rows are looked for by keys only."""
        gegeven = self.filters.keys() & parameters.keys()
        return bool(gegeven) and all(self.filters[naam].vast for naam in gegeven)

    def boom(self, parameters: Mapping[str, Any]) -> Boom:
        """Return what the parameter expand asks for."""
        return boom_van(parameters["expand"], self, self.alle) if self.breidt_uit and parameters.get("expand") else {}

    def _met_expand(self, verzoek: Verzoek, resources: list[dict[str, Any]], boom: Boom) -> list[dict[str, Any]]:
        if boom:
            breid_uit(resources, boom, self, self.alle, client=verzoek.client, basis=verzoek.basis)
        return resources

    def _lees_een(self, verzoek: Verzoek) -> HttpResponse:
        scopes = self.eis_scope(verzoek, LEZEN)
        parameters = verzoek.request.GET.dict()
        weiger_onbekende(parameters, self.detailparameters | ({"expand"} if self.breidt_uit else set()))
        return self._met_kenmerk(verzoek, self.lees_een(verzoek, scopes, self.boom(parameters)))

    def lees_een(self, verzoek: Verzoek, scopes: Sequence[str], boom: Boom) -> dict[str, Any]:
        """Return the resource of the address; 404 when it is not there, 403 when this client may not."""
        resource = self.lezer.zoek(verzoek.pad["uuid"], self.toegang(verzoek, scopes), verzoek.basis)
        if resource is None:
            raise self.ontbreekt(verzoek)
        return self._met_expand(verzoek, [resource], boom)[0]

    def toegang(self, verzoek: Verzoek, scopes: Sequence[str]) -> Voorwaarde:
        """Return the condition for the rows on which this client has one of these scopes."""
        if self.ouder:
            return binnen_rijen(self.rijen(verzoek, scopes))
        return self._onthouden(verzoek.client, tuple(scopes), lambda: self.rijen(verzoek, scopes))

    def toegang_bij_expand(self, client: Client) -> Voorwaarde:
        """Return the condition that this client may see a row that a relation led to."""
        return self._onthouden(client, "expand", lambda: self.zichtbaar(client))

    def _onthouden(
        self, client: Client, vraag: str | tuple[str, ...], rijen: Callable[[], QuerySet[Any, Any] | None]
    ) -> Voorwaarde:
        """Return the condition for these rows; it is made once for the rights of a client, and gone with them."""
        afgeleid, sleutel = client.rechten.afgeleid, (self.naam, vraag)
        if sleutel not in afgeleid:
            gevraagd = rijen()
            afgeleid[sleutel] = Voorwaarde() if gevraagd is None else binnen_rijen(gevraagd)
        voorwaarde: Voorwaarde = afgeleid[sleutel]
        return voorwaarde

    def zoek(self, verzoek: Verzoek, scopes: Sequence[str]) -> Any:
        """Return the row of the address; 404 when it is not there, 403 when this client may not."""
        rij = self.rijen(verzoek, scopes).order_by().filter(uuid=verzoek.pad["uuid"]).first()
        if rij is None:
            raise self.ontbreekt(verzoek)
        return rij

    def ontbreekt(self, verzoek: Verzoek) -> Fout:
        """Return why this client does not get the row: it is not there, or not for him (as the reference says it)."""
        bestaat = self.model._default_manager.filter(uuid=verzoek.pad["uuid"]).exists()
        return fouten.geen_toestemming() if bestaat else fouten.niet_gevonden()

    def toon(self, verzoek: Verzoek, pk: int, boom: Boom | None = None) -> dict[str, Any]:
        """Return the resource of a row."""
        resource = self.lezer.een(pk, verzoek.basis)
        if resource is None:
            raise fouten.niet_gevonden()
        return self._met_expand(verzoek, [resource], boom or {})[0]

    def _met_kenmerk(self, verzoek: Verzoek, resource: Mapping[str, Any]) -> HttpResponse:
        """Return the resource with its ETag; 304 when the client has this already."""
        response = self.json(resource)
        if not self.met_etag:
            return response
        etag = f'"{hashlib.md5(response.content, usedforsecurity=False).hexdigest()}"'
        bekend = verzoek.request.META.get("HTTP_IF_NONE_MATCH", "")
        if bekend and (
            bekend.strip() == "*" or etag in [deel.strip().removeprefix("W/") for deel in bekend.split(",")]
        ):
            response = HttpResponse(status=304)
        response["ETag"] = etag
        return response

    # --- writing ----------------------------------------------------------------------------------------------------

    def _maak(self, verzoek: Verzoek) -> HttpResponse:
        self.eis_scope(verzoek, MAKEN)
        gegevens = self.gegevens(verzoek, lees_json(verzoek.request))
        with onthoud_gelezen(), transaction.atomic():
            rij = self.maak(verzoek, gegevens)
            resource = self.toon_gemaakt(verzoek, rij.pk)
        response = self.json(resource, status=201)
        response["Location"] = str(resource.get("url", ""))
        return response

    def _wijzig(self, verzoek: Verzoek) -> HttpResponse:
        scopes = self.eis_scope(verzoek, WIJZIGEN)
        rij = self.zoek(verzoek, scopes)
        self.voor_wijziging(verzoek, rij)
        geheel = verzoek.request.method == "PUT"
        gegevens = self.gegevens(verzoek, lees_json(verzoek.request), rij=rij, deels=not geheel)
        with transaction.atomic():
            rij = self.wijzig(verzoek, rij, gegevens, geheel=geheel)
            resource = self.toon(verzoek, rij.pk)
        return self._met_kenmerk(replace(verzoek, request=_zonder_voorwaarde(verzoek.request)), resource)

    def toon_gemaakt(self, verzoek: Verzoek, pk: int) -> dict[str, Any]:
        """Return the resource of a row that `maak` made, from the values that its trail has."""
        resource = self.lezer.net_gelezen(pk, verzoek.basis)
        if resource is None:
            raise fouten.niet_gevonden()
        return resource

    def voor_wijziging(self, verzoek: Verzoek, rij: Any) -> None:
        """Raise what must be refused before the body is looked at, such as a closed zaak without the forced scope."""

    def _verwijder(self, verzoek: Verzoek) -> HttpResponse:
        rij = self.zoek(verzoek, self.eis_scope(verzoek, VERWIJDEREN))
        with transaction.atomic():
            self.verwijder(verzoek, rij)
        return HttpResponse(status=204)

    def gegevens(self, verzoek: Verzoek, inhoud: Any, *, rij: Any = None, deels: bool = False) -> dict[str, Any]:
        """Return the checked input, by attribute; raise invalidParams with every fault at once."""
        return keur(self.serializer, inhoud, rij=rij, deels=deels)

    def json(self, inhoud: Any, *, status: int = 200) -> HttpResponse:
        """Return the answer."""
        response = HttpResponse(als_json(inhoud), status=status, content_type="application/json")
        if self.geometrie:
            response["Content-Crs"] = CRS
        return response

    def _als_fout(self, fout: Exception) -> Fout:
        """Return the refusal that an exception stands for; what is no refusal is logged and answered with 500."""
        bekend = fouten.als_fout(fout, self.codes)
        if bekend is None:
            logger.error("fout in de API", extra={"bron": self.naam}, exc_info=fout)
            zin = _("Er is een serverfout opgetreden.")
            return Fout(500, "error", zin, zin)
        return bekend


def als_json(inhoud: Any) -> bytes:
    """Return the JSON text."""
    try:
        return orjson.dumps(inhoud)
    except TypeError:  # a whole number of more than 64 bits, in what an older version of a row was
        return json.dumps(inhoud, ensure_ascii=False, separators=(",", ":")).encode()


def _zonder_voorwaarde(request: HttpRequest) -> HttpRequest:
    """Return the request without If-None-Match: that is a question of who reads."""
    request.META.pop("HTTP_IF_NONE_MATCH", None)
    return request
