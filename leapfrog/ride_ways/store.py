"""All SQL of what was driven; where cars went is of rides."""

from collections.abc import Mapping
from itertools import groupby
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.rides import TracePoint

PUT = """
insert into ride_ways_way (ride_id, metres) values ($1, $2)
on conflict (ride_id) do update set metres = excluded.metres
"""
METRES = "select metres from ride_ways_way where ride_id = $1"
OF_PERSON = """
select w.ride_id, w.metres from ride_ways_way w join rides_ride r on r.id = w.ride_id
where $1 in (r.rider_id, r.driver_id) order by r.started_at, r.id
"""
TRACES = """
select t.ride_id, t.at, t.lat, t.lon from rides_trace t join rides_ride r on r.id = t.ride_id
where r.rider_id = $1 order by t.ride_id, t.at
"""
FORGET = """
delete from ride_ways_way w using rides_ride r where r.id = w.ride_id and r.rider_id = $1
"""


class RideDriven(msgspec.Struct, frozen=True):
    """How far a ride went with somebody on board, in metres."""

    ride_id: UUID
    metres: int


async def put(db: Db, ride_id: UUID, metres: int) -> None:
    await db.run(PUT, ride_id, metres)


async def metres(db: Db, ride_id: UUID) -> int | None:
    """None where nothing was told of it."""
    found: int | None = await db.value(METRES, ride_id)
    return found


async def of_person(db: Db, person_id: UUID) -> list[RideDriven]:
    """Of the rides that somebody rode in or drove, the oldest first."""
    return await db.all_as(RideDriven, OF_PERSON, person_id)


async def traces(db: Db, rider_id: UUID) -> Mapping[UUID, list[TracePoint]]:
    """By ride, where somebody was driven, as long as that is kept; the oldest first."""
    rows = await db.rows(TRACES, rider_id)
    return {
        ride_id: [TracePoint(row["at"], row["lat"], row["lon"]) for row in points]
        for ride_id, points in groupby(rows, key=lambda row: row["ride_id"])
    }


async def forget(db: Db, rider_id: UUID) -> int:
    """Of the rides that somebody rode in; answers how many."""
    return await db.run(FORGET, rider_id)
