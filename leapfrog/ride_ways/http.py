"""Route of what was driven."""

from uuid import UUID

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn
from leapfrog.ride_ways import driven
from leapfrog.ride_ways.driven import WayDriven


@get("/rides/{ride_id:uuid}/way", summary="Read what was driven of a ride")
async def read_way(db: DbIn, signed: SignedIn, ride_id: FromPath[UUID]) -> WayDriven:
    """How far and how long a ride by hail went that is over, for who asked for it and who drove;
    for the former also where, for thirty days. Raises `NoRide`, `RideState`.
    """
    return await driven.driven(db, signed.person_id, ride_id)


routes: list[HTTPRouteHandler] = [read_way]
