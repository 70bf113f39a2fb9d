"""Routes of the desk: what rides say of times."""

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn
from leapfrog.ride_speeds import learning


class LearntTimes(msgspec.Struct, frozen=True):
    """How many times as long as the roads alone say rides take here, from so many rides of the last
    60 days; null while they are fewer than five, or of fewer than three drivers.
    """

    longer: float | None
    rides: int


@get("/rides/desk/speeds", guards=[operator_only], summary="Read what rides say of times")
async def read_speeds(db: DbIn, signed: SignedIn) -> LearntTimes:
    """Estimates of minutes are longer or shorter by this; prices are not."""
    found = await learning.learnt(db)
    return LearntTimes(found.longer, found.rides)


routes: list[HTTPRouteHandler] = [read_speeds]
