"""GeoJSON without a geographic database: is it one, and does one lie within another. Pure; lengths in degrees."""

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

Punt = tuple[float, float]
Ring = Sequence[Punt]
# How deep the coordinates of each kind are nested: a Point is one position, a Polygon rings of positions.
DIEPTE = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
# More than any parcel or district has; a body with more is refused before anything is reckoned with it.
MEESTE_PUNTEN = 50_000


def fout_in(geometrie: Any, *, binnen: bool = False) -> str:
    """Return what is wrong with this as a GeoJSON geometry, or nothing."""
    if not isinstance(geometrie, Mapping) or not isinstance(geometrie.get("type"), str):
        return _("Een geometrie is een object met een type.")
    soort = geometrie["type"]
    if soort == "GeometryCollection" and not binnen:
        return _fout_in_verzameling(geometrie.get("geometries"))
    if soort not in DIEPTE:
        return _("Onbekend soort geometrie: %(soort)s.") % {"soort": soort[:40]}
    if not _is_genest(geometrie.get("coordinates"), DIEPTE[soort]):
        return _("De coördinaten horen niet bij dit soort geometrie.")
    if sum(1 for _punt in punten(geometrie)) > MEESTE_PUNTEN:
        return _("De geometrie heeft te veel punten.")
    return _fout_in_vorm(soort, geometrie["coordinates"])


def _fout_in_verzameling(delen: Any) -> str:
    if not isinstance(delen, list) or not delen:
        return _("Een GeometryCollection heeft geometries.")
    return next((reden for deel in delen if (reden := fout_in(deel, binnen=True))), "")


def _is_genest(waarde: Any, diepte: int) -> bool:
    if not isinstance(waarde, list) or not waarde:
        return False
    if diepte == 0:
        return 2 <= len(waarde) <= 3 and all(_is_getal(getal) for getal in waarde)
    return all(_is_genest(deel, diepte - 1) for deel in waarde)


def _is_getal(waarde: Any) -> bool:
    return isinstance(waarde, int | float) and not isinstance(waarde, bool) and math.isfinite(waarde)


def _fout_in_vorm(soort: str, coordinaten: Any) -> str:
    lijnen = {"LineString": [coordinaten], "MultiLineString": coordinaten}.get(soort, [])
    if any(len(lijn) < 2 for lijn in lijnen):
        return _("Een lijn heeft minstens twee punten.")
    vlakken = {"Polygon": [coordinaten], "MultiPolygon": coordinaten}.get(soort, [])
    for ring in (ring for vlak in vlakken for ring in vlak):
        if len(ring) < 4 or ring[0][:2] != ring[-1][:2]:
            return _("Een vlak is gesloten: het laatste punt is het eerste, en er zijn er minstens vier.")
    return ""


def punten(geometrie: Mapping[str, Any]) -> Iterator[Punt]:
    """Give every position of a geometry."""
    if geometrie["type"] == "GeometryCollection":
        for deel in geometrie["geometries"]:
            yield from punten(deel)
    else:
        yield from _vlak_gelegd(geometrie["coordinates"])


def _vlak_gelegd(coordinaten: Any) -> Iterator[Punt]:
    if isinstance(coordinaten[0], list):
        for deel in coordinaten:
            yield from _vlak_gelegd(deel)
    else:
        yield float(coordinaten[0]), float(coordinaten[1])


def vlakken(geometrie: Mapping[str, Any]) -> list[list[Ring]]:
    """Return the polygons of a geometry: of each its outer ring, and then its holes."""
    match geometrie["type"]:
        case "GeometryCollection":
            return [vlak for deel in geometrie["geometries"] for vlak in vlakken(deel)]
        case "Polygon":
            return [_ringen(geometrie["coordinates"])]
        case "MultiPolygon":
            return [_ringen(vlak) for vlak in geometrie["coordinates"]]
        case _:
            return []


def _ringen(vlak: Any) -> list[Ring]:
    return [[(float(punt[0]), float(punt[1])) for punt in ring] for ring in vlak]


def ligt_binnen(geometrie: Mapping[str, Any], gebied: Mapping[str, Any]) -> bool:
    """Tell whether all of a geometry lies within the area of another; on its edge counts."""
    delen = vlakken(gebied)
    return any(
        all(_in_vlak(punt, vlak) for punt in punten(geometrie)) and not _snijdt(geometrie, vlak) for vlak in delen
    )


def _in_vlak(punt: Punt, vlak: list[Ring]) -> bool:
    buiten, *gaten = vlak
    return _in_ring(punt, buiten) and not any(_in_ring(punt, gat, rand=False) for gat in gaten)


def _in_ring(punt: Punt, ring: Ring, *, rand: bool = True) -> bool:
    """Tell whether a point is inside a ring: a ray to the right crosses it an odd number of times."""
    x, y = punt
    binnen = False
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        kruis = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if kruis == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return rand
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            binnen = not binnen
    return binnen


def _snijdt(geometrie: Mapping[str, Any], vlak: list[Ring]) -> bool:
    """Tell whether a line or edge of a geometry goes out of the area and comes back."""
    randen = [rand for ring in vlak for rand in itertools.pairwise(ring)]
    return any(_kruist(lijn, rand) for lijn in _lijnen(geometrie) for rand in randen)


def _lijnen(geometrie: Mapping[str, Any]) -> Iterator[tuple[Punt, Punt]]:
    match geometrie["type"]:
        case "GeometryCollection":
            for deel in geometrie["geometries"]:
                yield from _lijnen(deel)
        case "LineString" | "MultiLineString" | "Polygon" | "MultiPolygon":
            for reeks in _reeksen(geometrie["coordinates"]):
                yield from itertools.pairwise(reeks)


def _reeksen(coordinaten: Any) -> Iterator[list[Punt]]:
    if isinstance(coordinaten[0][0], list):
        for deel in coordinaten:
            yield from _reeksen(deel)
    else:
        yield [(float(punt[0]), float(punt[1])) for punt in coordinaten]


def _kruist(lijn: tuple[Punt, Punt], rand: tuple[Punt, Punt]) -> bool:
    """Tell whether two segments cross in a point that is no end of either."""
    (a, b), (c, d) = lijn, rand
    return _kant(a, b, c) * _kant(a, b, d) < 0 and _kant(c, d, a) * _kant(c, d, b) < 0


def _kant(a: Punt, b: Punt, punt: Punt) -> int:
    kruis = (b[0] - a[0]) * (punt[1] - a[1]) - (b[1] - a[1]) * (punt[0] - a[0])
    return (kruis > 0) - (kruis < 0)
