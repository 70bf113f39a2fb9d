"""Where drivers on duty are: told every few seconds, kept in the memory of the process that hears
it, written together, and shown to nobody but the rider of the ride that a driver has.
"""

from uuid import UUID

import msgspec

from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.rides.hailing import store, store_drivers
from leapfrog.rides.hailing.driving import check_place
from leapfrog.rides.hailing.model import NEARER, DriverPosition, metres_between
from leapfrog.rides.hailing.store_drivers import RideToFollow
from leapfrog.rides.model import Waypoint

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
    """One per process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._told: dict[UUID, DriverPosition] = {}

    def take(self, driver_id: UUID, lat: float, lon: float, heading: float | None) -> None:
        """Somebody is there now; what is nowhere is not heard, and whoever is not on duty is
        forgotten with the next flush.
        """
        try:
            check_place(Waypoint(lat, lon))
        except Problem:
            return
        if len(self._told) < MOST_TOLD:
            at = self._database.clock.now()
            self._told[driver_id] = DriverPosition(driver_id, lat, lon, heading, at)

    async def flush(self) -> None:
        """Writes what was told since the last time, and tells the riders."""
        told, self._told = self._told, {}
        if not told:
            return
        async with self._database.transaction() as db:
            await store_drivers.put_positions(db, list(told.values()))
            rides = await store_drivers.to_follow(db, list(told))
            for ride in rides:
                near = _nearer(ride, told[ride.driver_id])
                if near is not None:
                    await store.nearer(db, ride.ride_id, near, db.now)
        publisher = self._database.publisher
        if publisher is None:
            return
        for ride in rides:
            here = told[ride.driver_id]
            frame = RidePositionFrame(ride.ride_id, here.lat, here.lon, here.heading)
            publisher.publish([ride.rider_id], msgspec.json.encode(frame))


def _nearer(ride: RideToFollow, here: DriverPosition) -> int | None:
    """How near the driver is, if that is so much nearer that it counts."""
    if ride.state != "accepted" or ride.origin is None:
        return None
    metres = round(metres_between(here.lat, here.lon, ride.origin))
    known = ride.near_metres
    return metres if known is None or metres <= known - NEARER else None
