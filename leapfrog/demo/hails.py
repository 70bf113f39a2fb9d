"""Rides by hail: Lin Mei to the cinema, followed by Amina at home; Tariq, whose first driver has a
flat tyre. Found, as always, by the dispatcher, on the roads of the town's map.
"""

import asyncio
from uuid import UUID

from leapfrog import pay, ranks, ride_safety, ride_terms, rides, rides_rating
from leapfrog.demo.ground import HOSPITAL, JETTY, LUX, PIER
from leapfrog.demo.stage import Stage
from leapfrog.demo.taxis import OMAR, WANG, ZOLA, moves
from leapfrog.kernel.ids import new_id
from leapfrog.places import Point
from leapfrog.rides import DrivenTrip, HailedRide, HailRequest, RideDispatcher, Waypoint

# Where each of them waits.
STANDS = {WANG: PIER, ZOLA: HOSPITAL, OMAR: LUX}
TIP = 100


class Evening:
    """Three drivers on duty, and whoever wants to be driven."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.dispatcher = stage, RideDispatcher(stage.town)
        self.at = {stage.ids[who]: point for who, point in STANDS.items()}

    async def tell_places(self) -> None:
        """They are on duty, where they are."""
        async with self.stage.town.database.transaction() as db:
            for driver, here in self.at.items():
                await rides.go_on_duty(db, driver, Waypoint(here.lat, here.lon))

    async def asks(self, who: str, start: Waypoint, end: Waypoint) -> HailedRide:
        """Somebody sees what it costs, and asks for it."""
        roads = await self.dispatcher.roads.now(self.stage.town.database)
        found = await asyncio.to_thread(
            lambda: roads.route(roads.snap(start.lat, start.lon), roads.snap(end.lat, end.lon))
        )
        trip = DrivenTrip(start, end, round(found.seconds), round(found.metres))
        async with self.stage.town.database.transaction() as db:
            taxis = (await ride_terms.tariffs_at(db, db.now))["taxi"]
            wanted = HailRequest(new_id(), trip, ride_terms.price_of(taxis, trip))
            return await rides.request_ride(db, self.stage.ids[who], wanted, pay.VOUCHED)

    async def finds(self) -> UUID:
        """Who is chosen says yes; answers who that is."""
        await self.tell_places()
        [offer] = await self.dispatcher.turn()
        self.stage.later(0.2)
        async with self.stage.town.database.transaction() as db:
            await rides.answer_offer(db, offer.driver_id, offer.id, accept=True)
        return offer.driver_id

    async def drives(self, driver: UUID, to: Waypoint) -> None:
        here, goal = self.at[driver], Point(to.lat, to.lon)
        await moves(self.stage, self.dispatcher.positions, driver, here, goal, waits=0)
        self.at[driver] = goal

    async def takes(self, ride: HailedRide, driver: UUID) -> None:
        """To the door, and with the rider to where they want to be."""
        assert ride.origin is not None
        assert ride.destination is not None
        database = self.stage.town.database
        await self.drives(driver, ride.origin)
        async with database.transaction() as db:
            await rides.arrive(db, driver, ride.id, "")
        self.stage.later(1)
        async with database.transaction() as db:
            await rides.get_in(db, ride.rider_id, ride.id, None)
        await self.drives(driver, ride.destination)
        async with database.transaction() as db:
            await rides.end_ride(db, driver, ride.id, None)


async def hails(stage: Stage) -> None:
    """Two rides, some two hours ago; afterwards all three drive home."""
    async with stage.town.database.transaction() as db:
        await ranks.set_own(db, stage.ids["priya"], new_id(), "Pier", PIER)
    evening = Evening(stage)
    await mei_to_the_cinema(evening)
    stage.later(4)
    await tariq_and_the_flat_tyre(evening)
    async with stage.town.database.transaction() as db:
        for driver in evening.at:
            await rides.go_off_duty(db, driver)


async def mei_to_the_cinema(evening: Evening) -> None:
    """She shares the trip with Amina, and gives something more."""
    stage, mei = evening.stage, evening.stage.ids["mei"]
    database = stage.town.database
    pier, lux = Waypoint(PIER.lat, PIER.lon, "Pier"), Waypoint(LUX.lat, LUX.lon, "Lux")
    await evening.tell_places()
    ride = await evening.asks("mei", pier, lux)
    driver = await evening.finds()
    async with database.transaction() as db:
        token = await ride_safety.share_trip(db, mei, ride.id)
    trip = f"{stage.town.settings.origin}/trip/{token}"
    await stage.says("mei", "amina", f"我坐上车了，十分钟到影院 🎬 {trip}")
    await evening.takes(ride, driver)
    async with database.transaction() as db:
        await rides.tip_driver(db, mei, ride.id, TIP, pay.VOUCHED)
        await rides_rating.rate(db, mei, ride.id, 5, ["friendly", "calm"])
        await rides_rating.rate(db, driver, ride.id, 5, ["on_time"])
    await stage.reads("amina", "mei")


async def tariq_and_the_flat_tyre(evening: Evening) -> None:
    """Who was found first gives the ride back, and another one comes at once."""
    hospital = Waypoint(HOSPITAL.lat, HOSPITAL.lon, "Hospital")
    await evening.tell_places()
    ride = await evening.asks("tariq", hospital, Waypoint(JETTY.lat, JETTY.lon, "Jetty"))
    first = await evening.finds()
    evening.stage.later(1)
    async with evening.stage.town.database.transaction() as db:
        await rides.give_back(db, first, ride.id, "Flat tyre, I am sorry")
    await evening.takes(ride, await evening.finds())
