"""SQL of looking for places."""

from collections.abc import Sequence

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.places.interpolating import KnownAddress
from leapfrog.places.model import Box, PlaceCluster, Point, TownPlace

COLUMNS = "p.id, p.source, p.kind, p.category, p.name, p.names, p.address, p.lat, p.lon, p.hours"
# What is in more names than this is common: of that the nearest are enough.
COMMON, CANDIDATES = 2_000, 300
ONE = f"select {COLUMNS}, null::float8 as metres from places_place p where p.id = $1"
# `metres` are those of the ground near the point that is asked about.
METRES = "(p.at <-> point($1, $2)) * $3"
OF_KIND = "($4::text is null or p.kind = $4 or p.category = $4)"
NEAREST = f"""
select {COLUMNS}, {METRES} as metres from places_place p where {OF_KIND}
order by p.at <-> point($1, $2) limit $5
"""
MATCHING = f"p.grams @> $6::integer[] and p.words like all ($7::text[]) and {OF_KIND}"
IS_NAME = (
    "(case when p.words like $8 || E'\\n%' then 4 when p.words like $8 || '%' then 2 else 1 end)"
)
# An exact name weighs four times as much as a word somewhere within; what is a kilometre away half
# as much as what is here.
FIND = f"""
select {COLUMNS}, {METRES} as metres from places_place p where {MATCHING}
order by {IS_NAME} * p.weight / (1 + {METRES} / 1000) desc, p.id limit $5
"""
# The same of the nearest alone: quick where there are many, and slow where there are few.
FIND_NEAREST = f"""
select {COLUMNS}, p.metres from (
    select {COLUMNS}, p.words, p.weight, {METRES} as metres from places_place p
    where p.words like all ($7::text[]) and {OF_KIND} and $6::integer[] is not null
    order by p.at <-> point($1, $2) limit {CANDIDATES}
) p
order by {IS_NAME} * p.weight / (1 + p.metres / 1000) desc, p.id limit $5
"""
IS_COMMON = """
select count(*) >= $4 from (
    select from places_place p
    where p.grams @> $1::integer[] and p.words like all ($2::text[])
        and ($3::text is null or p.kind = $3 or p.category = $3)
    limit $4
) m
"""
# What is known of a street, the nearest first: names of streets come again.
ON_STREET = """
select p.address, p.lat, p.lon from places_place p
where p.grams @> $3::integer[] and p.words like all ($4::text[]) and p.source = 'osm'
    and p.address <> ''
order by p.at <-> point($1, $2) limit $5
"""
ALIKE = "select set_config('pg_trgm.word_similarity_threshold', $1, true)"
MISSPELT = f"""
select {COLUMNS}, {METRES} as metres from places_place p
where $6 <% p.words and p.id <> all ($7::text[]) and {OF_KIND}
order by word_similarity($6, p.words) * p.weight / (1 + {METRES} / 1000) desc, p.id limit $5
"""
NEAR = "p.at <@ box(point($1 - $4, $2 - $4), point($1 + $4, $2 + $4))"
# Whoever puts a pin of their own does not say how others' addresses are called.
ADDRESS = f"""
select {COLUMNS}, {METRES} as metres from places_place p
where {NEAR} and p.address <> '' and p.source = 'osm'
order by p.at <-> point($1, $2) limit 1
"""
# The same for many points, in their order: x, y, and half a side of the box around each.
ADDRESSES = """
select coalesce((
    select p.address from places_place p
    where p.at <@ box(point(w.x - w.d, w.y - w.d), point(w.x + w.d, w.y + w.d))
        and p.address <> '' and p.source = 'osm'
    order by p.at <-> point(w.x, w.y) limit 1
), '')
from unnest($1::float8[], $2::float8[], $3::float8[]) with ordinality as w(x, y, d, n) order by w.n
"""
NAMED = f"""
select {COLUMNS}, {METRES} as metres from places_place p
where {NEAR} and p.name <> '' and p.category <> 'address' and p.category <> 'street'
order by p.at <-> point($1, $2) limit 1
"""
STREET = f"""
select p.name, p.names, {METRES} as metres from places_street p where {NEAR}
order by p.at <-> point($1, $2) limit 1
"""
# Of the places in one square of a grid the one that weighs most stands for all.
CLUSTERS = f"""
with square as (
    select count(*) as count, (array_agg(p.id order by p.weight desc, p.id))[1] as id
    from places_place p
    where p.at <@ box(point($1, $2), point($3, $4)) and p.category <> 'address'
        and p.category <> 'street' and ($6::text is null or p.kind = $6 or p.category = $6)
        and (not $8 or p.source <> 'osm')
    group by floor(p.at[0] / $5), floor(p.at[1] / $5)
)
select s.count, {COLUMNS}, null::float8 as metres from square s join places_place p on p.id = s.id
order by p.weight desc, s.count desc, p.id limit $7
"""


class PlaceQuery(msgspec.Struct, frozen=True):
    """Places are looked for near a point, all or those of a kind or category."""

    near: Point
    kind: str | None
    limit: int

    @property
    def begin(self) -> tuple[float, float, float, str | None, int]:
        """The first values of its statements."""
        return *self.near.metres, self.near.shrink, self.kind, self.limit


class ClusterQuery(msgspec.Struct, frozen=True):
    """Places in a box by squares of a grid, whose side is so many of Mercator's metres: all, or of
    a kind or category, or the town's own.
    """

    box: Box
    side: float
    kind: str | None
    own: bool
    limit: int


class StreetNear(msgspec.Struct, frozen=True):
    """A street, and how far away it is."""

    name: str
    names: dict[str, str]
    metres: float


async def place(db: Db, place_id: str) -> TownPlace | None:
    return await db.one_as(TownPlace, ONE, place_id)


async def nearest(db: Db, query: PlaceQuery) -> list[TownPlace]:
    return await db.all_as(TownPlace, NEAREST, *query.begin)


async def found(
    db: Db, query: PlaceQuery, pieces: list[int], words: Sequence[str]
) -> list[TownPlace]:
    """Places that have all of these pieces and words, the best first; of a single word that is
    common the best of the nearest.
    """
    within = [f"%{word}%" for word in words]
    exact = f"%\n{' '.join(words)}"
    given = (*query.begin, pieces, within, exact)
    is_single = len(words) == 1 and words[0].isascii()
    if is_single and await db.value(IS_COMMON, pieces, within, query.kind, COMMON):
        return await db.all_as(TownPlace, FIND_NEAREST, *given)
    return await db.all_as(TownPlace, FIND, *given)


async def on_street(
    db: Db, near: Point, pieces: list[int], words: Sequence[str], limit: int
) -> list[KnownAddress]:
    """Addresses with all of these pieces and words, the nearest first."""
    within = [f"%{word}%" for word in words]
    return await db.all_as(KnownAddress, ON_STREET, *near.metres, pieces, within, limit)


async def misspelt(
    db: Db, query: PlaceQuery, text: str, known: Sequence[str], alike: float
) -> list[TownPlace]:
    """Places whose words are so much alike (0 to 1), but not those that are known already."""
    await db.value(ALIKE, str(alike))
    return await db.all_as(TownPlace, MISSPELT, *query.begin, text, list(known))


async def address_near(db: Db, point: Point, metres: float) -> TownPlace | None:
    """The nearest place that has an address."""
    return await db.one_as(TownPlace, ADDRESS, *_around(point, metres))


async def addresses_near(db: Db, points: Sequence[Point], metres: float) -> list[str]:
    """The address that is nearest to each, or nothing."""
    around = [(*point.metres, metres / point.shrink) for point in points]
    columns = [list(column) for column in zip(*around, strict=True)] or [[], [], []]
    return [row[0] for row in await db.rows(ADDRESSES, *columns)]


async def named_near(db: Db, point: Point, metres: float) -> TownPlace | None:
    """The nearest place that has a name."""
    return await db.one_as(TownPlace, NAMED, *_around(point, metres))


async def street_near(db: Db, point: Point, metres: float) -> StreetNear | None:
    return await db.one_as(StreetNear, STREET, *_around(point, metres))


async def clusters(db: Db, query: ClusterQuery) -> list[PlaceCluster]:
    corners = (Point(query.box.south, query.box.west), Point(query.box.north, query.box.east))
    around = [metres for corner in corners for metres in corner.metres]
    what = (query.side, query.kind, query.limit, query.own)
    return await db.all_as(PlaceCluster, CLUSTERS, *around, *what)


def _around(point: Point, metres: float) -> tuple[float, float, float, float]:
    return *point.metres, point.shrink, metres / point.shrink
