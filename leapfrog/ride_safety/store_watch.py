"""SQL of rides that are looked at while somebody is on board."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.rides import TracePoint, Waypoint

WatchKind = Literal["standing", "away"]
RIDING = """
select r.id, r.rider_id, r.destination, h.stops, greatest(h.boarded_at, (
        select max(c.answered_at) from rides_change c
        where c.ride_id = r.id and c.state = 'accepted'
    )) as since
from rides_ride r join rides_hail h on h.ride_id = r.id
where r.state = 'riding' and r.destination is not null and h.boarded_at is not null
order by r.id limit 1000
"""
TRACES = """
select ride_id, at, lat, lon from rides_trace
where ride_id = any($1::uuid[]) and at > $2 order by ride_id, at
"""
COLUMNS = "ride_id, since, least, away_since, kind, asked_at, answered_at"
WATCHES = f"select {COLUMNS} from ride_safety_watch where ride_id = any($1::uuid[])"
PUT = f"""
insert into ride_safety_watch as w ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (ride_id) do update set since = excluded.since, least = excluded.least,
    away_since = excluded.away_since, kind = excluded.kind, asked_at = excluded.asked_at,
    -- what the rider answered in the meantime stays, unless they are asked anew
    answered_at = case when w.asked_at is distinct from excluded.asked_at
        then excluded.answered_at else w.answered_at end
"""
ANSWER = """
update ride_safety_watch set answered_at = $2
where ride_id = $1 and asked_at is not null and answered_at is null
"""
FORGET = """
delete from ride_safety_watch w using rides_ride r
where r.id = w.ride_id and $1 in (r.rider_id, r.driver_id)
"""
DROP = """
delete from ride_safety_watch w using rides_hail h where h.ride_id = w.ride_id and h.ended_at < $1
"""


class RidingNow(msgspec.Struct, frozen=True):
    """A ride with somebody on board; `since` when it goes where it goes."""

    id: UUID
    rider_id: UUID
    destination: Waypoint
    stops: tuple[Waypoint, ...]
    since: datetime


class Watch(msgspec.Struct, frozen=True):
    """What is known of such a ride: how near (metres) it has come to its end, since when it is much
    farther away, and what its rider was asked last, and has answered.
    """

    ride_id: UUID
    since: datetime
    least: int
    away_since: datetime | None
    kind: WatchKind | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None


async def riding(db: Db) -> list[RidingNow]:
    found = await db.rows(RIDING)
    keep = (UUID, datetime)
    return [msgspec.convert(dict(row.items()), RidingNow, builtin_types=keep) for row in found]


async def traces(db: Db, rides: Sequence[UUID], since: datetime) -> dict[UUID, list[TracePoint]]:
    """Where each of these was since then, the oldest first."""
    found: dict[UUID, list[TracePoint]] = {}
    for row in await db.rows(TRACES, rides, since):
        found.setdefault(row[0], []).append(TracePoint(row[1], row[2], row[3]))
    return found


async def watches(db: Db, rides: Sequence[UUID]) -> dict[UUID, Watch]:
    return {one.ride_id: one for one in await db.all_as(Watch, WATCHES, rides)}


async def put(db: Db, watch: Watch) -> None:
    """An answer that came in the meantime stays."""
    await db.run(PUT, *msgspec.structs.astuple(watch))


async def answer(db: Db, ride_id: UUID) -> None:
    """The rider says that all is well."""
    await db.run(ANSWER, ride_id, db.now)


async def forget(db: Db, person_id: UUID) -> int:
    """Of rides that somebody rode in or drove."""
    return await db.run(FORGET, person_id)


async def drop(db: Db, before: datetime) -> int:
    """Of rides that were over by then; answers how many."""
    return await db.run(DROP, before)
