"""Shapes on the map, reckoned without a geographic database."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zaken.geometrie import MEESTE_PUNTEN, fout_in, ligt_binnen

RUIT = {"type": "Polygon", "coordinates": [[[0, -2], [2, 0], [0, 2], [-2, 0], [0, -2]]]}
# A horseshoe: its two arms are in it, what lies between them is not.
HOEFIJZER = {
    "type": "Polygon",
    "coordinates": [[[0, 0], [3, 0], [3, 3], [2, 3], [2, 1], [1, 1], [1, 3], [0, 3], [0, 0]]],
}
graden = st.floats(-3, 3, allow_nan=False).map(lambda getal: round(getal, 3))


def punt(x: float, y: float) -> dict[str, Any]:
    """Return a point."""
    return {"type": "Point", "coordinates": [x, y]}


@given(graden, graden)
def test_point_lies_in_a_diamond_when_its_distances_say_so(x: float, y: float) -> None:
    afstand = abs(x) + abs(y)
    if abs(afstand - 2) > 0.0001:
        assert ligt_binnen(punt(x, y), RUIT) is (afstand < 2)


@pytest.mark.parametrize(("x", "y"), [(0, -2), (2, 0), (1, 1), (-1, 1)])
def test_edge_of_an_area_belongs_to_it(x: int, y: int) -> None:
    assert ligt_binnen(punt(x, y), RUIT)


def test_line_that_leaves_an_area_is_not_in_it_though_its_ends_are() -> None:
    brug = {"type": "LineString", "coordinates": [[0.5, 2], [2.5, 2]]}
    langs = {"type": "LineString", "coordinates": [[0.5, 0.5], [2.5, 0.5]]}
    assert not ligt_binnen(brug, HOEFIJZER)
    assert ligt_binnen(langs, HOEFIJZER)


def test_collection_lies_in_an_area_when_all_of_it_does() -> None:
    beide = {"type": "GeometryCollection", "geometries": [punt(0, 0), punt(1, 0)]}
    deels = {"type": "GeometryCollection", "geometries": [punt(0, 0), punt(3, 0)]}
    assert fout_in(beide) == ""
    assert ligt_binnen(beide, RUIT)
    assert not ligt_binnen(deels, RUIT)
    assert not ligt_binnen(punt(0, 0), punt(0, 0))  # a point has no area


@pytest.mark.parametrize(
    "geometrie",
    [
        None,
        [],
        {"type": 1},
        {"type": "Cirkel", "coordinates": [1, 2]},
        punt("a", 2),  # type: ignore[arg-type]
        punt(float("inf"), 2),
        punt(True, 2),
        {"type": "Point", "coordinates": [1]},
        {"type": "Point"},
        {"type": "LineString", "coordinates": [[1, 2]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": []}]},
        {"type": "MultiPoint", "coordinates": [[0, 0]] * (MEESTE_PUNTEN + 1)},
    ],
)
def test_what_is_no_geometry_is_told_so(geometrie: Any) -> None:
    assert fout_in(geometrie)
