"""All SQL of ranks. Those of the map are read where the places are: `places_place`."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.ranks.model import NEAR, RankWithTaxis, TaxiRank

# Of the map as the desk has changed them, and the desk's own, whatever the map shows.
OPEN = """
select p.id, coalesce(r.name, p.name) as name, coalesce(r.lat, p.lat) as lat,
    coalesce(r.lon, p.lon) as lon
from places_place p left join ranks_rank r on r.id = p.id
where p.kind = 'taxi' and p.source <> 'rank' and r.closed_at is null
union all
select id, name, lat, lon from ranks_rank where id like 'rank:%' and closed_at is null
order by id
"""
FIND = """
select p.id, coalesce(r.name, p.name) as name, coalesce(r.lat, p.lat) as lat,
    coalesce(r.lon, p.lon) as lon
from places_place p left join ranks_rank r on r.id = p.id
where p.id = $1 and p.kind = 'taxi' and p.source <> 'rank'
union all
select id, name, lat, lon from ranks_rank where id = $1 and id like 'rank:%'
"""
# On which street one without a name is, and by what people know there: within so many metres, which
# the map has stretched as it is drawn.
AROUND = """
box(
    point(p.at[0] - $2 / cos(radians(p.lat)), p.at[1] - $2 / cos(radians(p.lat))),
    point(p.at[0] + $2 / cos(radians(p.lat)), p.at[1] + $2 / cos(radians(p.lat)))
)
"""
WITH_TAXIS = f"""
select o.*, (
    select count(*) from ranks_standing s where s.rank_id = o.id and s.seen_at > $1
)::int as waiting, coalesce(w.name, '') as street, coalesce(w.names, '{{}}') as street_names,
    coalesce(b.name, '') as by, coalesce(b.names, '{{}}') as by_names
from ({OPEN}) o
left join places_place p on p.id = o.id and o.name = ''
left join lateral (
    select name, names from places_street where at <@ {AROUND} order by at <-> p.at limit 1
) w on true
left join lateral (
    select name, names from places_place
    where at <@ {AROUND} and name <> '' and category not in ('address', 'street')
    order by weight desc, at <-> p.at limit 1
) b on true
order by o.name, o.id
"""
SET = """
insert into ranks_rank (id, name, lat, lon, closed_at, set_at, by_id)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (id) do update set name = excluded.name, lat = excluded.lat, lon = excluded.lon,
    closed_at = excluded.closed_at, set_at = excluded.set_at, by_id = excluded.by_id
"""
OWN_OPEN = "select count(*) from ranks_rank where id like 'rank:%' and closed_at is null"
STANDING = (
    "select driver_id, rank_id, seen_at from ranks_standing where driver_id = any($1::uuid[])"
)
# Who stood there before, and was heard of, keeps the place in the line.
JOIN = """
insert into ranks_standing as s (driver_id, rank_id, since, seen_at)
select g.driver_id, g.rank_id, $3, $3
from unnest($1::uuid[], $2::text[]) as g (driver_id, rank_id)
join identity_person p on p.id = g.driver_id
on conflict (driver_id) do update set seen_at = $3,
    rank_id = excluded.rank_id,
    since = case when s.rank_id = excluded.rank_id and s.seen_at > $4 then s.since else $3 end,
    refusals = case
        when s.rank_id = excluded.rank_id and s.seen_at > $4 then s.refusals else 0
    end
"""
LEAVE = "delete from ranks_standing where driver_id = any($1::uuid[]) returning rank_id"
AT = "select driver_id from ranks_standing where rank_id = any($1::text[])"
LEAVE_RANK = "delete from ranks_standing where rank_id = $1"
REFUSE = """
update ranks_standing set
    since = case when refusals + 1 >= $2 then $3 else since end,
    refusals = case when refusals + 1 >= $2 then 0 else refusals + 1 end
where driver_id = $1 returning rank_id
"""
LINES = """
select rank_id, driver_id from ranks_standing
where driver_id = any($1::uuid[]) and seen_at > $2 order by rank_id, since, driver_id
"""
PLACE = """
select m.rank_id, count(*) filter (where (s.since, s.driver_id) <= (m.since, m.driver_id))::int
    as place, count(*)::int as of
from ranks_standing m
join ranks_standing s on s.rank_id = m.rank_id and (s.seen_at > $2 or s.driver_id = m.driver_id)
where m.driver_id = $1 and m.seen_at > $2 group by m.rank_id
"""


class Standing(msgspec.Struct, frozen=True):
    """At which rank a driver was seen last, and when."""

    driver_id: UUID
    rank_id: str
    seen_at: datetime


class LinePlace(msgspec.Struct, frozen=True):
    """The how many-th of how many at a rank."""

    rank_id: str
    place: int
    of: int


async def open_ranks(db: Db) -> list[TaxiRank]:
    """All at which taxis wait."""
    return await db.all_as(TaxiRank, OPEN)


async def with_taxis(db: Db, since: datetime) -> list[RankWithTaxis]:
    """All ranks that are open, by name, with how many taxis wait there of which something was heard
    since then.
    """
    return await db.all_as(RankWithTaxis, WITH_TAXIS, since, NEAR)


async def set_rank(db: Db, rank: TaxiRank, by_id: UUID, closed_at: datetime | None = None) -> None:
    """The desk has it so."""
    given = (rank.id, rank.name, rank.lat, rank.lon)
    await db.run(SET, *given, closed_at, db.now, by_id)


async def own_open(db: Db) -> int:
    """How many ranks of its own the desk has."""
    return int(await db.value(OWN_OPEN))


async def standing(db: Db, drivers: Sequence[UUID]) -> dict[UUID, Standing]:
    """Where those of these drivers stand who do."""
    found = await db.all_as(Standing, STANDING, drivers)
    return {one.driver_id: one for one in found}


async def join(db: Db, drivers: Sequence[UUID], ranks: Sequence[str], known: datetime) -> None:
    """Each of these stands at the rank of the same number now; who was there before and heard of
    since `known` keeps the place.
    """
    await db.run(JOIN, drivers, ranks, db.now, known)


async def leave(db: Db, drivers: Sequence[UUID]) -> list[str]:
    """These stand nowhere; answers where they stood."""
    return [row[0] for row in await db.rows(LEAVE, drivers)]


async def at_ranks(db: Db, ranks: Sequence[str]) -> list[UUID]:
    """Who stands at these."""
    return [row[0] for row in await db.rows(AT, ranks)]


async def leave_rank(db: Db, rank_id: str) -> None:
    """Nobody stands there any more."""
    await db.run(LEAVE_RANK, rank_id)


async def refuse(db: Db, driver_id: UUID, most: int) -> list[str]:
    """Counts it; who has refused so many is the last now. Answers where they stand."""
    return [row[0] for row in await db.rows(REFUSE, driver_id, most, db.now)]


async def lines(db: Db, drivers: Sequence[UUID], since: datetime) -> dict[str, list[UUID]]:
    """Of these drivers, as far as something was heard of them since then: by rank, who has waited
    longest first.
    """
    found: dict[str, list[UUID]] = {}
    for row in await db.rows(LINES, list(drivers), since):
        found.setdefault(row[0], []).append(row[1])
    return found


async def find(db: Db, rank_id: str) -> TaxiRank | None:
    """One, also where the desk has closed it."""
    return await db.one_as(TaxiRank, FIND, rank_id)


async def place(db: Db, driver_id: UUID, since: datetime) -> LinePlace | None:
    """None for who stands nowhere."""
    return await db.one_as(LinePlace, PLACE, driver_id, since)
