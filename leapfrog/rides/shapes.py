"""Rides as they are shown: to the rider, and to the driver, each without what is the other's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import pay
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.ride_terms import CarClass, PriceLine, RideNeeds, price_lines
from leapfrog.rides import store, street
from leapfrog.rides.hailing import changing, money, store_drivers, store_trips
from leapfrog.rides.hailing import store as hails
from leapfrog.rides.hailing.earning import earned
from leapfrog.rides.hailing.model import (
    COMING,
    FRESH,
    DrivenTrip,
    DriverPosition,
    HailedRide,
    RideMode,
    RideWhy,
    fee_to_cancel,
    least_of,
    waiting_now,
)
from leapfrog.rides.hailing.store_trips import ChangeState, TripChange
from leapfrog.rides.hailing.table import FOLLOWED, TOGETHER
from leapfrog.rides.model import Ride, Waypoint


class TripChangeShown(msgspec.Struct, frozen=True):
    """Another trip that the rider wants: the price of all of it (minor units) and of what was
    agreed (`old_price`), what of it is to be held besides (`more`), and whether the driver has
    answered. By the meter it is `most` at most.
    """

    id: UUID
    state: ChangeState
    stops: tuple[Waypoint, ...]
    destination: Waypoint
    seconds: int
    metres: int
    old_price: int
    price: int
    most: int
    more: int
    made_at: datetime


class RideWaiting(msgspec.Struct, frozen=True):
    """What it costs that the driver waits at the door (minor units), as both see it: nothing for
    `free` minutes from `since` on (None: not there yet), then `per_minute`, `most` at most; `fee`:
    so far, or what it came to.
    """

    since: datetime | None
    free: int
    per_minute: int
    most: int
    fee: int


class HailShown(msgspec.Struct, frozen=True):
    """What a ride by hail has besides; amounts in minor units. `price` was agreed; `fee` was kept
    for calling off late, `cancel_fee` it costs now; `earned`: what the driver got of fare or fee,
    for the driver alone. `code`: what the driver types, for the rider alone until they are on
    board. `position`: where the driver is, for the rider alone, from acceptance to the end.
    `expected_at`: when the driver said to be there; `arrived_at`: when they were seen there. By the
    meter it costs from `least` to `most` without asking the rider; `asked`: what the driver says
    that is due, or was given in cash, and `rider_sum` what the rider says to that. `thanks`: what
    the rider added; `lines`: how the price came about; `change`: the last other trip that the
    driver was asked for; `why` a booked ride did not become one (`funds`, `busy`), or nothing was
    paid (`unpaid`). `guest`: who rides instead of the rider, as they are called; `payer_id`: who
    pays instead, for the rider alone.
    """

    price: int
    fee: int
    cancel_fee: int
    earned: int
    seconds: int
    metres: int
    code: str | None
    car: str
    position: DriverPosition | None
    accepted_at: datetime | None
    expected_at: datetime | None
    arrived_at: datetime | None
    boarded_at: datetime | None
    ended_at: datetime | None
    reason: str
    mode: RideMode
    least: int
    most: int
    thanks: int
    asked: int | None
    rider_sum: int | None
    stops: tuple[Waypoint, ...]
    booked_for: datetime | None
    lines: list[PriceLine]
    change: TripChangeShown | None
    why: RideWhy
    car_class: CarClass
    needs: RideNeeds
    waiting: RideWaiting | None
    guest: str
    payer_id: UUID | None
    payer_name: str


class RideShown(Ride, frozen=True):
    """A ride, with whom, and with whose car. `hail`: where it was asked for on the phone, not on
    the street. `operation_ids`: what was paid is these in the books, for their receipts: the fare,
    and the tip.
    """

    driver_name: str
    driver_avatar_url: str | None
    rider_name: str
    operation_ids: list[UUID]
    hail: HailShown | None


async def shown(db: Db, me: UUID, rides: Sequence[Ride]) -> list[RideShown]:
    """Rides as I may see them, who rode or drove. Raises `NoCurrency`, `NoMoney`."""
    ids = {one for ride in rides for one in (ride.driver_id, ride.rider_id) if one}
    hailed = await hails.rides(db, [ride.id for ride in rides])
    people = await named(db, list(ids | {one.payer_id for one in hailed.values()}))
    paid = {ride.rider_id for ride in rides if ride.rider_id and ride.state == "paid"}
    wallet_accounts = await pay.wallet_account_ids(db, paid) if paid else {}
    found = []
    for ride in rides:
        hail = hailed.get(ride.id)
        wallet_account = wallet_accounts.get(ride.rider_id) if ride.rider_id else None
        if hail is not None:
            operations = await money.operation_ids(db, hail, me)
        else:
            operations = street.operation_ids(ride, wallet_account) if wallet_account else []
        payer = people.get(hail.payer_id) if hail and me == hail.rider_id != hail.payer_id else None
        part = await _hail(db, me, hail, payer) if hail else None
        found.append(_shown(me, ride, people, operations, part))
    return found


def _shown(
    me: UUID,
    ride: Ride,
    people: dict[UUID, Person],
    operations: list[UUID],
    hail: HailShown | None,
) -> RideShown:
    driver = people.get(ride.driver_id) if ride.driver_id else None
    rider = people.get(ride.rider_id) if ride.rider_id else None
    hidden = me != ride.rider_id and ride.state not in TOGETHER
    told = msgspec.structs.asdict(ride)
    if hidden:
        told |= {"origin": None, "destination": None}
    return RideShown(
        **told,
        driver_name=driver.display_name if driver else "",
        driver_avatar_url=driver.avatar if driver else None,
        rider_name=rider.display_name if rider else "",
        operation_ids=operations,
        hail=hail,
    )


async def _hail(db: Db, me: UUID, ride: HailedRide, payer: Person | None) -> HailShown:
    mine, together = me == ride.rider_id, ride.state in TOGETHER
    driver = await store.driver(db, ride.driver_id) if ride.driver_id and together else None
    follows = mine and ride.state in FOLLOWED
    change = await store_trips.latest(db, ride.id) if together else None
    position = (
        await store_drivers.position(db, ride.driver_id, db.now - FRESH)
        if follows and ride.driver_id
        else None
    )
    return HailShown(
        price=ride.price,
        fee=ride.fee,
        cancel_fee=fee_to_cancel(ride, db.now),
        earned=earned(ride) if me == ride.driver_id else 0,
        seconds=ride.seconds,
        metres=ride.metres,
        code=ride.code if mine and (ride.state in COMING or _for_guest(ride)) else None,
        car=driver.car if driver else "",
        position=position,
        accepted_at=ride.accepted_at,
        expected_at=ride.expected_at,
        arrived_at=ride.arrived_at,
        boarded_at=ride.boarded_at,
        ended_at=ride.ended_at,
        reason=ride.reason,
        mode=ride.mode,
        least=least_of(ride.mode, ride.price),
        most=ride.most,
        thanks=ride.thanks,
        asked=ride.asked,
        rider_sum=ride.rider_sum,
        # Where else the rider went is not the driver's any more.
        stops=ride.stops if mine or together else (),
        booked_for=ride.booked_for,
        lines=_lines(ride, named=mine or together),
        change=await change_shown(db, ride, change) if change else None,
        why=ride.why,
        car_class=ride.car_class,
        needs=ride.needs,
        waiting=_waiting(db, ride),
        guest=ride.guest,
        payer_id=payer.id if payer else None,
        payer_name=payer.display_name if payer else "",
    )


def _for_guest(ride: HailedRide) -> bool:
    """Who asks for somebody else passes the code on before, perhaps on paper."""
    return ride.guest != "" and ride.state in ("booked", "requested")


def _waiting(db: Db, ride: HailedRide) -> RideWaiting | None:
    tariff = ride.tariff
    if tariff is None or ride.mode == "meter" or not tariff.waiting_per_minute:
        return None
    return RideWaiting(
        since=ride.waits_since,
        free=tariff.waiting_free,
        per_minute=tariff.waiting_per_minute,
        most=tariff.waiting_most,
        fee=waiting_now(ride, db.now),
    )


def _lines(ride: HailedRide, *, named: bool) -> list[PriceLine]:
    """How the price that was agreed came about, as far as that is known."""
    if ride.tariff is None or ride.origin is None or ride.destination is None:
        return []
    trip = DrivenTrip(ride.origin, ride.destination, ride.seconds, ride.metres, ride.stops)
    lines = price_lines(ride.tariff, trip, ride.needs)
    if ride.waiting and ride.boarded_at:
        lines.append(PriceLine("waiting", ride.waiting))
    return lines if named else [msgspec.structs.replace(one, name="") for one in lines]


async def change_shown(db: Db, ride: HailedRide, change: TripChange) -> TripChangeShown:
    """Another trip as both see it, beside what was agreed."""
    more = change.held if change.state != "priced" else await changing.more_of(db, ride, change)
    return TripChangeShown(
        id=change.id,
        state=change.state,
        stops=change.stops,
        destination=change.destination,
        seconds=change.seconds,
        metres=change.metres,
        old_price=ride.price,
        price=change.price + ride.waiting,
        most=change.most + ride.waiting,
        more=more,
        made_at=change.made_at,
    )
