"""SQL of the town's map and of its places."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.places.model import Box, Point, TownMap

MAP = """
select version, west, south, east, north, (south + north) / 2 as lat, (west + east) / 2 as lon,
    min_zoom, max_zoom, extracted_at, attribution
from places_map
"""
FILES = "select id, tiles, roads from places_map"
TILES = "select tiles from places_map where version = $1"
FORGET_MAP = "delete from places_map"
LOCK = "lock table places_map in exclusive mode"
PUT_MAP = """
insert into places_map (id, version, tiles, roads, extract, west, south, east, north, min_zoom,
    max_zoom, extracted_at, attribution, built_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
"""
FORGET_SOURCE = "delete from places_place where source = $1"
FORGET_STREETS = "delete from places_street"
UNPIN = "delete from places_place where id = any($1::text[])"
PIN = """
insert into places_place (id, source, kind, category, name, names, address, lat, lon, at, hours,
    weight, words, grams)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
on conflict (id) do update set kind = excluded.kind, category = excluded.category,
    name = excluded.name, names = excluded.names, address = excluded.address, lat = excluded.lat,
    lon = excluded.lon, at = excluded.at, hours = excluded.hours, weight = excluded.weight,
    words = excluded.words, grams = excluded.grams
"""
TABLE, STREETS = "places_place", "places_street"


class MapFiles(msgspec.Struct, frozen=True):
    """The files of the map, by their SHA-256; who owns them."""

    id: UUID
    tiles: bytes
    roads: bytes


class MapRow(msgspec.Struct, frozen=True):
    """The row of a map that is put up."""

    id: UUID
    version: str
    tiles: bytes
    roads: bytes
    extract: bytes
    west: float
    south: float
    east: float
    north: float
    min_zoom: int
    max_zoom: int
    extracted_at: datetime | None
    attribution: str
    built_at: datetime


class TownPlaceRow(msgspec.Struct, frozen=True):
    """A row of places; `at` in Mercator's metres."""

    id: str
    source: str
    kind: str
    category: str
    name: str
    names: dict[str, str]
    address: str
    lat: float
    lon: float
    at: tuple[float, float]
    hours: str
    weight: float
    words: str
    grams: list[int]


class StreetRow(msgspec.Struct, frozen=True):
    """A point of a street with a name; `at` in Mercator's metres."""

    at: tuple[float, float]
    name: str
    names: dict[str, str]


async def town_map(db: Db) -> TownMap | None:
    found = await db.row(MAP)
    if found is None:
        return None
    version, west, south, east, north, lat, lon, low, high, extracted_at, attribution = found
    return TownMap(
        version=version,
        bounds=Box(west, south, east, north),
        centre=Point(lat, lon),
        min_zoom=low,
        max_zoom=high,
        extracted_at=extracted_at,
        attribution=attribution,
    )


async def map_files(db: Db) -> MapFiles | None:
    return await db.one_as(MapFiles, FILES)


async def tiles_of(db: Db, version: str) -> bytes | None:
    """The SHA-256 of the tiles of the map, while this is its version."""
    found: bytes | None = await db.value(TILES, version)
    return found


async def lock_map(db: Db) -> None:
    """One map is put up after another."""
    await db.run(LOCK)


async def put_map(db: Db, row: MapRow) -> None:
    """This is the map from now on."""
    await db.run(FORGET_MAP)
    await db.run(PUT_MAP, *msgspec.structs.astuple(row))


async def put_all(db: Db, source: str, rows: Iterable[TownPlaceRow]) -> None:
    """These are all places of a source from now on."""
    await db.run(FORGET_SOURCE, source)
    await db.copy(TABLE, TownPlaceRow.__struct_fields__, map(msgspec.structs.astuple, rows))


async def put_streets(db: Db, rows: Iterable[StreetRow]) -> None:
    """These are the streets from now on."""
    await db.run(FORGET_STREETS)
    await db.copy(STREETS, StreetRow.__struct_fields__, map(msgspec.structs.astuple, rows))


async def pin_all(db: Db, rows: Sequence[TownPlaceRow]) -> None:
    """These places are as these rows say."""
    if rows:
        await db.run_many(PIN, [msgspec.structs.astuple(row) for row in rows])


async def unpin_all(db: Db, ids: Sequence[str]) -> None:
    await db.run(UNPIN, list(ids))
