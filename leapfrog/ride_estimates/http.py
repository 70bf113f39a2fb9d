"""The route of what a ride would be, before one asks for it."""

from datetime import UTC, datetime
from typing import Annotated

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import AnyRequest, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.places import read_point
from leapfrog.ride_estimates import estimating
from leapfrog.ride_estimates.estimating import RideEstimate, WantedRide
from leapfrog.ride_terms import RideNeeds
from leapfrog.rides import TripWanted, Waypoint, ride_dispatcher

ESTIMATING = Limit("ride_estimate", 120, 60)
Spot = Annotated[str, QueryParameter(max_length=80, description="`latitude,longitude` in degrees.")]


@get("/rides/estimate", summary="Estimate a ride")
async def estimate_ride(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    *,
    start: Spot,
    end: Spot,
    via: Annotated[
        str,
        QueryParameter(
            max_length=300, description="Up to three stops between, each as `start`, with `;`."
        ),
    ] = "",
    at: Annotated[
        datetime | None, QueryParameter(description="When it should begin, with its offset.")
    ] = None,
    seats: Annotated[int, QueryParameter(ge=1, le=8, description="How many ride.")] = 1,
    carrying: Annotated[
        str, QueryParameter(max_length=60, description="Of `RideNeeds` what is needed, with `,`.")
    ] = "",
) -> RideEstimate:
    """What a ride from one place to another would cost in each class of cars that carries what is
    needed, how long it takes and how soon a driver could be there. Raises `Invalid`, `NoCurrency`,
    `NoMap`, `NoMoney`, `NoRoad`.
    """
    town.limit(ESTIMATING, str(signed.person_id))
    spots = (start, end, *filter(None, via.split(";")))
    one, other, *between = (Waypoint(at.lat, at.lon) for at in map(read_point, spots))
    needs = _needs(seats, carrying)
    wanted = WantedRide(TripWanted(one, other, between), needs, at and at.astimezone(UTC))
    roads, rest = ride_dispatcher(request).roads, town.settings.driver_rest
    return await estimating.estimate(town.database, roads, wanted, rest=rest)


def _needs(seats: int, carrying: str) -> RideNeeds:
    """Raises `Invalid`."""
    named = dict.fromkeys(filter(None, carrying.split(",")), True)
    if not {*named} <= {*RideNeeds.__struct_fields__} - {"seats"}:
        raise Invalid("Nothing of the kind can be needed.")
    return RideNeeds(seats, **named)


routes: list[HTTPRouteHandler] = [estimate_ride]
