"""What the desk reads of rides; it writes nothing."""

from datetime import datetime

import msgspec

from leapfrog.kernel.db import Db

CARS = """
select p.lat, p.lon, exists (
    select from rides_ride r where r.driver_id = p.driver_id
        and r.state in ('open', 'metered', 'accepted', 'arrived', 'riding')
) as busy
from rides_position p where p.at > $1 order by p.lat, p.lon limit 2000
"""
COUNTS = """
select count(*) filter (where state = 'requested')::int as looked_for,
    coalesce(max(extract(epoch from $1 - started_at)) filter (where state = 'requested'), 0)::int
        as longest,
    count(*) filter (where state in ('queued', 'accepted', 'arrived'))::int as coming,
    count(*) filter (where state = 'riding')::int as driven
from rides_ride where state in ('requested', 'queued', 'accepted', 'arrived', 'riding')
"""


class CarNow(msgspec.Struct, frozen=True):
    """A car on duty, in degrees; `busy`: it has a ride."""

    lat: float
    lon: float
    busy: bool


class RideCounts(msgspec.Struct, frozen=True):
    """How many rides are in which state; `longest`: seconds that somebody has waited."""

    looked_for: int
    longest: int
    coming: int
    driven: int


async def cars(db: Db, since: datetime) -> list[CarNow]:
    """Those of which was heard since then, in no order that says whose they are."""
    return await db.all_as(CarNow, CARS, since)


async def counts(db: Db) -> RideCounts:
    found = await db.one_as(RideCounts, COUNTS, db.now)
    assert found is not None
    return found
