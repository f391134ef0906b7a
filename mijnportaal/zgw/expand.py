"""Relations shown with the resource itself (`expand`): one query, however many relations, levels and rows.

What may be followed is every relation that a resource has; a path is at most three deep (zrc-025 to zrc-029). The
addresses of the first level stand in what was read already; a deeper level is read from the rows of the one above it,
inside the same statement. The answers are hung on `_expand` by their addresses. What would become too much for one
answer (ZGW_EXPAND_MEESTE) is refused: a catalogue leads to every zaaktype that a municipality has.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from mijnportaal.kern.voorbereid import vraag
from mijnportaal.zgw.adressen import bron_met_naam
from mijnportaal.zgw.fouten import Fout, Veldfout, ongeldig
from mijnportaal.zgw.lezer import Lezer, Voorwaarde

DIEPSTE = 3
Boom = dict[str, "Boom"]
Gevonden = Mapping[str, Mapping[str, dict[str, Any]]]
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


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

    def toegang_bij_expand(self, client: Any) -> Voorwaarde:
        """Return the condition that this client may see a row that a relation led to."""


Bronnen = Mapping[str, Uitbreidbaar]


def boom_van(tekst: Any, bron: Uitbreidbaar, bronnen: Bronnen, naam: str = "expand") -> Boom:
    """Return the paths of the parameter as a tree; raise on a path that the resource does not have."""
    paden = tekst if isinstance(tekst, list) else str(tekst).split(",")
    boom: Boom = {}
    for pad in paden:
        _plant(boom, str(pad).strip(), bron, bronnen, naam)
    return boom


def _plant(boom: Boom, pad: str, bron: Uitbreidbaar, bronnen: Bronnen, naam: str) -> None:
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
    bronnen: Bronnen,
    *,
    client: Any,
    basis: str,
) -> None:
    """Hang on each resource what its relations lead to."""
    gevonden = _lees(_lagen(resources, boom, bron, bronnen, basis), client, basis)
    knopen, ruimte = [(resource, boom, bron) for resource in resources], _Ruimte()
    while knopen:
        knopen = [
            volgende
            for knoop in knopen
            for volgende in _hang_aan(*knoop, gevonden, bronnen=bronnen, basis=basis, ruimte=ruimte)
        ]


def _uuids(waarde: Any, doel: str, basis: str) -> Iterator[str]:
    """Give the uuids of the addresses in the value of a relation: one, several, or objects that have a `url`."""
    bron = bron_met_naam(doel)
    for deel in waarde if isinstance(waarde, list) else [waarde]:
        adres = deel.get("url") or deel.get(doel) if isinstance(deel, dict) else deel
        uuid = bron.uuid_in(adres, basis) if isinstance(adres, str) else None
        if uuid:
            yield uuid


class _Ruimte:
    """How many resources may still hang on this answer."""

    def __init__(self) -> None:
        self.over = settings.ZGW_EXPAND_MEESTE

    def neem(self, aantal: int) -> None:
        """Take so many; raise when there is no room for them."""
        self.over -= aantal
        if self.over < 0:
            raise te_veel()


def te_veel() -> Fout:
    """Return that a path leads to more than goes into one answer."""
    reden = _("Dit pad leidt naar meer dan %(meeste)s resources. Vraag een kleinere pagina of een korter pad.")
    return ongeldig(Veldfout("expand", "too-many", reden % {"meeste": settings.ZGW_EXPAND_MEESTE}))


def _hang_aan(
    resource: dict[str, Any],
    takken: Boom,
    bron: Uitbreidbaar,
    gevonden: Gevonden,
    *,
    bronnen: Bronnen,
    basis: str,
    ruimte: _Ruimte,
) -> Iterator[tuple[dict[str, Any], Boom, Uitbreidbaar]]:
    uitgebreid = resource.setdefault("_expand", {})
    for relatie, verder in takken.items():
        doel = bron.relaties()[relatie]
        waarde = resource.get(relatie)
        rijen = [gevonden[doel][uuid] for uuid in _uuids(waarde, doel, basis) if uuid in gevonden[doel]]
        ruimte.neem(len(rijen))
        if verder:  # a copy for each place: the same zaaktype may hang in two trees with different branches
            rijen = [dict(rij) for rij in rijen]
            yield from ((rij, verder, bronnen[doel]) for rij in rijen)
        uitgebreid[relatie] = rijen if isinstance(waarde, list) else (rijen[0] if rijen else {})


# --- reading ------------------------------------------------------------------------------------------------------


@dataclass
class _Laag:
    """What is read of one resource at one level: uuids that we know, or those that stand in rows of the level above."""

    tabel: str
    bron: Uitbreidbaar
    uuids: set[str] = field(default_factory=set)
    uit_rijen: list[str] = field(default_factory=list)

    def opdracht(self, client: Any) -> Voorwaarde:
        """Return the statement that gives the rows."""
        gezocht = Voorwaarde("uuid = ANY(%s::uuid[])", (sorted(self.uuids),))
        if self.uit_rijen:
            gezocht = Voorwaarde(f"uuid = ANY(ARRAY({' UNION ALL '.join(self.uit_rijen)}))")
        toegang = self.bron.toegang_bij_expand(client)
        return self.bron.lezer.deel(Voorwaarde(f"{gezocht.sql} AND {toegang.sql}", gezocht.params + toegang.params))

    def uuids_in(self, relatie: str) -> str:
        """Return the statement that gives the uuids in a relation of these rows, and those of parents beside them."""
        plaats = list(self.bron.lezer.velden).index(relatie)
        waarde = f"{self.tabel}.rij::json ->> {plaats}"
        return f"SELECT deel[1]::uuid FROM {self.tabel}, regexp_matches({waarde}, '{UUID}', 'g') AS gevonden (deel)"  # noqa: S608


def _lees(lagen: Sequence[_Laag], client: Any, basis: str) -> Gevonden:
    """Return everything that the tree leads to, by resource and uuid, with one query."""
    gevonden: dict[str, dict[str, dict[str, Any]]] = {laag.bron.naam: {} for laag in lagen}
    if not any(laag.uuids for laag in lagen):
        return gevonden
    opdrachten = [laag.opdracht(client) for laag in lagen]
    tot = f"LIMIT {settings.ZGW_EXPAND_MEESTE + 1:d}"
    tabellen = ", ".join(f"{laag.tabel} AS ({deel.sql} {tot})" for laag, deel in zip(lagen, opdrachten, strict=True))
    alles = " UNION ALL ".join(f"SELECT {nummer}, uuid, rij FROM {laag.tabel}" for nummer, laag in enumerate(lagen))  # noqa: S608
    params = [waarde for opdracht in opdrachten for waarde in opdracht.params]
    rijen = vraag(f"WITH {tabellen} {alles}", params)
    if len(rijen) > settings.ZGW_EXPAND_MEESTE:
        raise te_veel()
    for nummer, uuid, rij in rijen:
        bron = lagen[nummer].bron
        gevonden[bron.naam][str(uuid)] = bron.lezer.maak(rij, basis)
    return gevonden


def _lagen(
    resources: Sequence[dict[str, Any]], boom: Boom, bron: Uitbreidbaar, bronnen: Bronnen, basis: str
) -> list[_Laag]:
    """Return what is to be read, each level after the one that it is found in, and a resource once for each level."""
    lagen: dict[tuple[int, str], _Laag] = {}

    def laag(diepte: int, naam: str) -> _Laag:
        return lagen.setdefault((diepte, naam), _Laag(f"laag{len(lagen)}", bronnen[naam]))

    takken: list[tuple[_Laag, Boom]] = []
    for relatie, verder in boom.items():
        doel = bron.relaties()[relatie]
        takken.append((laag(1, doel), verder))
        takken[-1][0].uuids.update(uuid for deel in resources for uuid in _uuids(deel.get(relatie), doel, basis))
    for diepte in range(2, DIEPSTE + 1):
        boven, takken = takken, []
        for van, relaties in boven:
            for relatie, verder in relaties.items():
                takken.append((laag(diepte, van.bron.relaties()[relatie]), verder))
                takken[-1][0].uit_rijen.append(van.uuids_in(relatie))
    return list(lagen.values())
