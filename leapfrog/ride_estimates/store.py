"""SQL of estimates: the tables of rides are read."""

from datetime import datetime

import msgspec

from leapfrog.kernel.db import Db

# Each driver counts once, however many rides they drove, by four of five of theirs.
OFF = """
select coalesce(sum(rides), 0)::int as rides, count(*)::int as drivers,
    percentile_cont(0.8) within group (order by seconds) as seconds
from (
    select count(*) as rides,
        percentile_cont(0.8) within group (
            order by abs(extract(epoch from h.arrived_at - h.expected_at)::float8)
        ) as seconds
    from rides_ride r join rides_hail h on h.ride_id = r.id
    where r.started_at > $1 and h.arrived_at is not null and h.expected_at is not null
        and h.booked_for is null
    group by r.driver_id
) of_drivers
"""


class SeenArrivals(msgspec.Struct, frozen=True):
    """Of so many rides of so many drivers: how far off (seconds) four of five drivers were from
    when they said to be there, at most; None: there was none.
    """

    rides: int
    drivers: int
    seconds: float | None


async def arrivals(db: Db, since: datetime) -> SeenArrivals:
    """Of all rides that were asked for since then and for at once."""
    found = await db.one_as(SeenArrivals, OFF, since)
    assert found is not None
    return found
