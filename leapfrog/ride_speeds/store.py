"""All SQL of speeds."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.ride_speeds.model import SeenRide, SeenTimes

COLUMNS = "driver_id, at, hour_of_week, planned, took"
ADD = f"insert into ride_speeds_seen ({COLUMNS}) values ($1, $2, $3, $4, $5)"
# Each driver counts once, however many rides they drove: by half of theirs, and then half of those.
TIMES = """
select coalesce(sum(rides), 0)::int as rides, count(*)::int as drivers,
    percentile_cont(0.5) within group (order by ratio) as ratio
from (
    select count(*) as rides,
        percentile_cont(0.5) within group (order by took::float8 / planned) as ratio
    from ride_speeds_seen where at > $1 and ($2::smallint is null or hour_of_week = $2)
    group by driver_id
) of_drivers
"""
OF_DRIVER = f"select {COLUMNS} from ride_speeds_seen where driver_id = $1 order by at"
FORGET = "delete from ride_speeds_seen where driver_id = $1"
DROP = "delete from ride_speeds_seen where at < $1"


async def add(db: Db, seen: SeenRide) -> None:
    await db.run(ADD, *msgspec.structs.astuple(seen))


async def times(db: Db, since: datetime, hour: int | None) -> SeenTimes:
    """Of all rides since then, or those in that hour of the week."""
    found = await db.one_as(SeenTimes, TIMES, since, hour)
    assert found is not None
    return found


async def of_driver(db: Db, driver_id: UUID) -> list[SeenRide]:
    """The oldest first."""
    return await db.all_as(SeenRide, OF_DRIVER, driver_id)


async def forget(db: Db, driver_id: UUID) -> int:
    return await db.run(FORGET, driver_id)


async def drop(db: Db, before: datetime) -> int:
    return await db.run(DROP, before)
