"""Tiles of the map, out of one archive (PMTiles 3) in the object store, as they were compressed."""

from collections import OrderedDict

import msgspec
from pmtiles.tile import (
    Entry,
    HeaderDict,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from leapfrog.kernel.files import Files
from leapfrog.kernel.http import Town
from leapfrog.places import store
from leapfrog.places.errors import NoMap
from leapfrog.places.packing import ENCODINGS, PackedTile

# Header and root directory are in the first 16 KiB (PMTiles 3, 3.1).
BEGINNING = 16_384
HEADER = 127
MOST_ZOOM = 30
# Directories of one archive that are kept apart from its root.
MOST_LEAVES = 64


class TileAt(msgspec.Struct, frozen=True):
    """Column `x` from the west and row `y` from the north, of 2^z."""

    z: int
    x: int
    y: int


class TileArchive:
    """An archive of tiles; keeps its directories in memory."""

    def __init__(self, files: Files, sha256: bytes) -> None:
        self._files, self._sha256 = files, sha256
        self._head: tuple[HeaderDict, list[Entry]] | None = None
        self._leaves: OrderedDict[int, list[Entry]] = OrderedDict()

    async def tile(self, at: TileAt) -> PackedTile | None:
        """A tile, compressed; None where there is nothing. Raises FileNotFoundError."""
        if not (0 <= at.z <= MOST_ZOOM and 0 <= at.x < 1 << at.z and 0 <= at.y < 1 << at.z):
            return None
        header, entries = self._head or await self._open()
        ident = zxy_to_tileid(at.z, at.x, at.y)
        # At most so many directories lie one in another.
        for _ in range(4):
            entry = find_tile(entries, ident)
            if entry is None:
                return None
            if entry.run_length:
                found = await self._read(header["tile_data_offset"] + entry.offset, entry.length)
                return PackedTile(found, ENCODINGS[header["tile_compression"]])
            entries = await self._leaf(header, entry)
        return None

    async def _open(self) -> tuple[HeaderDict, list[Entry]]:
        begin = await self._read(0, BEGINNING)
        header = deserialize_header(begin)
        root = begin[header["root_offset"] : header["root_offset"] + header["root_length"]]
        self._head = header, deserialize_directory(root)
        return self._head

    async def _leaf(self, header: HeaderDict, entry: Entry) -> list[Entry]:
        found = self._leaves.pop(entry.offset, None)
        if found is None:
            at = header["leaf_directory_offset"] + entry.offset
            found = deserialize_directory(await self._read(at, entry.length))
        self._leaves[entry.offset] = found
        if len(self._leaves) > MOST_LEAVES:
            self._leaves.popitem(last=False)
        return found

    async def _read(self, at: int, length: int) -> bytes:
        parts = self._files.part(self._sha256, at, at + length)
        return b"".join([part async for part in parts])


class Tiles:
    """The tiles of a town's map, as long as the town is open."""

    def __init__(self, town: Town) -> None:
        self._town = town
        # There is one map, and now and then a new one.
        self._version, self._archive = "", TileArchive(town.files, b"")

    async def tile(self, version: str, at: TileAt) -> PackedTile | None:
        """A tile of this version of the map, compressed; None where there is nothing. Raises
        `NoMap`.
        """
        if version != self._version:
            async with self._town.database.glance() as db:
                found = await store.tiles_of(db, version)
            if found is None:
                raise NoMap
            self._version, self._archive = version, TileArchive(self._town.files, found)
        try:
            return await self._archive.tile(at)
        except FileNotFoundError:
            raise NoMap from None
