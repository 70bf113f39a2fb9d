"""All that the town needs of an extract, from one reading."""

from pathlib import Path

import msgspec
import shapely

from leapfrog.places.building import PLACES, ROADS, STREETS, TILES
from leapfrog.places.extract.bringing import TileZooms, bring_tiles
from leapfrog.places.extract.coast import seas
from leapfrog.places.extract.graphs import write_roads
from leapfrog.places.extract.labels import labels
from leapfrog.places.extract.model import ReadExtract, Shape
from leapfrog.places.extract.naming import places, street_points
from leapfrog.places.extract.reading import read
from leapfrog.places.extract.squares import unit_box
from leapfrog.places.extract.tiling import MAX_ZOOM, MIN_ZOOM, write_tiles
from leapfrog.places.model import MapOptions, MapSummary


def make(path: Path, options: MapOptions, folder: Path) -> MapSummary:
    """Writes tiles, places and roads of an extract into a folder. Raises `BadExtract`."""
    extract = read(path, options)
    rows = [*places(extract.spots, extract.ways, options.languages)]
    (folder / PLACES).write_bytes(msgspec.msgpack.encode(rows))
    streets = [*street_points(extract.ways, options.languages)]
    (folder / STREETS).write_bytes(msgspec.msgpack.encode(streets))
    zooms = _tiles(extract, options, folder / TILES)
    junctions = write_roads(extract, folder / ROADS)
    return MapSummary(
        bounds=extract.box,
        extracted_at=extract.extracted_at,
        min_zoom=zooms.least,
        max_zoom=zooms.most,
        tiles=zooms.count,
        places=len(rows),
        junctions=junctions,
    )


def _tiles(extract: ReadExtract, options: MapOptions, path: Path) -> TileZooms:
    if options.tiles:
        return bring_tiles(Path(options.tiles), extract.box, path)
    shapes = [*_seas(extract), *extract.shapes]
    shapes += labels(extract.ways, extract.spots, options.languages)
    return TileZooms(MIN_ZOOM, MAX_ZOOM, write_tiles(shapes, extract.box, path))


def _seas(extract: ReadExtract) -> list[Shape]:
    around = shapely.box(*unit_box(extract.reach))
    return [Shape("water_polygons", "ocean", 10, sea) for sea in seas(extract.coasts, around)]
