"""The dispatcher: every two seconds, while somebody waits, all open rides and all free drivers are
matched together and each driver who was chosen is asked.

Any process may do it, at any moment: it reads, works out who is near whom with no connection in its
hand, then locks the rides, looks again and offers. What is offered is a row, which two unique
indexes keep from being two. So a dispatcher that dies leaves nothing half done, and two are no
danger.
"""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from uuid import UUID

from leapfrog import push, ranks, ride_speeds
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import schedule_all
from leapfrog.kernel.turning import turning
from leapfrog.places import NoMap, TownRoads
from leapfrog.push import PushNotice
from leapfrog.ride_matching import Matching, OfferPair, matched
from leapfrog.rides.hailing import store_drivers
from leapfrog.rides.hailing.driving import LAPSE
from leapfrog.rides.hailing.free import kept_apart, may_be_asked_now
from leapfrog.rides.hailing.leading import ask_in_time
from leapfrog.rides.hailing.model import OFFERED, RideOffer
from leapfrog.rides.hailing.positions import DriverPositions
from leapfrog.rides.hailing.store_drivers import FreeDriver, OpenRequest
from leapfrog.rides.hailing.telling import OFFER_NOTICE, look_again

TICK = 2.0
MOST_RIDES = 500
LOCK = "select pg_try_advisory_xact_lock(hashtextextended('rides.dispatch', 0))"


class RideDispatcher:
    """One per process; `async with dispatcher.running()` while the town is open. `roads`,
    `positions`: what the process knows of both.
    """

    def __init__(self, town: Town) -> None:
        self._town = town
        self.roads = TownRoads(town.files, town.settings.home)
        self.positions = DriverPositions(town.database)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Tells where drivers are and asks them, while the town is open."""
        return turning(TICK, self.positions.flush, self.ask_in_time, self.turn)

    async def ask_in_time(self) -> None:
        """What was booked is asked for as soon as drivers need."""
        await ask_in_time(self._town.database, self.roads, rest=self._town.settings.driver_rest)

    async def turn(self) -> list[RideOffer]:
        """Matches what there is now; answers who is asked about what. Driving times are worked out
        without a connection; what has changed meanwhile is seen when the offers are made.
        """
        database = self._town.database
        async with database.glance() as db:
            if not await store_drivers.anybody_waits(db):
                return []
        async with database.reading() as db:
            rides = await store_drivers.waiting(db, MOST_RIDES)
            drivers = await may_be_asked_now(db, rest=self._town.settings.driver_rest)
            forbidden = await kept_apart(db, rides, drivers)
            places = [(one.lat, one.lon) for one in rides]
            ids = [one.driver_id for one in drivers]
            at_rank = await ranks.first_beside(db, ids, places, forbidden)
            now = db.now
        if not drivers:
            return []
        try:
            roads = await self.roads.now(database)
        except NoMap:
            return []
        rules = Matching(
            forbidden=forbidden,
            at_rank=at_rank,
            rides_waited=[(now - one.started_at).total_seconds() for one in rides],
            drivers_waited=[(now - one.online_since).total_seconds() for one in drivers],
            asked=[one.asked for one in rides],
        )
        pairs = await asyncio.to_thread(matched, roads, rules, rides, drivers)
        async with database.transaction() as db:
            if not await db.value(LOCK):
                return []
            still = await _still(db, rides, drivers, pairs)
            return await make_offers(db, rides, drivers, still)


def dispatcher(request: AnyRequest) -> RideDispatcher:
    """The dispatcher of rides in the process that answers this request."""
    found: RideDispatcher = request.app.state.dispatcher
    return found


async def _still(
    db: Db,
    rides: Sequence[OpenRequest],
    drivers: Sequence[FreeDriver],
    pairs: Sequence[OfferPair],
) -> list[OfferPair]:
    """Those pairs of whom the ride, which is locked now, still needs a driver, and the driver is
    still free, and nothing keeps the two apart that was said in the meantime.
    """
    if not pairs:
        return []
    apart = await kept_apart(db, rides, drivers)
    open_rides = {one.id for one in await store_drivers.requested(db, MOST_RIDES)}
    free = {one.driver_id for one in await may_be_asked_now(db)}
    return [
        pair
        for pair in pairs
        if rides[pair.ride].id in open_rides
        and drivers[pair.driver].driver_id in free
        and (pair.driver, pair.ride) not in apart
    ]


async def make_offers(
    db: Db,
    rides: Sequence[OpenRequest],
    drivers: Sequence[FreeDriver],
    pairs: Sequence[OfferPair],
) -> list[RideOffer]:
    """Asks these drivers about these rides, as far as nobody has in the meantime; answers who is
    asked.
    """
    until: datetime = db.now + OFFERED
    longer = await ride_speeds.longer(db) if pairs else 1.0
    wanted = [
        RideOffer(
            id=new_id(),
            ride_id=rides[pair.ride].id,
            driver_id=drivers[pair.driver].driver_id,
            state="open",
            pickup_seconds=round(pair.seconds * longer),
            made_at=db.now,
            until=until,
        )
        for pair in pairs
    ]
    made = [one for one in wanted if await store_drivers.add_offer(db, one)]
    await schedule_all(db, [(LAPSE, str(one.id), None, until) for one in made])
    asked: set[UUID] = {one.driver_id for one in made}
    look_again(db, asked)
    notices = [
        PushNotice(one.driver_id, f"{OFFER_NOTICE}:{one.id}", urgency="high") for one in made
    ]
    await push.notify(db, notices)
    return made
