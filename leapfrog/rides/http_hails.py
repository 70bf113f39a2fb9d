"""Routes of the rider: come, I am in, thank you."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import pay
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.ride_terms import CarClass, RideNeeds
from leapfrog.rides import store as street_store
from leapfrog.rides.hailing import driving, requesting
from leapfrog.rides.hailing.dispatching import dispatcher
from leapfrog.rides.hailing.model import MOST_STOPS, HailRequest, RideMode
from leapfrog.rides.hailing.trips import TripWanted
from leapfrog.rides.hailing.trips import trip as trip_on_map
from leapfrog.rides.inputs import PlaceInput
from leapfrog.rides.shapes import RideShown, shown

ASKING = Limit("ride_request", 30, 3600)
RideId = FromPath[UUID]


class HailInput(Input, frozen=True):
    """From where to where, over which `stops`, and for how much (minor units), as the rider saw it.
    `at`: when the ride should begin, else now; `needs`: what the car has to have room for. `guest`:
    who rides instead and has no account, as they are called; `paid_by`: who pays instead, as they
    have said before.
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
    guest: Annotated[str, msgspec.Meta(max_length=100)] = ""
    paid_by: UUID | None = None
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    confirmation: pay.ConfirmationInput = None


class OnBoardInput(Input, frozen=True):
    """`code`: as the rider says it to the driver; the rider needs none."""

    code: Annotated[str, msgspec.Meta(max_length=8)] | None = None


class TipInput(Input, frozen=True):
    """In minor units."""

    amount: int
    confirmation: pay.ConfirmationInput = None


@put("/rides/{ride_id:uuid}/request", guards=[pay.with_consent])
async def request_ride(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    *,
    ride_id: RideId,
    data: JSONBody[HailInput],
    consent: pay.ConsentIn,
) -> RideShown:
    """Asks for a ride: the price is held, and drivers are asked; or books one for later, for which
    the price is held when drivers are asked. By the meter the upper end of the price is held, in
    cash nothing. Again is the same ride. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `CarTooSmall`, `ClassNotOffered`, `ConfirmationNeeded`, `InsufficientFunds`, `Invalid`,
    `NoAccount`, `NoCurrency`, `NoMap`, `NoMoney`, `NoPin`, `NoRidePayer`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `OverRideLimit`, `RideIdUsed`, `RidePaused`,
    `RidePriceChanged`, `RideTooShort`, `RideUnderWay`, `TooManyBooked`, `TooManyGuests`,
    `WrongTime`.
    """
    town.limit(ASKING, str(signed.person_id))
    stops = [one.place for one in data.stops]
    wanted = TripWanted(data.origin.place, data.destination.place, stops)
    driven = await trip_on_map(town.database, dispatcher(request).roads, wanted)
    asked = HailRequest(
        id=ride_id,
        trip=driven.trip,
        price=data.price,
        mode=data.mode,
        at=data.at,
        car_class=data.car_class,
        needs=data.needs,
        guest=data.guest,
        paid_by=data.paid_by,
    )
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


@put("/rides/{ride_id:uuid}/tip", guards=[pay.with_consent])
async def tip_driver(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[TipInput], consent: pay.ConsentIn
) -> RideShown:
    """Gives the driver something more, once, after a ride by hail that is paid. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoPin`, `NoRide`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RideState`.
    """
    await requesting.tip(db, signed.person_id, ride_id, data.amount, consent)
    return await ride_shown(db, signed.person_id, ride_id)


async def ride_shown(db: Db, me: UUID, ride_id: UUID) -> RideShown:
    """A ride that is there, as I may see it. Raises `NoCurrency`, `NoMoney`."""
    found = await street_store.ride(db, ride_id)
    assert found is not None
    return (await shown(db, me, [found]))[0]


routes: list[HTTPRouteHandler] = [
    request_ride,
    get_on_board,
    tip_driver,
]
