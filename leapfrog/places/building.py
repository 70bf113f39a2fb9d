"""Makes a map of an extract, in a program of its own, and puts it up in the place of the old one.

What is made lies beside the old map until one transaction changes both; whatever goes wrong before
changes nothing.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import msgspec

from leapfrog.kernel import files
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.files import Files, digest_of
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.pool import expect_no_loan
from leapfrog.places import store
from leapfrog.places.errors import BadExtract
from leapfrog.places.model import ATTRIBUTION, MapOptions, MapSummary
from leapfrog.places.store import MapRow, StreetRow, TownPlaceRow

TILES, ROADS = "tiles.pmtiles", "roads.bin"
PLACES, STREETS = "places.msgpack", "streets.msgpack"
PROGRAM = "leapfrog.places.extract"
# The program ends with this when it knows why it can make nothing of a file.
KNOWN = 2
T = TypeVar("T")
# Neither our secrets nor what else is in the environment.
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
PURPOSE = "map"
TILE_TYPE, ROADS_TYPE = "application/vnd.pmtiles", "application/octet-stream"


class BuiltMap(msgspec.Struct, frozen=True):
    """What was made of an extract: its SHA-256, the files of the map and theirs."""

    summary: MapSummary
    extract: bytes
    tiles: Path
    roads: Path
    places: Path
    streets: Path


@asynccontextmanager
async def built(extract: Path, options: MapOptions, home: Path) -> AsyncIterator[BuiltMap]:
    """A context with a map built of an OpenStreetMap extract (an absolute path), in a folder below
    the town's home that is gone afterwards. Raises `BadExtract`.
    """
    expect_no_loan()
    with TemporaryDirectory(dir=await asyncio.to_thread(workplace, home)) as made:
        folder = Path(made)
        told = await _run(extract, options, folder)
        digest, _ = await asyncio.to_thread(digest_of, extract)
        yield BuiltMap(
            summary=msgspec.json.decode(told, type=MapSummary),
            extract=digest,
            tiles=folder / TILES,
            roads=folder / ROADS,
            places=folder / PLACES,
            streets=folder / STREETS,
        )


async def put_up(database: Database, stored: Files, made: BuiltMap) -> str:
    """Makes a built map the town's: tiles, roads, and places of OpenStreetMap; answers its version.
    Pins of merchants and people's own places stay. Opens transactions of its own; to be called
    without a connection. Raises `DiskFull`.
    """
    expect_no_loan()
    rows = await asyncio.to_thread(_read, made.places, list[TownPlaceRow])
    streets = await asyncio.to_thread(_read, made.streets, list[StreetRow])
    found = [(path, *await asyncio.to_thread(digest_of, path)) for path in (made.tiles, made.roads)]
    await files.put_early(database, stored, [(path, digest) for path, digest, _ in found], None)
    async with database.transaction() as db:
        await store.lock_map(db)
        before = await store.map_files(db)
        map_id = new_id()
        for (path, digest, size), kind in zip(found, (TILE_TYPE, ROADS_TYPE), strict=True):
            await files.own(db, map_id, PURPOSE, digest, kind, size=size, person=None)
            await stored.ensure(path, digest)
        [tiles, roads] = [digest for _, digest, _ in found]
        row = _row(db, made, store.MapFiles(map_id, tiles, roads))
        await store.put_map(db, row)
        await store.put_all(db, "osm", rows)
        await store.put_streets(db, streets)
        if before is not None:
            # A process that has the old tiles open may give them out for a while.
            gone = await files.disown_all(db, before.id)
            await files.forget(db, gone, after=files.UNOWNED)
    return row.version


def _row(db: Db, made: BuiltMap, owned: store.MapFiles) -> MapRow:
    about = made.summary
    return MapRow(
        id=owned.id,
        version=owned.tiles.hex(),
        tiles=owned.tiles,
        roads=owned.roads,
        extract=made.extract,
        west=about.bounds.west,
        south=about.bounds.south,
        east=about.bounds.east,
        north=about.bounds.north,
        min_zoom=about.min_zoom,
        max_zoom=about.max_zoom,
        extracted_at=about.extracted_at,
        attribution=ATTRIBUTION,
        built_at=db.now,
    )


def _read(path: Path, kind: type[T]) -> T:
    return msgspec.msgpack.decode(path.read_bytes(), type=kind)


async def _run(extract: Path, options: MapOptions, folder: Path) -> bytes:
    """What the program prints. Raises `BadExtract` with what it says, or that it broke."""
    asked = msgspec.json.encode(options).decode()
    program = await asyncio.create_subprocess_exec(
        *("nice", "-n", "10", sys.executable, "-I", "-m", PROGRAM, str(extract), asked),
        cwd=folder,
        env=ENVIRONMENT,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        told, complained = await program.communicate()
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()
    if program.returncode == KNOWN:
        raise BadExtract(complained.decode(errors="replace").strip())
    if program.returncode:
        last = complained.decode(errors="replace").strip().rpartition("\n")[2][-300:]
        raise BadExtract(f"the program that reads it ended with {program.returncode}: {last}")
    return told
