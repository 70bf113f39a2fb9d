"""Tiles are written as the library of the format's makers writes them, byte by byte."""

from typing import Any

import mapbox_vector_tile
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.places import MapOptions
from leapfrog.places.extract.encoding import EXTENT, TileFeatureDraft, tile_of
from leapfrog.places.extract.labels import labels
from leapfrog.places.extract.reading import read
from leapfrog.places.extract.squares import tiles_of
from leapfrog.places.extract.tiling import MAX_ZOOM, MIN_ZOOM, encoded
from tests.helsinki import EXTRACT

OPTIONS = {"extents": EXTENT, "y_coord_down": True, "check_winding_order": False}
Layers = list[tuple[str, int, list[TileFeatureDraft]]]
whole = st.integers(-200, 5_000)
point = st.tuples(whole, whole)
names = st.dictionaries(
    st.sampled_from(["name", "kind", "name_zh", "bridge"]),
    st.one_of(st.text(max_size=200), st.booleans()),
    max_size=3,
)


def by_library(layers: Layers) -> bytes:
    told = [
        {
            "name": name,
            "features": [
                {"geometry": one.geometry, "properties": one.properties, "id": one.ident or None}
                for one in features
            ],
        }
        for name, _, features in layers
        if features
    ]
    found: bytes = mapbox_vector_tile.encode(told, default_options=OPTIONS) if told else b""
    return found


def square(x: int, y: int, side: int, hole: int) -> Any:
    outer = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    inner = [(x + 1, y + 1), (x + 1, y + hole), (x + hole, y + hole), (x + hole, y + 1)]
    return shapely.Polygon(outer, [inner] if hole > 1 else None)


squares = st.builds(square, whole, whole, st.integers(20, 900), st.integers(0, 19))
lines = st.lists(point, min_size=2, max_size=9).map(shapely.LineString)
GEOMETRIES = [
    st.one_of(
        point.map(shapely.Point), st.lists(point, min_size=1, max_size=4).map(shapely.MultiPoint)
    ),
    st.one_of(lines, st.lists(lines, min_size=1, max_size=3).map(shapely.MultiLineString)),
    st.one_of(squares, st.lists(squares, min_size=1, max_size=3).map(shapely.MultiPolygon)),
]


@st.composite
def layers(draw: Any) -> Layers:
    dimensions = draw(st.lists(st.integers(0, 2), max_size=4))
    made = []
    for n, dimension in enumerate(dimensions):
        feature = st.builds(TileFeatureDraft, GEOMETRIES[dimension], names, st.integers(0, 2**45))
        made.append((f"layer {n}", dimension, draw(st.lists(feature, max_size=6))))
    return made


@given(layers())
def test_any_layers(drawn: Layers) -> None:
    assert tile_of(drawn) == by_library(drawn)


def test_a_line_that_is_a_point_is_left_out() -> None:
    gone = TileFeatureDraft(shapely.LineString([(5, 5), (5, 5)]), {"kind": "path"})
    kept = TileFeatureDraft(shapely.LineString([(5, 5), (5, 5), (7, 5)]), {"kind": "track"})
    drawn: Layers = [("streets", 1, [gone, kept, gone])]
    assert tile_of(drawn) == by_library(drawn)
    [feature] = mapbox_vector_tile.decode(tile_of(drawn))["streets"]["features"]
    assert feature["properties"] == {"kind": "track"}


def test_nothing_is_no_tile() -> None:
    assert tile_of([("streets", 1, []), ("pois", 0, [])]) == b""


@pytest.mark.parametrize("zoom", [MIN_ZOOM, 13, MAX_ZOOM])
def test_all_of_a_town(zoom: int, monkeypatch: pytest.MonkeyPatch) -> None:
    options = MapOptions()
    found = read(EXTRACT, options)
    shapes = [*found.shapes, *labels(found.ways, found.spots, options.languages)]
    ours = [encoded(shapes, *tile) for tile in tiles_of(found.box, [zoom])]
    monkeypatch.setattr("leapfrog.places.extract.tiling.tile_of", by_library)
    theirs = [encoded(shapes, *tile) for tile in tiles_of(found.box, [zoom])]
    assert ours == theirs
    assert any(ours)
