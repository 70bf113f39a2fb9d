"""Routes of the rider: what would it cost, come, I am in, thank you."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import pay
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.places import read_point
from leapfrog.ride_terms import CarClass, RideNeeds
from leapfrog.rides import store as street_store
from leapfrog.rides.hailing import driving, estimating, requesting
from leapfrog.rides.hailing.dispatching import RideDispatcher
from leapfrog.rides.hailing.estimating import RideEstimate, TripWanted, WantedRide
from leapfrog.rides.hailing.model import MOST_STOPS, HailRequest, RideMode
from leapfrog.rides.inputs import PlaceInput
from leapfrog.rides.model import Waypoint
from leapfrog.rides.shapes import RideShown, shown

ESTIMATING = Limit("ride_estimate", 120, 60)
ASKING = Limit("ride_request", 30, 3600)
Confirmation = Annotated[str, msgspec.Meta(max_length=2000)]
RideId = FromPath[UUID]
Spot = Annotated[str, QueryParameter(max_length=80, description="`latitude,longitude` in degrees.")]


class HailInput(Input, frozen=True):
    """From where to where, over which `stops`, and for how much (minor units), as the rider saw it.
    `at`: when the ride should begin, else now; `needs`: what the car has to have room for.
    """

    origin: PlaceInput
    destination: PlaceInput
    price: int
    stops: Annotated[list[PlaceInput], msgspec.Meta(max_length=MOST_STOPS)] = msgspec.field(
        default_factory=list
    )
    mode: RideMode = "fixed"
    car_class: CarClass = "taxi"
    needs: RideNeeds = RideNeeds()
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    confirmation: Confirmation | None = None


class OnBoardInput(Input, frozen=True):
    """`code`: as the rider says it to the driver; the rider needs none."""

    code: Annotated[str, msgspec.Meta(max_length=8)] | None = None


class TipInput(Input, frozen=True):
    """In minor units."""

    amount: int
    confirmation: Confirmation | None = None


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
    roads, rest = dispatcher(request).roads, town.settings.driver_rest
    return await estimating.estimate(town.database, roads, wanted, rest=rest)


def _needs(seats: int, carrying: str) -> RideNeeds:
    """Raises `Invalid`."""
    named = dict.fromkeys(filter(None, carrying.split(",")), True)
    if not {*named} <= {*RideNeeds.__struct_fields__} - {"seats"}:
        raise Invalid("Nothing of the kind can be needed.")
    return RideNeeds(seats, **named)


@put("/rides/{ride_id:uuid}/request", guards=[own_device])
async def request_ride(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    *,
    ride_id: RideId,
    data: JSONBody[HailInput],
) -> RideShown:
    """Asks for a ride: the price is held, and drivers are asked; or books one for later, for which
    the price is held when drivers are asked. By the meter the upper end of the price is held, in
    cash nothing. Again is the same ride. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `CarTooSmall`, `ClassNotOffered`, `ConfirmationNeeded`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`, `NoMap`,
    `NoMoney`, `NoPin`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RideIdUsed`,
    `RidePaused`, `RidePriceChanged`, `RideTooShort`, `RideUnderWay`, `TooManyBooked`, `WrongTime`.
    """
    town.limit(ASKING, str(signed.person_id))
    stops = [one.place for one in data.stops]
    wanted = TripWanted(data.origin.place, data.destination.place, stops)
    driven = await estimating.trip(town.database, dispatcher(request).roads, wanted)
    wishes = (data.mode, data.at, data.car_class, data.needs)
    asked = HailRequest(ride_id, driven.trip, data.price, *wishes)
    consent = pay.consent_given(signed, data.confirmation)
    async with town.database.transaction() as db:
        await requesting.request(db, signed.person_id, asked, consent)
        return await ride_shown(db, signed.person_id, ride_id)


@put("/rides/{ride_id:uuid}/boarding")
async def get_on_board(
    town: TownIn, signed: SignedIn, ride_id: RideId, data: JSONBody[OnBoardInput]
) -> RideShown:
    """The rider is in the car: they say so, or the driver types their code at the door; after five
    wrong ones only the rider does. Raises `NoAccount`, `NoCurrency`, `NoMoney`, `NoRide`,
    `RideOver`, `RideState`, `RiderMustBoard`, `WrongRideCode`.
    """
    await driving.count_code(town.database, signed.person_id, ride_id)
    async with town.database.transaction() as db:
        await driving.board(db, signed.person_id, ride_id, data.code)
        return await ride_shown(db, signed.person_id, ride_id)


@put("/rides/{ride_id:uuid}/tip", guards=[own_device])
async def tip_driver(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[TipInput]
) -> RideShown:
    """Gives the driver something more, once, after a ride by hail that is paid. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoPin`, `NoRide`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RideState`.
    """
    consent = pay.consent_given(signed, data.confirmation)
    await requesting.tip(db, signed.person_id, ride_id, data.amount, consent)
    return await ride_shown(db, signed.person_id, ride_id)


def dispatcher(request: AnyRequest) -> RideDispatcher:
    """The dispatcher of this process."""
    found: RideDispatcher = request.app.state.dispatcher
    return found


async def ride_shown(db: Db, me: UUID, ride_id: UUID) -> RideShown:
    """A ride that is there, as I may see it. Raises `NoCurrency`, `NoMoney`."""
    found = await street_store.ride(db, ride_id)
    assert found is not None
    return (await shown(db, me, [found]))[0]


routes: list[HTTPRouteHandler] = [
    estimate_ride,
    request_ride,
    get_on_board,
    tip_driver,
]
