"""Routes of rides: the driver's, and the rider's."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from leapfrog import pay
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.rides import drivers, http_driver, http_hails, http_trips, store, street
from leapfrog.rides.documents import forget_when_gone
from leapfrog.rides.documents.http import routes as document_routes
from leapfrog.rides.hailing import requesting
from leapfrog.rides.hailing import store as hails
from leapfrog.rides.hailing.on_duty import off_duty
from leapfrog.rides.http_driver import OwnDriver, own_driver
from leapfrog.rides.inputs import PlaceInput
from leapfrog.rides.model import Ride, RideSums, Waypoint
from leapfrog.rides.shapes import RideShown, shown

Text = Annotated[str, msgspec.Meta(max_length=200)]
RideId = FromPath[UUID]


class DriverInput(Input, frozen=True):
    plate: Text
    car: Text


class DriverShown(msgspec.Struct, frozen=True):
    """With whom one rides. `fare`: what stands on the meter already, if anything."""

    driver_id: UUID
    name: str
    avatar_url: str | None
    plate: str
    car: str
    taken: bool
    fare: int | None


class BoardingInput(Input, frozen=True):
    """`code`: the last part of the driver's link; `origin`: where, if the rider shares it."""

    code: UUID
    origin: PlaceInput | None = None


class MeterInput(Input, frozen=True):
    """What the meter shows, in minor units."""

    fare: int


class RidePayment(Input, frozen=True):
    """`fare`: as the rider saw it."""

    fare: int
    tip: int = 0
    destination: PlaceInput | None = None
    confirmation: pay.ConfirmationInput = None


class DriversDay(msgspec.Struct, frozen=True):
    """The rides of a day, the newest first, and what they brought: `fares` with what was paid for
    calling off late or not coming, without the town's part.
    """

    rides: list[RideShown]
    fares: int
    tips: int


class RideList(msgspec.Struct, frozen=True):
    """The newest first."""

    rides: list[RideShown]


@put("/rides/driver", summary="Become a driver")
async def drive(db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[DriverInput]) -> OwnDriver:
    """One drives from now on, or with another car; answers the link behind the windscreen. Raises
    `Invalid`, `NoAccount`, `NoCurrency`, `NoMoney`, `NotDriving`.
    """
    made = await drivers.drive(db, signed.person_id, data.plate, data.car)
    return await own_driver(db, town.settings.origin, made)


@get("/rides/driver")
async def read_driver(db: DbIn, town: TownIn, signed: SignedIn) -> OwnDriver | None:
    """What one drives oneself, and the ride under way; null for who drives nothing. Raises
    `NoAccount`, `NoCurrency`, `NoMoney`.
    """
    found = await store.driver(db, signed.person_id)
    return await own_driver(db, town.settings.origin, found) if found else None


@post("/rides/driver/code", status_code=200)
async def renew_driver_code(db: DbIn, town: TownIn, signed: SignedIn) -> OwnDriver:
    """Makes a fresh code; the one behind the windscreen is worth nothing any more. Raises
    `NoAccount`, `NoCurrency`, `NoMoney`, `NotDriving`.
    """
    made = await drivers.new_code(db, signed.person_id)
    return await own_driver(db, town.settings.origin, made)


@delete("/rides/driver", status_code=204)
async def stop_driving(db: DbIn, signed: SignedIn) -> None:
    """One drives no longer; the code behind the windscreen is worth nothing any more, and documents
    are forgotten in thirty days. Raises `DriverStillDrives`.
    """
    await drivers.stop(db, signed.person_id)
    await off_duty(db, signed.person_id)
    await forget_when_gone(db, signed.person_id)


@get("/rides/day", summary="Read a driver's day")
async def read_day(
    db: DbIn,
    signed: SignedIn,
    of: Annotated[date | None, QueryParameter(description="The day (UTC); else today.")] = None,
) -> DriversDay:
    """Today's rides of a driver, or those of another day (UTC), and what they brought (minor
    units). Raises `NoAccount`, `NoCurrency`, `NoMoney`, `NotDriving`.
    """
    found = await street.day(db, signed.person_id, of or db.now.date())
    rides = await shown(db, signed.person_id, found)
    paid = [ride for ride in rides if ride.state == "paid"]
    fares = sum(ride.fare or 0 for ride in paid if not ride.hail)
    fares += sum(ride.hail.earned for ride in rides if ride.hail)
    thanks = sum(ride.hail.thanks for ride in paid if ride.hail)
    return DriversDay(rides, fares, thanks + sum(ride.tip for ride in paid))


@put("/rides/meter")
async def set_meter(db: DbIn, signed: SignedIn, data: JSONBody[MeterInput]) -> RideShown:
    """What the meter shows (minor units), for the ride under way or whoever scans next. Raises
    `BadAmount`, `NoAccount`, `NoCurrency`, `NoMoney`, `NotDriving`, `RideTaken`.
    """
    made = await street.meter(db, signed.person_id, data.fare)
    return await _one(db, signed.person_id, made)


@get("/rides/drivers/{code:uuid}")
async def look_at_driver(
    db: DbIn,
    signed: SignedIn,
    code: Annotated[UUID, PathParameter(description="The last part of the driver's link.")],
) -> DriverShown:
    """Who drives under a code, before one gets in. Raises `NoDriver`."""
    found, who = await drivers.behind(db, code)
    here = await store.under_way(db, found.person_id)
    mine = here is not None and here.rider_id in (None, signed.person_id)
    return DriverShown(
        driver_id=found.person_id,
        name=who.display_name,
        avatar_url=who.avatar,
        plate=found.plate,
        car=found.car,
        taken=here is not None and not mine,
        fare=here.fare if here is not None and mine else None,
    )


@get("/rides")
async def list_rides(
    db: DbIn,
    signed: SignedIn,
    owed: Annotated[
        bool, QueryParameter(description="Only those whose fare waits to be paid.")
    ] = False,
    now: Annotated[
        bool,
        QueryParameter(
            description="Only those by hail that are under way, the one that one rides in first."
        ),
    ] = False,
    booked: Annotated[
        bool, QueryParameter(description="Only those that are booked for later, the next first.")
    ] = False,
) -> RideList:
    """The rides that one rode in, or asked for, the newest first. Raises `NoAccount`, `NoCurrency`,
    `NoMoney`.
    """
    me = signed.person_id
    if now:
        ids = [one.id for one in await hails.running(db, me)]
        return RideList(await shown(db, me, await store.some(db, ids)))
    if booked:
        return RideList(await shown(db, me, await store.booked(db, me)))
    return RideList(await shown(db, me, await street.taken(db, me, owed=owed)))


@put("/rides/{ride_id:uuid}", summary="Board a ride")
async def board(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[BoardingInput]
) -> RideShown:
    """Gets in. Where the fare stands already, the answer is that ride, with an id of its own.
    Raises `Invalid`, `NoAccount`, `NoCurrency`, `NoDriver`, `NoMoney`, `OwnRide`, `RideIdUsed`,
    `RideTaken`.
    """
    made = await street.board(db, signed.person_id, ride_id, data.code, _place(data.origin))
    return await _one(db, signed.person_id, made)


@get("/rides/{ride_id:uuid}")
async def read_ride(db: DbIn, signed: SignedIn, ride_id: RideId) -> RideShown:
    """One ride, for its rider with where it began and ended, as far as it was shared, or for its
    driver. Raises `NoAccount`, `NoCurrency`, `NoMoney`, `NoRide`.
    """
    found = await street.of_either(db, signed.person_id, ride_id)
    return await _one(db, signed.person_id, found)


@put("/rides/{ride_id:uuid}/payment", guards=[pay.with_consent])
async def pay_ride(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[RidePayment], consent: pay.ConsentIn
) -> RideShown:
    """Pays fare and tip of a ride (minor units). Again is the same payment. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`, `FareChanged`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoPin`, `NoRide`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RideOver`.
    """
    sums, end = RideSums(data.fare, data.tip), _place(data.destination)
    paid = await street.settle(db, signed.person_id, ride_id, sums, end, consent)
    return await _one(db, signed.person_id, paid)


@delete("/rides/{ride_id:uuid}", status_code=204)
async def call_ride_off(
    db: DbIn,
    signed: SignedIn,
    ride_id: RideId,
    expect_fee: Annotated[
        int,
        QueryParameter(ge=0, description="Of one by hail: what it costs, as the rider was told."),
    ] = 0,
) -> None:
    """Ends a ride that is not paid. From the street nothing is owed. By hail its rider calls it
    off, before they are on board; should it cost more than `expect_fee` (minor units), nothing
    happens. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `CancelFeeChanged`,
    `InsufficientFunds`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoRide`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RideOver`, `RideState`.
    """
    if await hails.ride(db, ride_id) is not None:
        await requesting.cancel(db, signed.person_id, ride_id, expect_fee)
    else:
        await street.call_off(db, signed.person_id, ride_id)


def _place(given: PlaceInput | None) -> Waypoint | None:
    return given.place if given else None


async def _one(db: Db, me: UUID, ride: Ride) -> RideShown:
    return (await shown(db, me, [ride]))[0]


routes: list[HTTPRouteHandler] = [
    drive,
    read_driver,
    renew_driver_code,
    stop_driving,
    read_day,
    set_meter,
    look_at_driver,
    list_rides,
    board,
    read_ride,
    pay_ride,
    call_ride_off,
    *http_hails.routes,
    *http_driver.routes,
    *http_trips.routes,
    *document_routes,
]
