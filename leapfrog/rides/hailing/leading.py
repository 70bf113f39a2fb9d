"""When drivers are asked for a ride that was booked: as long before as the nearest of them need to
the door by road, and to say yes.
"""

import asyncio
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from leapfrog import ride_speeds
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.timers import schedule_all
from leapfrog.places import NoMap, TownRoads
from leapfrog.ride_matching import times
from leapfrog.rides.hailing import store_drivers
from leapfrog.rides.hailing.free import free_now, kept_apart
from leapfrog.rides.hailing.model import LEAST_LEAD, MOST_LEAD
from leapfrog.rides.hailing.requesting import BECOME
from leapfrog.rides.hailing.store_drivers import BookedSoon, FreeDriver

if TYPE_CHECKING:
    from leapfrog.places import Roads

# To be asked, to refuse, and for others to be asked instead.
TO_ANSWER = timedelta(minutes=5)
MOST = 500


def lead_of(seconds: Sequence[float]) -> timedelta:
    """How long before its time drivers are asked for a booked ride: `seconds` by road from each who
    could come to the door. What the nearest needs and five minutes for the answer; where nobody is
    near, as long as can be, since somebody has to come near first.
    """
    if not seconds:
        return MOST_LEAD
    wanted = timedelta(seconds=min(seconds)) + TO_ANSWER
    return min(max(wanted, LEAST_LEAD), MOST_LEAD)


async def ask_in_time(database: Database, roads: TownRoads, *, rest: bool) -> int:
    """Each booked ride whose time to be asked for has come is asked for at once, by its due row;
    answers how many. That row comes by itself `LEAST_LEAD` before the ride, whatever becomes of
    this. Ways are worked out without a connection. `rest`: who has to rest does not count.
    """
    async with database.glance() as db:
        if not await store_drivers.anything_booked(db, db.now + MOST_LEAD):
            return 0
    async with database.reading() as db:
        rides = await store_drivers.booked_soon(db, db.now + MOST_LEAD, MOST)
        if not rides:
            # They wait for their due row alone.
            return 0
        drivers = await free_now(db, rest=rest)
        apart = await kept_apart(db, rides, drivers)
        longer = await ride_speeds.longer(db)
        now = db.now
    try:
        found = await roads.now(database)
    except NoMap:
        return 0
    leads = await asyncio.to_thread(_leads, found, rides, drivers, apart, longer)
    due = [one for one, lead in zip(rides, leads, strict=True) if now >= one.booked_for - lead]
    if due:
        async with database.transaction() as db:
            await _ask(db, due)
    return len(due)


def _leads(
    roads: "Roads",
    rides: Sequence[BookedSoon],
    drivers: Sequence[FreeDriver],
    apart: Collection[tuple[int, int]],
    longer: float,
) -> list[timedelta]:
    """`longer`: how many times as long as the roads alone say driving takes at this hour."""
    if not drivers:
        return [MOST_LEAD] * len(rides)
    table = times(roads, rides, drivers)
    return [
        lead_of(
            [
                float(table[m, n]) * longer
                for m in range(len(drivers))
                if table[m, n] != float("inf") and (m, n) not in apart
            ]
        )
        for n in range(len(rides))
    ]


async def _ask(db: Db, rides: Sequence[BookedSoon]) -> None:
    """The row itself looks whether the ride is still booked, and takes the money."""
    await schedule_all(db, [(BECOME, str(one.id), None, db.now) for one in rides])
