"""Routes of riding with somebody no more."""

from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.ride_safety import parting

PARTING = Limit("ride_part", 60, 3600)
RideId = FromPath[UUID]


class RideParting(msgspec.Struct, frozen=True):
    """Whether one said that one rides with the other of a ride no more."""

    apart: bool


@get("/rides/{ride_id:uuid}/parting", summary="Read whether one rides with them no more")
async def read_whether_apart(db: DbIn, signed: SignedIn, ride_id: RideId) -> RideParting:
    """What one said oneself; nobody is told what the other said. Raises `NoRide`, `RideState`."""
    return RideParting(await parting.are_parted(db, signed.person_id, ride_id))


@put("/rides/{ride_id:uuid}/parting", summary="Ride with them no more", status_code=204)
async def part_after_ride(db: DbIn, town: TownIn, signed: SignedIn, ride_id: RideId) -> None:
    """Neither is asked about a ride with the other again. They are not told, and a ride that goes
    on goes on. Raises `NoRide`, `RideState`.
    """
    town.limit(PARTING, str(signed.person_id))
    await parting.part_after(db, signed.person_id, ride_id)


@delete("/rides/{ride_id:uuid}/parting", summary="Ride with them again", status_code=204)
async def ride_with_again(db: DbIn, town: TownIn, signed: SignedIn, ride_id: RideId) -> None:
    """Takes that back. Again, nothing happens. Raises `NoRide`, `RideState`."""
    town.limit(PARTING, str(signed.person_id))
    await parting.together_again(db, signed.person_id, ride_id)


routes: list[HTTPRouteHandler] = [read_whether_apart, part_after_ride, ride_with_again]
