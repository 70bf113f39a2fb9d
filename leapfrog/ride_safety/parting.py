"""One of a ride wants to ride with the other no more."""

from uuid import UUID

from leapfrog import ride_partings, rides
from leapfrog.kernel.db import Db
from leapfrog.rides import NoRide, RideState


async def part_after(db: Db, me: UUID, ride_id: UUID) -> None:
    """The two of this ride are not matched again; a ride that goes on goes on. Twice is one
    operation. Raises `NoRide`, `RideState` while nobody has accepted.
    """
    await ride_partings.part(db, me, await _other(db, me, ride_id), ride_id)


async def together_again(db: Db, me: UUID, ride_id: UUID) -> None:
    """I take that back; what the other said stays. Raises `NoRide`, `RideState`."""
    await ride_partings.take_back(db, me, await _other(db, me, ride_id))


async def are_parted(db: Db, me: UUID, ride_id: UUID) -> bool:
    """Whether I said so of the other; whether they did is not told. Raises `NoRide`,
    `RideState`.
    """
    return await ride_partings.has_parted(db, me, await _other(db, me, ride_id))


async def _other(db: Db, me: UUID, ride_id: UUID) -> UUID:
    ride = await rides.hailed_ride(db, ride_id)
    if ride is None or me not in (ride.rider_id, ride.driver_id):
        raise NoRide
    if ride.driver_id is None:
        raise RideState
    return ride.driver_id if me == ride.rider_id else ride.rider_id
