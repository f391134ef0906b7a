"""The search of zaken with a body (_zoek): by area, by list, and with only the fields that one needs (zrc-029)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from mijnportaal.zgw.bladeren import PARAMETERS, blader
from mijnportaal.zgw.bron import LEZEN, Bron, Verzoek
from mijnportaal.zgw.expand import DIEPSTE, Boom, breid_uit
from mijnportaal.zgw.filters import Lijst, filter_rijen, orden
from mijnportaal.zgw.fouten import NIET_AAN_EEN_VELD, Fout, veld_ongeldig
from mijnportaal.zgw.oas import handeling, oas_pad, schema_van
from zaken.ankerpunt import Ankerpunt, InRing
from zaken.api.zaken.zaakfilters import ZOEK, met_rol
from zaken.geometrie import fout_in, ligt_binnen, vlakken

BINNEN = "zaakgeometrie.within"
BEKEND = ZOEK.keys() | {"zaakgeometrie", "expand", "fields", "ordering"}


@dataclass
class Keuze:
    """Which fields of a resource are wanted, and which of what its relations lead to."""

    velden: set[str] = field(default_factory=set)
    takken: dict[str, "Keuze"] = field(default_factory=dict)

    @property
    def boom(self) -> Boom:
        """Return what has to be expanded for it."""
        return {naam: tak.boom for naam, tak in self.takken.items()}

    def snoei(self, resource: Mapping[str, Any]) -> dict[str, Any]:
        """Return the resource with only these fields."""
        kaal: dict[str, Any] = {naam: waarde for naam, waarde in resource.items() if naam in self.velden}
        if self.takken:
            uitgebreid = resource["_expand"]
            kaal["_expand"] = {naam: _snoei(tak, uitgebreid[naam]) for naam, tak in self.takken.items()}
        return kaal


def _snoei(keuze: Keuze, waarde: Any) -> Any:
    return [keuze.snoei(deel) for deel in waarde] if isinstance(waarde, list) else waarde and keuze.snoei(waarde)


def antwoord(bron: Bron, verzoek: Verzoek, rijen: QuerySet[Any, Any], inhoud: Any) -> dict[str, Any]:
    """Return the page of these zaken that the body asks for; keys that the standard does not know are passed over."""
    vragen = {naam: inhoud[naam] for naam in BEKEND & inhoud.keys()} if isinstance(inhoud, Mapping) else {}
    if not vragen:
        raise veld_ongeldig(NIET_AAN_EEN_VELD, "empty_search_body", _("Geef ten minste een zoekvraag."))
    keuze, boom = _keuze(bron, vragen), bron.boom(vragen)
    gevonden = met_rol(_in_gebied(_gefilterd(rijen, vragen), vragen.get("zaakgeometrie")), vragen)
    bladeren = {naam: waarde for naam, waarde in verzoek.request.GET.dict().items() if naam in PARAMETERS}
    geordend = orden(gevonden, bron.ordening, vragen)
    adres = f"{verzoek.basis}{verzoek.request.path}"
    blad = blader(gevonden, bladeren, adres, geordend=geordend)
    resources = bron.lezer.lees(blad.pks, verzoek.basis)
    if boom := keuze.boom if keuze else boom:
        breid_uit(resources, boom, bron, bron.alle, client=verzoek.client, basis=verzoek.basis)
    resultaten = [keuze.snoei(resource) for resource in resources] if keuze else resources
    return {"count": blad.count, "next": blad.next, "previous": blad.previous, "results": resultaten}


def _gefilterd(rijen: QuerySet[Any, Any], vragen: Mapping[str, Any]) -> QuerySet[Any, Any]:
    return filter_rijen(rijen, ZOEK, vragen, ook=frozenset(BEKEND - ZOEK.keys()))


# Within an area


def _in_gebied(rijen: QuerySet[Any, Any], vraag: Any) -> QuerySet[Any, Any]:
    """Return the zaken that lie whole within the area that is asked."""
    if vraag is None:
        return rijen
    gebied: Any = vraag.get("within") if isinstance(vraag, Mapping) else None
    if reden := fout_in(gebied):
        raise veld_ongeldig(BINNEN, "invalid", reden)
    return _binnen(rijen, gebied)


def _binnen(rijen: QuerySet[Any, Any], gebied: Mapping[str, Any]) -> QuerySet[Any, Any]:
    """Return what lies within: the database knows where each begins, the rest of a shape is looked at here."""
    delen = vlakken(gebied)
    if not delen:
        return rijen.none()
    anker = Ankerpunt("geometrie")
    dichtbij = rijen.exclude(geometrie=None).filter(reduce(or_, (Q(InRing(anker, vlak[0])) for vlak in delen)))
    punten = Q(geometrie__type="Point")
    if any(len(vlak) > 1 for vlak in delen):
        punten = Q(pk__in=_precies(dichtbij.filter(punten), gebied))
    return dichtbij.filter(punten | Q(pk__in=_precies(dichtbij.exclude(geometrie__type="Point"), gebied)))


def _precies(rijen: QuerySet[Any, Any], gebied: Mapping[str, Any]) -> list[int]:
    stukken: Iterable[tuple[int, Any]] = rijen.order_by().values_list("pk", "geometrie").iterator()
    return [pk for pk, geometrie in stukken if ligt_binnen(geometrie, gebied)]


# Only some fields


def _keuze(bron: Bron, vragen: Mapping[str, Any]) -> Keuze | None:
    """Return which fields are wanted, or None for all."""
    gevraagd = vragen.get("fields")
    if not gevraagd:
        return None
    if vragen.get("expand"):
        raise _fout(_("Gebruik `fields` of `expand`, niet allebei."))
    keuze = Keuze()
    for pad in gevraagd if isinstance(gevraagd, list) else str(gevraagd).split(","):
        _plant(keuze, bron, str(pad).strip())
    return keuze


def _plant(keuze: Keuze, bron: Bron, pad: str) -> None:
    """Add one path, such as zaaktype.omschrijving; `*` at the end stands for every field."""
    *relaties, veld = pad.split(".")
    if len(relaties) > DIEPSTE:
        raise _fout(_("Een pad is ten hoogste drie stappen lang."))
    for relatie in relaties:
        naam = _zoek_naam(relatie, bron.relaties(), pad)
        keuze, bron = keuze.takken.setdefault(naam, Keuze()), bron.alle[bron.relaties()[naam]]
    velden = bron.lezer.velden
    keuze.velden |= set(velden) if veld == "*" else {_zoek_naam(veld, velden, pad)}


def _zoek_naam(gegeven: str, namen: Iterable[str], pad: str) -> str:
    gevonden = next((naam for naam in namen if naam.lower() == gegeven.lower()), None)
    if gevonden is None:
        raise _fout(_("“%(pad)s” is geen veld van deze resource.") % {"pad": pad})
    return gevonden


def _fout(reden: str) -> Fout:
    return veld_ongeldig("fields", "invalid", reden)


# For the description


def beschrijving(bron: Bron, naam: str) -> Mapping[str, Mapping[str, Any]]:
    """Return the search in OpenAPI."""
    tekst = {"type": "string"}
    velden: dict[str, Any] = {
        sleutel: {"type": "array", "items": schema_van(filter_.veld.deel)}
        if isinstance(filter_.veld, Lijst)
        else schema_van(filter_.veld)
        for sleutel, filter_ in ZOEK.items()
    }
    velden |= {"zaakgeometrie": {"type": "object", "properties": {"within": {"type": "object"}}}}
    velden |= {"expand": tekst, "fields": tekst, "ordering": tekst}
    bladen: dict[str, Any] = {
        "type": "object",
        "required": ["count", "results"],
        "properties": {
            "count": {"type": "integer"},
            "next": {**tekst, "format": "uri", "nullable": True},
            "previous": {**tekst, "format": "uri", "nullable": True},
            "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{naam}"}},
        },
    }
    parameters = [{"name": deel, "in": "query", "schema": {"type": "integer"}} for deel in sorted(PARAMETERS)]
    invoer = {"type": "object", "properties": velden}
    return {"/_zoek": oas_pad({"post": handeling(bron, LEZEN, 200, bladen, parameters=parameters, invoer=invoer)})}
