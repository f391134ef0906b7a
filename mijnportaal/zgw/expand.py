"""Relations shown with the resource itself (`expand`): one query for each level, however many relations and rows.

What may be followed is every relation that a resource has; a path is at most three deep (zrc-025 to zrc-029). The
reader finds the addresses in what it has read already, asks all of them together, and hangs the answers on `_expand`.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mijnportaal.kern.voorbereid import vraag
from mijnportaal.zgw.adressen import eigen_verwijzing
from mijnportaal.zgw.fouten import Veldfout, ongeldig
from mijnportaal.zgw.lezer import Lezer, vul

DIEPSTE = 3
Boom = dict[str, "Boom"]


class Uitbreidbaar(Protocol):
    """What expand has to know of a resource."""

    @property
    def naam(self) -> str:
        """Return the name of the resource."""

    @property
    def lezer(self) -> Lezer:
        """Return what reads its rows."""

    def relaties(self) -> Mapping[str, str]:
        """Return the name of each relation with the name of the resource that it leads to."""

    def zichtbaar(self, client: Any, uuids: Sequence[str]) -> QuerySet[Any, Any] | None:
        """Return which of these rows the client may see; None when who sees what leads here sees this too."""


def boom_van(tekst: Any, bron: Uitbreidbaar, bronnen: Mapping[str, Uitbreidbaar], naam: str = "expand") -> Boom:
    """Return the paths of the parameter as a tree; raise on a path that the resource does not have."""
    paden = tekst if isinstance(tekst, list) else str(tekst).split(",")
    boom: Boom = {}
    for pad in paden:
        _plant(boom, str(pad).strip(), bron, bronnen, naam)
    return boom


def _plant(boom: Boom, pad: str, bron: Uitbreidbaar, bronnen: Mapping[str, Uitbreidbaar], naam: str) -> None:
    delen = pad.split(".")
    if len(delen) > DIEPSTE:
        raise ongeldig(Veldfout(naam, "invalid_choice", _("Een pad is ten hoogste drie stappen lang.")))
    for deel in delen:
        relaties = bron.relaties()
        if deel not in relaties:
            reden = _("“%(pad)s” is geen relatie van deze resource.") % {"pad": pad}
            raise ongeldig(Veldfout(naam, "invalid_choice", reden))
        boom, bron = boom.setdefault(deel, {}), bronnen[relaties[deel]]


def breid_uit(
    resources: Sequence[dict[str, Any]],
    boom: Boom,
    bron: Uitbreidbaar,
    bronnen: Mapping[str, Uitbreidbaar],
    *,
    client: Any,
    basis: str,
) -> None:
    """Hang on each resource what its relations lead to, level by level."""
    knopen = [(resource, boom, bron) for resource in resources]
    while knopen := [knoop for knoop in knopen if knoop[1]]:
        gezocht: dict[str, set[str]] = defaultdict(set)
        for resource, takken, van in knopen:
            for relatie in takken:
                doel = van.relaties()[relatie]
                gezocht[doel].update(_uuids(resource.get(relatie), doel))
        gevonden = _lees(gezocht, bronnen, client=client, basis=basis)
        knopen = [volgende for knoop in knopen for volgende in _hang_aan(*knoop, gevonden, bronnen)]


def _uuids(waarde: Any, doel: str) -> Iterable[str]:
    """Give the uuids of the addresses in the value of a relation: one, several, or objects that have a `url`."""
    for deel in waarde if isinstance(waarde, list) else [waarde]:
        adres = deel.get("url") or deel.get(doel) if isinstance(deel, dict) else deel
        verwijzing = eigen_verwijzing(adres) if isinstance(adres, str) and adres else None
        if verwijzing is not None and verwijzing.bron == doel:
            yield str(verwijzing.uuid)


def _hang_aan(
    resource: dict[str, Any],
    takken: Boom,
    bron: Uitbreidbaar,
    gevonden: Mapping[str, Mapping[str, dict[str, Any]]],
    bronnen: Mapping[str, Uitbreidbaar],
) -> Iterable[tuple[dict[str, Any], Boom, Uitbreidbaar]]:
    uitgebreid = resource.setdefault("_expand", {})
    for relatie, verder in takken.items():
        doel = bron.relaties()[relatie]
        # A copy for each place: the same zaaktype may hang in two trees with different branches.
        rijen = [dict(gevonden[doel][uuid]) for uuid in _uuids(resource.get(relatie), doel) if uuid in gevonden[doel]]
        meervoud = isinstance(resource.get(relatie), list)
        uitgebreid[relatie] = rijen if meervoud else (rijen[0] if rijen else {})
        for rij in rijen:
            yield rij, verder, bronnen[doel]


def _lees(
    gezocht: Mapping[str, set[str]], bronnen: Mapping[str, Uitbreidbaar], *, client: Any, basis: str
) -> Mapping[str, Mapping[str, dict[str, Any]]]:
    """Return everything of one level, by resource and uuid, with one query."""
    gevonden: dict[str, dict[str, dict[str, Any]]] = {naam: {} for naam in gezocht}
    delen, params = [], []
    for naam, uuids in gezocht.items():
        if not uuids:
            continue
        sql, waarden = bronnen[naam].lezer.deel("uuid = ANY(%s::uuid[])")
        zichtbaar = bronnen[naam].zichtbaar(client, sorted(uuids))
        toegang_params: tuple[Any, ...] = ()
        if zichtbaar is not None:
            try:
                toegang, toegang_params = zichtbaar.order_by().values("pk").query.sql_with_params()
            except EmptyResultSet:  # a client without any right on these rows: Django has no SQL for nothing
                continue
            sql = f"{sql} AND id IN ({toegang})"
        params += [naam, *waarden, sorted(uuids), *toegang_params]
        delen.append(f"SELECT %s::text AS bron, uuid, rij FROM ({sql}) AS rijen")  # noqa: S608 - made by the ORM
    if delen:
        for naam, uuid, rij in vraag(" UNION ALL ".join(delen), params):
            gevonden[naam][str(uuid)] = vul(bronnen[naam].lezer.makers, json.loads(rij), basis)
    return gevonden
