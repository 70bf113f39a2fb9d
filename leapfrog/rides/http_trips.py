"""Routes of what changes on the way, and of sums: another trip, a thank-you, yes or no to a sum."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter

from leapfrog import pay
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.rides.hailing import changing, settling
from leapfrog.rides.hailing import store as hails
from leapfrog.rides.hailing.dispatching import dispatcher
from leapfrog.rides.hailing.model import MOST_STOPS
from leapfrog.rides.hailing.store_trips import TripChange
from leapfrog.rides.hailing.trips import trip as trip_on_map
from leapfrog.rides.http_hails import ride_shown
from leapfrog.rides.inputs import PlaceInput
from leapfrog.rides.shapes import RideShown, TripChangeShown, change_shown

PRICING = Limit("ride_change", 60, 600)
RideId = FromPath[UUID]
ChangeId = Annotated[UUID, PathParameter(description="Of the other trip; made by the client.")]


class TripInput(Input, frozen=True):
    """Where to instead, and over which stops."""

    destination: PlaceInput
    stops: Annotated[list[PlaceInput], msgspec.Meta(max_length=MOST_STOPS)] = msgspec.field(
        default_factory=list
    )


class ConfirmedInput(Input, frozen=True):
    """A yes to what it costs more, if anything."""

    confirmation: pay.ConfirmationInput = None


class ChangeAnswer(Input, frozen=True):
    accept: bool


class RideThanksInput(Input, frozen=True):
    """In minor units, all of it: what was promised before is part of it."""

    amount: int
    confirmation: pay.ConfirmationInput = None


class SumYes(Input, frozen=True):
    """The sum as the rider saw it (minor units)."""

    fare: int
    confirmation: pay.ConfirmationInput = None


class SumNo(Input, frozen=True):
    """`given`: what the rider gave in cash (minor units); by the meter none."""

    given: int | None = None


@put("/rides/{ride_id:uuid}/changes/{change_id:uuid}", summary="Price another trip")
async def price_change(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    *,
    ride_id: RideId,
    change_id: ChangeId,
    data: JSONBody[TripInput],
) -> TripChangeShown:
    """What one's ride, which a driver has accepted, would cost with another destination or other
    stops; in the car with what was driven so far. Nobody is asked yet. Good for five minutes; the
    same id again is the same. Raises `ClassNotOffered`, `Invalid`, `NoMap`, `NoMoney`, `NoRide`,
    `NoRoad`, `RideOver`, `RideState`, `RideTooShort`, `TripChangeUsed`.
    """
    town.limit(PRICING, str(signed.person_id))
    place, stops = data.destination.place, [one.place for one in data.stops]
    async with town.database.reading() as db:
        wanted = await changing.trip_wanted(db, signed.person_id, ride_id, place, stops)
    found = await trip_on_map(town.database, dispatcher(request).roads, wanted)
    async with town.database.transaction() as db:
        made = await changing.price(db, signed.person_id, ride_id, change_id, found.trip)
        return await _change(db, made)


@put(
    "/rides/{ride_id:uuid}/changes/{change_id:uuid}/asking",
    guards=[pay.with_consent],
    summary="Ask for another trip",
)
async def ask_for_change(
    db: DbIn,
    signed: SignedIn,
    ride_id: RideId,
    change_id: ChangeId,
    data: JSONBody[ConfirmedInput],
    consent: pay.ConsentIn,
) -> TripChangeShown:
    """What it costs more is held, and the driver is asked. Again, nothing happens. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`, `InsufficientFunds`,
    `NoAccount`, `NoCurrency`, `NoMoney`, `NoPin`, `NoRide`, `NoRidePayer`, `NoTripChange`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `OverRideLimit`, `RideOver`,
    `RideState`, `TripChangeOver`.
    """
    return await _change(db, await changing.ask(db, signed.person_id, ride_id, change_id, consent))


@delete(
    "/rides/{ride_id:uuid}/changes/{change_id:uuid}",
    status_code=204,
    summary="Withdraw another trip",
)
async def withdraw_change(db: DbIn, signed: SignedIn, ride_id: RideId, change_id: ChangeId) -> None:
    """The trip stays as it was, and what was held for the other is the rider's again. Raises
    `NoRide`, `NoTripChange`, `TripChangeOver`.
    """
    await changing.withdraw(db, signed.person_id, ride_id, change_id)


@put("/rides/{ride_id:uuid}/changes/{change_id:uuid}/answer", summary="Answer to another trip")
async def answer_change(
    db: DbIn, signed: SignedIn, ride_id: RideId, change_id: ChangeId, data: JSONBody[ChangeAnswer]
) -> TripChangeShown:
    """The driver takes it, and the trip and its price are this one from now on; or not. Raises
    `NoRide`, `NoTripChange`, `RideOver`, `RideState`, `TripChangeOver`.
    """
    made = await changing.answer(db, signed.person_id, ride_id, change_id, accept=data.accept)
    return await _change(db, made)


@put("/rides/{ride_id:uuid}/thanks", guards=[pay.with_consent], summary="Add a thank-you")
async def add_thanks(
    db: DbIn,
    signed: SignedIn,
    ride_id: RideId,
    data: JSONBody[RideThanksInput],
    consent: pay.ConsentIn,
) -> RideShown:
    """While a driver is looked for, the rider promises them something besides, all of it theirs; it
    is held like the price. Never less than before. Raises `AccountClosed`, `AccountFrozen`,
    `BadAmount`, `ConfirmationNeeded`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`,
    `NoMoney`, `NoPin`, `NoRide`, `NoRidePayer`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `OverRideLimit`, `RideOver`, `RideState`.
    """
    await changing.thank(db, signed.person_id, ride_id, data.amount, consent)
    return await ride_shown(db, signed.person_id, ride_id)


@put("/rides/{ride_id:uuid}/sum/yes", guards=[pay.with_consent], summary="Say yes to a sum")
async def agree_to_sum(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[SumYes], consent: pay.ConsentIn
) -> RideShown:
    """The rider pays what the meter shows though it is more than was agreed at most, or says that
    they gave this sum in cash. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `ConfirmationNeeded`, `FareChanged`, `InsufficientFunds`, `NoAccount`, `NoCurrency`, `NoMoney`,
    `NoPin`, `NoRide`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RideOver`,
    `RideState`, `SumState`.
    """
    await settling.agree(db, signed.person_id, ride_id, data.fare, consent)
    return await ride_shown(db, signed.person_id, ride_id)


@put("/rides/{ride_id:uuid}/sum/no", summary="Say no to a sum")
async def differ_from_sum(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[SumNo]
) -> RideShown:
    """By the meter, what was agreed at most is paid instead. In cash the rider says what they gave,
    and the desk decides; without that the smaller sum counts after a day. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`,
    `NoMoney`, `NoRide`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RideOver`,
    `RideState`, `SumState`.
    """
    await settling.differ(db, signed.person_id, ride_id, data.given)
    return await ride_shown(db, signed.person_id, ride_id)


async def _change(db: Db, change: TripChange) -> TripChangeShown:
    ride = await hails.ride(db, change.ride_id)
    assert ride is not None
    return await change_shown(db, ride, change)


routes: list[HTTPRouteHandler] = [
    price_change,
    ask_for_change,
    withdraw_change,
    answer_change,
    add_thanks,
    agree_to_sum,
    differ_from_sum,
]
