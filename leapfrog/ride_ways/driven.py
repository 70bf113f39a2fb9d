"""What was driven of a ride, for its receipt. Where it went is a trace of rides, which goes after
thirty days; how far that was stays.
"""

from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.places import Point
from leapfrog.ride_ways import store
from leapfrog.ride_ways.model import fewer, length_of, way_of
from leapfrog.rides import NoRide, RideState, hailed_ride, look_at_rides_again, ride_trace

MOST_TRACED = 20_000


class WayDriven(msgspec.Struct, frozen=True):
    """What was driven of a ride that is over: `metres` with somebody on board, as the driver's
    phone told (None: it told nothing), in `seconds` from getting in to the end (None: nobody got
    in). `line`: where, in degrees, for who asked for the ride and for thirty days, else empty.
    """

    metres: int | None
    seconds: int | None
    line: list[Point]


async def note_driven(db: Db, ride_id: UUID) -> None:
    """Keeps how far a ride that is over went (metres), by its trace. Again, nothing changes."""
    way = way_of(await ride_trace(db, ride_id, MOST_TRACED))
    ride = await hailed_ride(db, ride_id)
    if way and ride is not None:
        await store.put(db, ride_id, length_of(way))
        look_at_rides_again(db, [one for one in (ride.rider_id, ride.driver_id) if one])


async def driven(db: Db, me: UUID, ride_id: UUID) -> WayDriven:
    """What was driven of a ride of mine, or one that I drove; where it went is its rider's. Raises
    `NoRide`, `RideState`.
    """
    ride = await hailed_ride(db, ride_id)
    if ride is None or me not in (ride.rider_id, ride.driver_id):
        raise NoRide
    if ride.ended_at is None:
        raise RideState
    began, mine = ride.boarded_at, me == ride.rider_id
    trace = await ride_trace(db, ride_id, MOST_TRACED) if mine and began else []
    return WayDriven(
        metres=await store.metres(db, ride_id),
        seconds=round((ride.ended_at - began).total_seconds()) if began else None,
        line=fewer(way_of(trace)),
    )
