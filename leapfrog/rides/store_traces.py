"""SQL of where rides by hail went."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

FORGET_TRACES = """
delete from rides_trace t using rides_ride r
where r.id = t.ride_id and $1 in (r.rider_id, r.driver_id)
"""
ADD_TRACE = """
insert into rides_trace (ride_id, at, lat, lon)
select * from unnest($1::uuid[], $2::timestamptz[], $3::float4[], $4::float4[])
on conflict do nothing
"""
TRACE = "select at, lat, lon from rides_trace where ride_id = $1 order by at limit $2"
DROP_TRACES = "delete from rides_trace where at < $1"


class TracePoint(msgspec.Struct, frozen=True):
    """Where the car was at a moment, in degrees."""

    at: datetime
    lat: float
    lon: float


async def add_trace(db: Db, rides: Sequence[UUID], points: Sequence[TracePoint]) -> None:
    """The how many-th point is of the how many-th ride."""
    if not points:
        return
    columns = [[getattr(one, name) for one in points] for name in TracePoint.__struct_fields__]
    await db.run(ADD_TRACE, rides, *columns)


async def trace(db: Db, ride_id: UUID, limit: int) -> list[TracePoint]:
    """The first `limit` points of where a ride went, the oldest first."""
    return await db.all_as(TracePoint, TRACE, ride_id, limit)


async def forget_traces(db: Db, person_id: UUID) -> int:
    """Of the rides that somebody rode in or drove; answers how many points."""
    return await db.run(FORGET_TRACES, person_id)


async def drop_traces(db: Db, before: datetime) -> int:
    return await db.run(DROP_TRACES, before)
