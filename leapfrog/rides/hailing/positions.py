"""Where drivers on duty are: told every few seconds, kept in the memory of the process that hears
it, written together, and shown to nobody but the rider of the ride that a driver has.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.duty import Odometer
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.rides import store_traces
from leapfrog.rides.hailing import driving, store_drivers
from leapfrog.rides.hailing.model import DriverPosition
from leapfrog.rides.hailing.on_duty import note_duty
from leapfrog.rides.hailing.store_drivers import RideToFollow
from leapfrog.rides.model import Waypoint
from leapfrog.rides.store_traces import TracePoint

MOST_TOLD = 10_000


class RidePositionFrame(msgspec.Struct, frozen=True, tag_field="t", tag="ride_position"):
    """Where the driver of one's ride is now, in degrees; `heading`: from the north, with the
    clock.
    """

    ride_id: UUID
    lat: float
    lon: float
    heading: float | None


class DriverPositions:
    """One per process. Whoever it has not heard of yet is heard from the next time on, if they
    turn out to be on duty: so nobody else takes a driver's room.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told: dict[UUID, DriverPosition] = {}
        self._on_duty: set[UUID] = set()
        self._stranger_spoke = False
        self._odometer = Odometer()

    def take(self, driver_id: UUID, lat: float, lon: float, heading: float | None) -> None:
        """Somebody is there now; what is nowhere is not heard, nor whoever is not on duty."""
        try:
            driving.check_place(Waypoint(lat, lon), heading)
        except Problem:
            return
        if driver_id not in self._on_duty:
            self._stranger_spoke = True
            return
        if len(self._told) < MOST_TOLD:
            at = self._database.clock.now()
            self._told[driver_id] = DriverPosition(driver_id, lat, lon, heading, at)

    async def flush(self) -> None:
        """Writes what was told since the last time, and tells the riders."""
        told, self._told = self._told, {}
        asked, self._stranger_spoke = self._stranger_spoke, False
        if not told and not asked:
            return
        async with self._database.transaction() as db:
            self._on_duty = await store_drivers.on_duty(db)
            told = {one: here for one, here in told.items() if one in self._on_duty}
            if not told:
                return
            await store_drivers.put_positions(db, list(told.values()))
            rides = await store_drivers.to_follow(db, list(told))
            for ride in rides:
                await driving.approach(db, ride, told[ride.driver_id])
            await _note_traces(db, rides, told)
            await note_duty(db, list(told.values()), self._odometer)
        publisher = self._database.publisher
        if publisher is None:
            return
        for ride in rides:
            here = told[ride.driver_id]
            frame = RidePositionFrame(ride.ride_id, here.lat, here.lon, here.heading)
            publisher.publish([ride.rider_id], msgspec.json.encode(frame))


async def _note_traces(
    db: Db, rides: Sequence[RideToFollow], told: Mapping[UUID, DriverPosition]
) -> None:
    """Where those go who have somebody on board, in case one of the two objects."""
    driven = [one for one in rides if one.state == "riding"]
    here = [told[one.driver_id] for one in driven]
    points = [TracePoint(one.at, one.lat, one.lon) for one in here]
    await store_traces.add_trace(db, [one.ride_id for one in driven], points)
