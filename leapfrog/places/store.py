"""SQL of the town's map and of its places."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.places.model import Box, Point, TownMap, TownPlace

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
COLUMNS = "p.id, p.source, p.kind, p.category, p.name, p.names, p.address, p.lat, p.lon, p.hours"
ONE = f"select {COLUMNS}, null::float8 as metres from places_place p where p.id = $1"
# `metres` are those of the ground near the point that is asked about.
NEAREST = f"""
select {COLUMNS}, (p.at <-> point($1, $2)) * $3 as metres from places_place p
where $4::text is null or p.kind = $4 or p.category = $4
order by p.at <-> point($1, $2) limit $5
"""
# An exact name weighs four times as much as a word somewhere within; what is a kilometre away half
# as much as what is here.
FIND = f"""
select {COLUMNS}, (p.at <-> point($1, $2)) * $3 as metres from places_place p
where p.grams @> $5::integer[] and p.words like all ($6::text[])
    and ($4::text is null or p.kind = $4 or p.category = $4)
order by (case when p.words like $7 || E'\\n%' then 4 when p.words like $7 || '%' then 2 else 1 end)
    * p.weight / (1 + (p.at <-> point($1, $2)) * $3 / 1000) desc, p.id
limit $8
"""
TABLE = "places_place"


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


class PlaceQuery(msgspec.Struct, frozen=True):
    """Places are looked for near a point, all or those of a kind or category."""

    near: Point
    kind: str | None
    limit: int

    @property
    def begin(self) -> tuple[float, float, float, str | None]:
        """The first values of its statements."""
        return *self.near.metres, self.near.shrink, self.kind


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


async def place(db: Db, place_id: str) -> TownPlace | None:
    return await db.one_as(TownPlace, ONE, place_id)


async def nearest(db: Db, query: PlaceQuery) -> list[TownPlace]:
    return await db.all_as(TownPlace, NEAREST, *query.begin, query.limit)


async def found(
    db: Db, query: PlaceQuery, pieces: list[int], words: Sequence[str]
) -> list[TownPlace]:
    """Places that have all of these pieces and words, the best first."""
    within = [f"%{word}%" for word in words]
    exact = f"%\n{' '.join(words)}"
    return await db.all_as(TownPlace, FIND, *query.begin, pieces, within, exact, query.limit)
