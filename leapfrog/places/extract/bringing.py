"""Tiles that somebody else has made, in the Shortbread schema: looked at, and taken as they are."""

import shutil
from pathlib import Path
from typing import Any

import msgspec
from pmtiles import reader
from pmtiles.tile import Compression, MagicNumberNotFound, SpecVersionUnsupported, TileType

from leapfrog.places.errors import BadExtract
from leapfrog.places.extract.squares import tiles_of
from leapfrog.places.model import Box
from leapfrog.places.packing import ENCODINGS, PackedTile
from leapfrog.places.vector_tiles import layers_of

# Layers without which a map of a town is none.
NEEDED = {"streets", "buildings"}
# Looked at until one has such a layer; in the middle of a lake there is none.
MOST_LOOKED_AT = 400
# It has no types.
READER: Any = reader
UNREADABLE = (
    OSError,
    EOFError,
    IndexError,
    ValueError,
    MagicNumberNotFound,
    SpecVersionUnsupported,
)


class TileZooms(msgspec.Struct, frozen=True):
    """Which zooms tiles have, and how many tiles there are."""

    least: int
    most: int
    count: int


def bring_tiles(archive: Path, box: Box, path: Path) -> TileZooms:
    """Copies an archive of tiles, of which some are of the box. Raises `BadExtract`."""
    try:
        with archive.open("rb") as file:
            found = _looked_at(READER.Reader(READER.MmapSource(file)), box)
    except UNREADABLE:
        raise BadExtract(f"{archive.name} is no archive of tiles (PMTiles 3)") from None
    shutil.copyfile(archive, path)
    return found


def _looked_at(archive: Any, box: Box) -> TileZooms:
    header = archive.header()
    if header["tile_type"] != TileType.MVT:
        raise BadExtract("its tiles are pictures; a map here is drawn of vector tiles")
    packed = header["tile_compression"]
    if packed not in ENCODINGS or header["internal_compression"] != Compression.GZIP:
        raise BadExtract("it is compressed in a way that browsers cannot read: gzip or brotli")
    zoom = header["max_zoom"]
    for n, (z, x, y) in enumerate(tiles_of(box, [zoom])):
        content = archive.get(z, x, y)
        if content and NEEDED & {*layers_of(PackedTile(content, ENCODINGS[packed]).unpacked())}:
            return TileZooms(header["min_zoom"], zoom, header["addressed_tiles_count"])
        if n > MOST_LOOKED_AT:
            break
    raise BadExtract("none of its tiles shows that place in the Shortbread schema")
