"""Two people of the story who drive a taxi while the town is open, so that a newcomer who hails one
gets one. They do what a driver's phone does, by the same verbs: they tell where they are, take what
they are asked for, come, wait for the passenger to say that they are in, drive, and end the ride.

They drive faster than a real car, so that nobody waits long for a story; else nothing is different:
who was on duty for ten hours rests, and the other one takes over.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import structlog

from leapfrog import duty, rides, rides_message
from leapfrog.identity import find
from leapfrog.kernel.closing import end
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.locks import one_at_a_time
from leapfrog.places import NoMap, NoRoad, Point, metres_apart
from leapfrog.rides import HailedRide, RideDispatcher, Waypoint
from leapfrog.web import direct

DRIVERS = ("jianguo", "zola")
# By the railway station, at the ranks.
STAND = Point(60.1708, 24.9420)
TICK = 2.0
# Metres a second; in town a car makes eight.
PACE = 40.0
NEAR = 30.0
WAITS = timedelta(minutes=8)

log = structlog.get_logger()


class DemoCab:
    """One of the two at work. `turn` does what is to do now; it takes no time by itself."""

    def __init__(self, town: Town, dispatcher: RideDispatcher) -> None:
        self._town, self._dispatcher = town, dispatcher
        self._me: UUID | None = None
        self._at = STAND
        self._way: list[Point] = []
        self._goal: Point | None = None

    async def turn(self) -> None:
        """Looks at what there is, and does the next thing. Raises nothing that a driver could not
        meet: what the town refuses is tried again.
        """
        me = self._me or await self._take_turns()
        if me is None:
            return
        self._dispatcher.positions.take(me, self._at.lat, self._at.lon, None)
        async with self._town.database.reading() as db:
            ride, asked = await rides.ride_of_driver(db, me), await rides.offer_to(db, me)
            tired = await duty.rest_until(db, me) is not None
            driver = await rides.driver_who_drives(db, me)
        try:
            if asked is not None:
                async with self._town.database.transaction() as db:
                    await rides.answer_offer(db, me, asked[0].id, accept=True)
            elif ride is not None:
                await self._drive(me, ride)
            elif driver is None or driver.online_since is None:
                # Somebody who plays with the demo has sent them home; perhaps the other one may.
                self._me = None
            elif tired and self._town.settings.driver_rest:
                await self._go(me)
            else:
                await self._towards(STAND)
        except Problem as refused:
            log.info("demo_cab_refused", code=refused.code)

    async def _take_turns(self) -> UUID | None:
        """The first of the two who may goes on duty."""
        for handle in DRIVERS:
            async with self._town.database.transaction() as db:
                try:
                    me = (await find(db, handle)).id
                    if self._town.settings.driver_rest:
                        await duty.check_rested(db, me)
                    await rides.go_on_duty(db, me, Waypoint(self._at.lat, self._at.lon))
                except Problem:
                    # They rest, have left, or somebody who plays with the demo has stopped them.
                    continue
            self._me = me
            return me
        return None

    async def _go(self, me: UUID) -> None:
        async with self._town.database.transaction() as db:
            await rides.go_off_duty(db, me)
        self._me = None

    async def _drive(self, me: UUID, ride: HailedRide) -> None:
        """To the door, and once the passenger is in, to where they want to be."""
        database = self._town.database
        async with database.transaction() as db:
            wanted = await rides.last_trip_change(db, ride.id)
            if wanted is not None and wanted.state == "asked":
                await rides.answer_trip_change(db, me, ride.id, wanted.id, accept=True)
                return
        goal = ride.destination if ride.state == "riding" else ride.origin
        if goal is None or not await self._towards(Point(goal.lat, goal.lon)):
            return
        async with database.transaction() as db:
            if ride.state == "accepted":
                # What the phone has told a moment ago may not be written yet.
                await rides.go_on_duty(db, me, Waypoint(self._at.lat, self._at.lon))
                await rides.arrive(db, me, ride.id, "")
            elif ride.state == "riding":
                # Their meter shows what was agreed.
                fare = ride.price if ride.mode == "meter" else None
                await rides.end_ride(db, me, ride.id, fare)
            elif ride.arrived_at is not None and db.now - ride.arrived_at >= WAITS:
                await rides_message.write_in_ride(db, me, ride.id, new_id(), "我到了 · I am here")
                await rides.report_no_show(db, me, ride.id)

    async def _towards(self, goal: Point) -> bool:
        """Drives on by what one drives in a turn; whether it is there."""
        if self._goal != goal:
            self._goal, self._way = goal, await self._way_to(goal)
        left = PACE * TICK
        while self._way and left > 0:
            part = metres_apart(self._at.lat, self._at.lon, self._way[0].lat, self._way[0].lon)
            if part <= left:
                left -= part
                self._at = self._way.pop(0)
            else:
                share, to = left / part, self._way[0]
                self._at = Point(
                    self._at.lat + (to.lat - self._at.lat) * share,
                    self._at.lon + (to.lon - self._at.lon) * share,
                )
                left = 0
        return not self._way

    async def _way_to(self, goal: Point) -> list[Point]:
        """By road, and the last metres on foot; straight where there is no map yet."""
        if metres_apart(self._at.lat, self._at.lon, goal.lat, goal.lon) < NEAR:
            return [goal]
        try:
            roads = await self._dispatcher.roads.now(self._town.database)
            here = self._at
            route = await asyncio.to_thread(
                lambda: roads.route(roads.snap(here.lat, here.lon), roads.snap(goal.lat, goal.lon))
            )
        except (NoMap, NoRoad):
            return [goal]
        return [*route.line, goal]


@asynccontextmanager
async def driving(town: Town, dispatcher: RideDispatcher) -> AsyncIterator[None]:
    """A context in which the demo town's taxi drivers drive, as long as the town is open; of
    several processes, in one.
    """
    task = asyncio.create_task(_drive(town, dispatcher))
    try:
        yield
    finally:
        task.cancel()
        await end(task)


async def _drive(town: Town, dispatcher: RideDispatcher) -> None:
    async with one_at_a_time(direct(town.settings), "demo cab"):
        cab = DemoCab(town, dispatcher)
        while True:
            await asyncio.sleep(TICK)
            try:
                await cab.turn()
            except Exception:
                log.exception("demo_cab_failed")
