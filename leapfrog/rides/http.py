"""Routes of rides: the driver's, and the rider's."""

from datetime import date
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from leapfrog import pay
from leapfrog.identity import SignedIn, named, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.rides import drivers, store, street
from leapfrog.rides.model import Driver, Ride, RideSums, Waypoint

PATH = "/ride/"
Text = Annotated[str, msgspec.Meta(max_length=200)]
Confirmation = Annotated[str, msgspec.Meta(max_length=2000)]
RideId = FromPath[UUID]


class DriverInput(Input, frozen=True):
    plate: Text
    car: Text


class OwnDriver(msgspec.Struct, frozen=True):
    """What the driver sees; `link`: the text of the code behind the windscreen."""

    plate: str
    car: str
    link: str
    under_way: Ride | None


class DriverShown(msgspec.Struct, frozen=True):
    """With whom one rides. `fare`: what stands on the meter already, if anything."""

    driver_id: UUID
    name: str
    avatar_url: str | None
    plate: str
    car: str
    taken: bool
    fare: int | None


class PlaceInput(Input, frozen=True):
    """Where, in degrees; the name as people say it."""

    lat: float
    lon: float
    name: Text = ""

    @property
    def place(self) -> Waypoint:
        return Waypoint(self.lat, self.lon, self.name)


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
    confirmation: Confirmation | None = None


class RideShown(Ride, frozen=True):
    """A ride, with whom, and with whose car. `operation_ids`: what was paid is these in the books,
    for their receipts: the fare, and the tip.
    """

    driver_name: str
    driver_avatar_url: str | None
    rider_name: str
    operation_ids: list[UUID]


class DriversDay(msgspec.Struct, frozen=True):
    """The rides of a day, the newest first, and what they brought."""

    rides: list[RideShown]
    fares: int
    tips: int


class RideList(msgspec.Struct, frozen=True):
    """The newest first."""

    rides: list[RideShown]


@put("/rides/driver", summary="Become a driver")
async def drive(db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[DriverInput]) -> OwnDriver:
    """One drives from now on, or with another car; answers the link behind the windscreen. Raises
    `Invalid`, `NotDriving`.
    """
    made = await drivers.drive(db, signed.person_id, data.plate, data.car)
    return await _own(db, town.settings.origin, made)


@get("/rides/driver")
async def read_driver(db: DbIn, town: TownIn, signed: SignedIn) -> OwnDriver:
    """What one drives oneself, and the ride under way. Raises `NotDriving`."""
    found = await drivers.driver(db, signed.person_id)
    return await _own(db, town.settings.origin, found)


@post("/rides/driver/code", status_code=200)
async def renew_driver_code(db: DbIn, town: TownIn, signed: SignedIn) -> OwnDriver:
    """Makes a fresh code; the one behind the windscreen is worth nothing any more. Raises
    `NotDriving`.
    """
    made = await drivers.new_code(db, signed.person_id)
    return await _own(db, town.settings.origin, made)


@delete("/rides/driver", status_code=204)
async def stop_driving(db: DbIn, signed: SignedIn) -> None:
    """One drives no longer; the code behind the windscreen is worth nothing any more."""
    await drivers.stop(db, signed.person_id)


@get("/rides/day", summary="Read a driver's day")
async def read_day(
    db: DbIn,
    signed: SignedIn,
    of: Annotated[date | None, QueryParameter(description="The day (UTC); else today.")] = None,
) -> DriversDay:
    """Today's rides of a driver, or those of another day (UTC), and what they brought (minor
    units). Raises `NoCurrency`, `NoMoney`, `NotDriving`.
    """
    found = await street.day(db, signed.person_id, of or db.now.date())
    paid = [ride for ride in found if ride.state == "paid"]
    fares, tips = sum(ride.fare or 0 for ride in paid), sum(ride.tip for ride in paid)
    return DriversDay(await _shown(db, found), fares, tips)


@put("/rides/meter")
async def set_meter(db: DbIn, signed: SignedIn, data: JSONBody[MeterInput]) -> RideShown:
    """What the meter shows (minor units), for the ride under way or whoever scans next. Raises
    `BadAmount`, `NoAccount`, `NoCurrency`, `NoMoney`, `NotDriving`, `RideTaken`.
    """
    made = await street.meter(db, signed.person_id, data.fare)
    return (await _shown(db, [street.as_driver_sees(made)]))[0]


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
) -> RideList:
    """The rides that one rode in, the newest first. Raises `NoCurrency`, `NoMoney`."""
    return RideList(await _shown(db, await street.taken(db, signed.person_id, owed=owed)))


@put("/rides/{ride_id:uuid}", summary="Board a ride")
async def board(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[BoardingInput]
) -> RideShown:
    """Gets in. Where the fare stands already, the answer is that ride, with an id of its own.
    Raises `Invalid`, `NoAccount`, `NoCurrency`, `NoDriver`, `NoMoney`, `OwnRide`, `RideIdUsed`,
    `RideTaken`.
    """
    made = await street.board(db, signed.person_id, ride_id, data.code, _place(data.origin))
    return (await _shown(db, [made]))[0]


@get("/rides/{ride_id:uuid}")
async def read_ride(db: DbIn, signed: SignedIn, ride_id: RideId) -> RideShown:
    """One ride, for its rider with where it began and ended, as far as it was shared, or for its
    driver. Raises `NoCurrency`, `NoMoney`, `NoRide`.
    """
    found = await street.of_either(db, signed.person_id, ride_id)
    mine = found.rider_id == signed.person_id
    return (await _shown(db, [found if mine else street.as_driver_sees(found)]))[0]


@put("/rides/{ride_id:uuid}/payment", guards=[own_device])
async def pay_ride(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[RidePayment]
) -> RideShown:
    """Pays fare and tip of a ride (minor units). Again is the same payment. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `ConfirmationNeeded`, `FareChanged`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoPin`, `NoRide`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RideOver`.
    """
    consent = pay.consent_given(signed, data.confirmation)
    sums, end = RideSums(data.fare, data.tip), _place(data.destination)
    paid = await street.settle(db, signed.person_id, ride_id, sums, end, consent)
    return (await _shown(db, [paid]))[0]


@delete("/rides/{ride_id:uuid}", status_code=204)
async def call_ride_off(db: DbIn, signed: SignedIn, ride_id: RideId) -> None:
    """Ends a ride that is not paid: nothing is owed. Raises `NoRide`, `RideOver`."""
    await street.call_off(db, signed.person_id, ride_id)


def _place(given: PlaceInput | None) -> Waypoint | None:
    return given.place if given else None


async def _own(db: Db, origin: str, found: Driver) -> OwnDriver:
    here = await store.under_way(db, found.person_id)
    shown = street.as_driver_sees(here) if here else None
    return OwnDriver(found.plate, found.car, f"{origin}{PATH}{found.code}", shown)


async def _shown(db: Db, rides: list[Ride]) -> list[RideShown]:
    ids = {one for ride in rides for one in (ride.driver_id, ride.rider_id) if one}
    people = await named(db, list(ids))
    paid = {ride.rider_id for ride in rides if ride.rider_id and ride.state == "paid"}
    wallet_accounts = await pay.wallet_account_ids(db, paid) if paid else {}

    def shown(ride: Ride) -> RideShown:
        driver = people.get(ride.driver_id)
        rider = people.get(ride.rider_id) if ride.rider_id else None
        wallet_account = wallet_accounts.get(ride.rider_id) if ride.rider_id else None
        return RideShown(
            **msgspec.structs.asdict(ride),
            driver_name=driver.display_name if driver else "",
            driver_avatar_url=driver.avatar if driver else None,
            rider_name=rider.display_name if rider else "",
            operation_ids=street.operation_ids(ride, wallet_account) if wallet_account else [],
        )

    return [shown(ride) for ride in rides]


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
]
