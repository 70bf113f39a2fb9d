"""Rides from the street: get in and scan, or scan at the end; the driver types the meter; the rider
pays, with a tip, and the money is the driver's at once.
"""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from leapfrog import pay, push, wallet
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.push import PushNotice
from leapfrog.rides import drivers, store
from leapfrog.rides.errors import (
    FareChanged,
    NoRide,
    OwnRide,
    RideIdUsed,
    RideOver,
    RideTaken,
)
from leapfrog.rides.model import Driver, Ride, RideSums, Waypoint, check_tip, kept_place
from leapfrog.wallet import LARGEST, Operation, Reason, Transfer, stored_id

CHANGED = {"t": "changed", "what": "rides"}
NOTICE = "ride"
MOST_TAKEN = 100
# While nothing is paid; other states are those of rides by hail.
FROM_STREET = ("open", "metered")


async def board(db: Db, me: UUID, ride_id: UUID, code: UUID, origin: Waypoint | None) -> Ride:
    """I ride with whoever drives under this code: a new ride, or the one whose fare stands already.
    The same again is the same ride. Raises `NoDriver`, `OwnRide`, `RideTaken`, `RideIdUsed`,
    `Invalid`.
    """
    driver, _ = await drivers.behind(db, code)
    if driver.person_id == me:
        raise OwnRide
    place = kept_place(origin)
    here = await store.lock_under_way(db, driver.person_id)
    if here is None:
        before = await store.ride(db, ride_id)
        if before is not None:
            if before.rider_id != me:
                raise RideIdUsed
            return before
        return await _start(db, ride_id, driver, me, place)
    if here.rider_id not in (None, me):
        raise RideTaken
    if here.state not in FROM_STREET:
        # Who scans the taxi that came for them has that ride.
        return here
    await store.board(db, here.id, me, place)
    return await _told(db, here.id)


async def _start(
    db: Db, ride_id: UUID, driver: Driver, rider: UUID | None, origin: Waypoint | None
) -> Ride:
    currency = (await pay.wallet_account_of(db, driver.person_id)).currency
    made = Ride(
        id=ride_id,
        driver_id=driver.person_id,
        rider_id=rider,
        plate=driver.plate,
        state="open",
        fare=None,
        tip=0,
        currency=currency,
        origin=origin,
        destination=None,
        started_at=db.now,
        paid_at=None,
    )
    if not await store.add(db, made):
        raise RideTaken
    return await _told(db, ride_id)


async def meter(db: Db, me: UUID, fare: int) -> Ride:
    """The driver types what the meter shows (minor units), again and again until it is paid, and
    the rider is told; where nobody has scanned yet, whoever scans next pays. Raises `NotDriving`,
    `BadAmount`, `RideTaken`.
    """
    driver = await drivers.driver(db, me)
    if not 0 < fare <= LARGEST:
        raise wallet.BadAmount
    here = await store.lock_under_way(db, me)
    if here is None:
        here = await _start(db, new_id(), driver, None, None)
    if here.state not in FROM_STREET:
        raise RideTaken
    await store.meter(db, here.id, fare)
    if here.rider_id is not None:
        # Whoever does not look at the ride just then has to leave the car soon.
        await push.notify(db, [PushNotice(here.rider_id, f"{NOTICE}:{here.id}", urgency="high")])
    return await _told(db, here.id)


async def settle(
    db: Db,
    me: UUID,
    ride_id: UUID,
    sums: RideSums,
    destination: Waypoint | None,
    consent: pay.Consent,
) -> Ride:
    """The rider pays a street ride. Again is the same payment. Raises `NoRide`, `RideOver`,
    `BadAmount`, `FareChanged`, `Invalid`, what is not confirmed, and what the wallet refuses.
    """
    fare, tip = sums.fare, sums.tip
    ride = await _mine(db, me, ride_id)
    if ride.state == "paid":
        return ride
    if ride.state not in FROM_STREET:
        raise RideOver
    assert ride.driver_id is not None
    if not 0 < fare <= LARGEST:
        raise wallet.BadAmount
    if ride.fare is None or ride.fare != fare:
        raise FareChanged
    check_tip(fare, tip)
    place = kept_place(destination)
    held = await pay.hold_consents(db, [(me, consent)])
    order = pay.Order("ride", ride_id, str(ride.driver_id), fare + tip)
    await held.take(pay.PaymentToConfirm(me, consent, order))
    await store.pay(db, ride_id, tip, place)
    payer = (await pay.wallet_account_of(db, me)).id
    payee = (await pay.wallet_account_of(db, ride.driver_id)).id
    await pay.post_all(db, _operations(ride, payer, payee, sums))
    return await _told(db, ride_id)


def _operations(ride: Ride, payer: int, payee: int, sums: RideSums) -> list[Operation]:
    def operation(word: str, amount: int, code: Reason) -> Transfer:
        return Transfer(
            id=derived_id(ride.id, word),
            payer=payer,
            payee=payee,
            amount=amount,
            code=code,
            ref=ride.id,
        )

    paid: list[Operation] = [operation("fare", sums.fare, Reason.PAYMENT)]
    return [*paid, operation("tip", sums.tip, Reason.TIP)] if sums.tip else paid


def operation_ids(ride: Ride, wallet_account: int) -> list[UUID]:
    """What a ride that is paid is in the books, out of the rider's wallet account: the fare,
    and the tip.
    """
    if ride.state != "paid":
        return []
    words = ("fare", "tip") if ride.tip else ("fare",)
    return [stored_id(wallet_account, derived_id(ride.id, word)) for word in words]


async def call_off(db: Db, me: UUID, ride_id: UUID) -> Ride:
    """Driver or rider end a ride that is not paid. Raises `NoRide`, `RideOver`."""
    ride = await store.lock(db, ride_id)
    if ride is None or me not in (ride.driver_id, ride.rider_id):
        raise NoRide
    if ride.state not in (*FROM_STREET, "cancelled"):
        raise RideOver
    await store.cancel(db, ride_id)
    return await _told(db, ride_id)


async def of_either(db: Db, me: UUID, ride_id: UUID) -> Ride:
    """A street ride that I drove, or rode in. Raises `NoRide`."""
    ride = await store.ride(db, ride_id)
    if ride is None or me not in (ride.driver_id, ride.rider_id):
        raise NoRide
    return ride


async def taken(db: Db, me: UUID, *, owed: bool = False) -> list[Ride]:
    """Those that I rode in, or of them those whose fare I owe; the newest first."""
    return await store.owed(db, me) if owed else await store.of_rider(db, me, MOST_TAKEN)


async def day(db: Db, me: UUID, of: date) -> list[Ride]:
    """A driver's day (UTC), the newest first. Raises `NotDriving`."""
    await drivers.driver(db, me)
    since = datetime.combine(of, time(), db.now.tzinfo)
    return await store.day(db, me, since, since + timedelta(days=1))


async def _mine(db: Db, me: UUID, ride_id: UUID) -> Ride:
    ride = await store.lock(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    return ride


async def _told(db: Db, ride_id: UUID) -> Ride:
    ride = await store.ride(db, ride_id)
    assert ride is not None
    stream.tell(db, {one for one in (ride.driver_id, ride.rider_id) if one}, CHANGED)
    return ride
