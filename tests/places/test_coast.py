"""The sea, which OpenStreetMap has only by its coast: land is on the left of it."""

import pytest
import shapely

from leapfrog.places.extract.coast import seas
from leapfrog.places.extract.drawing import area_shape
from leapfrog.places.extract.tiling import encoded
from leapfrog.places.vector_tiles import layers_of

# In the unit square y goes to the south.
BOX = shapely.box(0, 0, 1, 1)


def sea(*lines: list[tuple[float, float]]) -> shapely.Geometry:
    return shapely.union_all(seas([shapely.LineString(line) for line in lines], BOX))


@pytest.mark.parametrize(
    ("line", "south"),
    [
        ([(-1, 0.4), (2, 0.4)], True),
        ([(2, 0.4), (-1, 0.4)], False),
        # An extract has no nodes beyond its edge.
        ([(0.05, 0.4), (0.5, 0.4), (0.96, 0.4)], True),
    ],
)
def test_the_sea_is_on_the_right_of_its_coast(line: list[tuple[float, float]], south: bool) -> None:
    found = sea(line)
    assert found.area == pytest.approx(0.6 if south else 0.4)
    assert found.contains(shapely.Point(0.5, 0.9)) == south


def test_an_island_is_no_sea() -> None:
    island = [(0.4, 0.6), (0.6, 0.6), (0.6, 0.8), (0.4, 0.8), (0.4, 0.6)]
    found = sea([(-1, 0.4), (2, 0.4)], island[::-1])
    assert found.area == pytest.approx(0.6 - 0.04)
    assert not found.contains(shapely.Point(0.5, 0.7))
    # A coast the other way around is that of a hole in the land.
    assert sea(island).area == pytest.approx(0.04)


def test_without_a_coast_nobody_knows() -> None:
    assert seas([], BOX) == []
    assert seas([shapely.LineString([(5, 5), (6, 6)])], BOX) == []


def test_a_hole_in_a_wood_stays_a_hole() -> None:
    wood = shapely.Polygon(
        [(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)],
        [[(0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)]],
    )
    shape = area_shape({"natural": "wood"}, wood)
    assert shape
    shape.zoom = 0
    [feature] = layers_of(encoded([shape], 0, 0, 0))["land"]
    assert feature.kind == "wood"
    assert len(feature.lines) == 2
    assert [line[0] == line[-1] for line in feature.lines] == [True, True]
    assert {x for x, _ in feature.lines[0]} == {410, 3686}
