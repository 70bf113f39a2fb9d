"""Writes the tiles: for each, what of the shapes is in it, cut, simplified and encoded, into one
archive (PMTiles 3), each tile compressed by brotli.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import brotli
import numpy as np
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import write

from leapfrog.places.errors import BadExtract
from leapfrog.places.extract.encoding import EXTENT, TileFeatureDraft, tile_of
from leapfrog.places.extract.model import Geometry, Shape
from leapfrog.places.extract.squares import BUFFER, count_tiles, square, tiles_of
from leapfrog.places.model import ATTRIBUTION, Box

MIN_ZOOM, MAX_ZOOM = 10, 15
# A simplified line is at most so many of 4096 units beside the true one; at the last zoom, which is
# drawn larger than it is, less.
TOLERANCE, LAST_TOLERANCE = 4, 1
# An area of less than so many square units is not seen (2 × 2 pixels of 512).
SMALLEST = 16 * 16
# Of the last zoom: some 200 × 200 km. A header may say that it is of the whole earth.
MOST_TILES = 100_000
# From the bottom up.
LAYERS = (
    "land",
    "water_polygons",
    "water_lines",
    "buildings",
    "streets",
    "street_labels",
    "pois",
    "place_labels",
)
# A hundredth more bytes than with 11, in half of the time.
QUALITY = 10
# What becomes one feature of a tile when all of this is the same.
Merged = tuple[str, str, tuple[tuple[str, Any], ...]]
GEOMETRY_COLLECTION = 7
MULTI = (shapely.multipoints, shapely.multilinestrings, shapely.multipolygons)
DIMENSION = {"land": 2, "water_polygons": 2, "buildings": 2, "water_lines": 1, "streets": 1}
DIMENSION |= {"street_labels": 1, "pois": 0, "place_labels": 0}


def write_tiles(shapes: Sequence[Shape], box: Box, path: Path) -> int:
    """Writes the archive of all tiles that touch the box; answers how many hold something. Raises
    `BadExtract` for a box in which there is nothing, or too much.
    """
    if count_tiles(box, MAX_ZOOM) > MOST_TILES:
        raise BadExtract("it is of far more than a town: --box W,S,E,N takes a part of it")
    tree = shapely.STRtree([shape.geometry for shape in shapes])
    zooms = range(MIN_ZOOM, MAX_ZOOM + 1)
    numbered = sorted((zxy_to_tileid(*tile), tile) for tile in tiles_of(box, zooms))
    count = 0
    with write(str(path)) as archive:
        for number, tile in numbered:
            near = tree.query(shapely.box(*square(*tile, BUFFER)))
            if found := encoded([shapes[one] for one in sorted(near)], *tile):
                archive.write_tile(number, brotli.compress(found, quality=QUALITY))
                count += 1
        if not count:
            raise BadExtract("there is nothing to draw in it")
        archive.finalize(_header(box), {"attribution": ATTRIBUTION})
    return count


def encoded(near: Sequence[Shape], z: int, x: int, y: int) -> bytes:
    """A tile (Mapbox Vector Tile 2.1) of what is near it; empty where nothing is in it."""
    layers: dict[str, list[TileFeatureDraft]] = {name: [] for name in LAYERS}
    lines: dict[Merged, list[Geometry]] = defaultdict(list)
    for shape, geometry in _cut([one for one in near if one.zoom <= z], z, x, y):
        if DIMENSION[shape.layer] == 1:
            lines[shape.layer, shape.kind, tuple(shape.more.items())].append(geometry)
        else:
            layers[shape.layer].append(_feature(shape, geometry))
    for (layer, kind, more), merged in zip(lines, _merged([*lines.values()]), strict=True):
        layers[layer].append(TileFeatureDraft(merged, {"kind": kind, **dict(more)}))
    return tile_of([(name, DIMENSION[name], found) for name, found in layers.items()])


def _merged(groups: Sequence[Sequence[Geometry]]) -> Any:
    """The lines of each group, those that meet as one: all groups at once."""
    parts, whole = shapely.get_parts([one for group in groups for one in group], return_index=True)
    group = np.repeat(np.arange(len(groups)), [len(one) for one in groups])
    return shapely.line_merge(shapely.multilinestrings(parts, indices=group[whole]))


def _cut(near: Sequence[Shape], z: int, x: int, y: int) -> Iterator[tuple[Shape, Geometry]]:
    """What of the shapes is in a tile, in its units, as fine as it is drawn there."""
    units = 2**z * EXTENT
    tolerance = (LAST_TOLERANCE if z == MAX_ZOOM else TOLERANCE) / units
    cut = shapely.clip_by_rect([one.geometry for one in near], *square(z, x, y, BUFFER))
    corner = np.array([x, y]) / 2**z
    simple = shapely.transform(
        shapely.simplify(cut, tolerance), lambda at: np.round((at - corner) * units)
    )
    wanted = np.array([DIMENSION[one.layer] for one in near], int)
    areas = wanted == 2
    simple[areas] = _valid(simple[areas])
    seen = ~shapely.is_empty(simple) & (~areas | (shapely.area(simple) >= SMALLEST))
    collected = shapely.get_type_id(simple) == GEOMETRY_COLLECTION
    whole = seen & (collected | (shapely.get_dimensions(simple) == wanted))
    for at in np.flatnonzero(whole).tolist():
        shape, geometry = near[at], simple[at]
        kept = _of_dimension(geometry, DIMENSION[shape.layer]) if collected[at] else geometry
        if kept is not None:
            yield shape, kept


def _valid(areas: Any) -> Any:
    """On whole units a ring may touch or cross itself; and the outer ones go with the clock, as it
    is seen with y to the south (MVT 2.1, 4.3.4.4).
    """
    broken = ~shapely.is_valid(areas)
    areas[broken] = shapely.make_valid(areas[broken])
    return shapely.orient_polygons(areas)


def _of_dimension(found: Geometry, dimension: int) -> Geometry | None:
    """What of a collection is an area, or a line: at an edge there may be points of it, too."""
    parts = shapely.get_parts(shapely.get_parts(found))
    kept = parts[shapely.get_dimensions(parts) == dimension]
    return MULTI[dimension](kept) if len(kept) else None


def _feature(shape: Shape, geometry: Geometry) -> TileFeatureDraft:
    return TileFeatureDraft(geometry, {"kind": shape.kind, **shape.more}, shape.ident)


def _header(box: Box) -> dict[str, Any]:
    """Of the archive; the writer adds what it knows by itself."""
    west, south, east, north = (
        round(degree * 1e7) for degree in (box.west, box.south, box.east, box.north)
    )
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.BROTLI,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
    }
