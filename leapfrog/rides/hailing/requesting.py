"""The rider's verbs: ask for a ride, or book one, call it off, get in, tip."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog

from leapfrog import pay, ride_pauses, ride_wishes, wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.timers import cancel as cancel_timer
from leapfrog.kernel.timers import schedule_all
from leapfrog.ride_payers import check_ride_payer, take_for_ride
from leapfrog.ride_terms import (
    AgreedTariff,
    CarTooSmall,
    cancel_fee_of,
    may_have,
    price_of,
    tariffs_told,
)
from leapfrog.rides import store as street_store
from leapfrog.rides.errors import (
    CancelFeeChanged,
    NoRide,
    RideIdUsed,
    RidePriceChanged,
    RideState,
    RideTooShort,
    RideUnderWay,
    TooManyBooked,
    TooManyGuests,
    WrongTime,
)
from leapfrog.rides.hailing import money, store, store_trips
from leapfrog.rides.hailing.chaining import leave
from leapfrog.rides.hailing.model import (
    BOOK_AHEAD,
    BOOK_FROM,
    COMING,
    FORGOTTEN,
    LEAST_LEAD,
    MOST_BOOKED,
    MOST_GUESTS,
    PATIENCE,
    REMIND_BEFORE,
    HailedRide,
    HailRequest,
    fee_to_cancel,
    is_late,
    most_of,
    new_code,
    reserve_of,
)
from leapfrog.rides.hailing.table import OVER, follows
from leapfrog.rides.hailing.telling import look_again, tell
from leapfrog.rides.model import State, check_tip, guest_name

NOBODY, FORGET = "rides.nobody", "rides.forget"
# What was booked becomes a request; its rider is reminded; a sum that nobody answered is settled.
BECOME, REMIND_BOOKED, SETTLE = "rides.become", "rides.remind_booked", "rides.settle"
SHORTEST = 50

log = structlog.get_logger()


async def request(db: Db, me: UUID, asked: HailRequest, consent: pay.Consent) -> HailedRide:
    """Asks for a ride at this price (minor units), which is held; by the meter the upper end of it,
    and in cash nothing. For later nothing is held yet, but what will be is confirmed. The same id
    again is the same ride. Raises `Invalid`, `RideIdUsed`, `RideUnderWay`, `RideTooShort`,
    `CarTooSmall`, `ClassNotOffered`, `RidePriceChanged`, `RidePaused`, `WrongTime`,
    `TooManyBooked`, `TooManyGuests`, `NoRidePayer`, `OverRideLimit`, what is not confirmed, what
    the wallet refuses.
    """
    check_new_id(asked.id)
    held = await pay.hold_consents(db, [(me, consent)])
    if before := await _before(db, me, asked.id):
        return before
    now = await _tariff_told(db, asked)
    asked = msgspec.structs.replace(asked, guest=guest_name(asked.guest))
    await _check_time(db, me, asked)
    most, in_cash = most_of(asked.mode, asked.price), asked.mode == "cash"
    held_for, later = most + reserve_of(asked.mode, now), asked.at is not None
    payer = asked.paid_by or me
    if payer != me:
        await _by_consent(db, me, asked, held_for)
    elif not in_cash:
        order = pay.Order("ride", asked.id, "", held_for)
        await held.take(pay.PaymentToConfirm(me, consent, order))
    hold = None if in_cash or later else await money.hold(db, payer, asked.id, held_for)
    terms = store.HailTerms(
        # Of what nobody has promised nothing can be kept.
        cancel_fee=0 if in_cash else cancel_fee_of(now, asked.price),
        town_fee=0 if in_cash else now.town_fee,
        currency=(await pay.money_terms(db)).currency,
        code=new_code(),
        tariff=now,
        most=most,
        hold_id=hold.id if hold else None,
        held=hold.amount if hold else 0,
    )
    if not await store.add(db, me, asked, terms):
        raise RideUnderWay
    longer = await ride_wishes.patience(db, me)
    due = _due(db, asked.at, longer)
    await schedule_all(db, [(kind, str(asked.id), None, at) for kind, at in due])
    look_again(db, [me])
    return await _again(db, asked.id)


async def _tariff_told(db: Db, asked: HailRequest) -> AgreedTariff:
    """By which the price comes about that the rider saw. Raises `RideTooShort`, `CarTooSmall`,
    `ClassNotOffered`, `RidePriceChanged`.
    """
    if asked.trip.metres < SHORTEST:
        raise RideTooShort
    if not may_have(asked.car_class, asked.needs):
        raise CarTooSmall
    for tariff in await tariffs_told(db, asked.car_class, asked.at):
        if price_of(tariff, asked.trip, asked.needs) == asked.price:
            return tariff
    raise RidePriceChanged


async def _by_consent(db: Db, me: UUID, asked: HailRequest, amount: int) -> None:
    """Somebody else pays: only a price that was agreed, as nobody asks them again. Raises
    `Invalid`, `NoRidePayer`, `OverRideLimit`.
    """
    assert asked.paid_by is not None
    if asked.mode != "fixed":
        raise Invalid("Who pays for others pays what was agreed before.")
    if asked.at is not None:
        await check_ride_payer(db, asked.paid_by, me)
    else:
        await take_for_ride(db, asked.paid_by, me, asked.id, amount)


async def _check_time(db: Db, me: UUID, asked: HailRequest) -> None:
    """Raises `RidePaused`, `WrongTime`, `TooManyBooked`, `RideUnderWay`, `TooManyGuests`."""
    at = asked.at
    await ride_pauses.check_rider(db, me, at or db.now)
    if at is None:
        guests = [bool(one.guest) for one in await store.running(db, me)]
        if asked.guest and guests.count(True) >= MOST_GUESTS:
            raise TooManyGuests
        if not asked.guest and False in guests:
            raise RideUnderWay
        return
    if not BOOK_FROM <= at - db.now <= BOOK_AHEAD:
        raise WrongTime
    if len(await store_trips.booked(db, me)) >= MOST_BOOKED:
        raise TooManyBooked


def _due(db: Db, at: datetime | None, longer: timedelta) -> list[tuple[str, datetime]]:
    """What happens by the clock to a ride that is asked for, and when. `longer`: so much more than
    others the rider waits for a driver.
    """
    if at is None:
        return [(NOBODY, db.now + PATIENCE + longer), (FORGET, db.now + FORGOTTEN)]
    remind = [(REMIND_BOOKED, at - REMIND_BEFORE)] if at - REMIND_BEFORE > db.now else []
    return [(BECOME, at - LEAST_LEAD), *remind]


async def patience(db: Db, ride: HailedRide, since: datetime) -> datetime:
    """Until when a driver is looked for, as since `since`: of what was booked, until a
    little after it should have begun; longer where the rider's wish takes longer.
    """
    longer = await ride_wishes.patience(db, ride.rider_id)
    return max(since, ride.booked_for or since) + PATIENCE + longer


async def _before(db: Db, me: UUID, ride_id: UUID) -> HailedRide | None:
    """The ride that has this id already. Raises `RideIdUsed`."""
    found = await store.ride(db, ride_id)
    if found is not None and found.rider_id == me:
        return found
    if await street_store.ride(db, ride_id) is not None:
        raise RideIdUsed
    return None


async def cancel(db: Db, me: UUID, ride_id: UUID, expected_fee: int) -> HailedRide:
    """I want no ride any more, and pay what I was told before, at most. Again, nothing happens.
    Raises `NoRide`, `RideOver`, `RideState`, `CancelFeeChanged`, and what the wallet refuses.
    """
    ride = await of_rider(db, me, ride_id)
    if ride.state == "cancelled":
        return ride
    rule = follows("cancel", "rider", ride.state)
    fee = fee_to_cancel(ride, db.now)
    if fee > expected_fee:
        raise CancelFeeChanged(fee=fee)
    if ride.state in COMING and not is_late(ride, db.now):
        await ride_pauses.note_broken(db, me, ride_id, "called_off")
    ended = await finish(db, ride, fee, rule.to)
    await tell(db, ended, [ride.driver_id])
    return ended


async def finish(db: Db, ride: HailedRide, fee: int, state: State, waiting: int = 0) -> HailedRide:
    """A ride ends without a fare, perhaps with a fee, some of which is for `waiting` at the door.
    Raises what the wallet refuses.
    """
    if not fee:
        return await end_unpaid(db, ride, state)
    await _call_off(db, ride, state, fee, waiting)
    await money.settle(db, ride, fee)
    return await _again(db, ride.id)


async def end_unpaid(db: Db, ride: HailedRide, state: State) -> HailedRide:
    """A ride ends, and nobody pays, whatever the wallet says."""
    await _call_off(db, ride, state)
    await money.give_back(db, ride)
    return await _again(db, ride.id)


async def _call_off(db: Db, ride: HailedRide, state: State, fee: int = 0, waiting: int = 0) -> None:
    """Who was asked about the ride is so no longer."""
    look_again(db, await store.withdraw(db, ride.id))
    await store.call_off(db, ride.id, state, fee, waiting)
    await forget_timers(db, ride.id)
    await leave(db, ride)


async def forget_timers(db: Db, ride_id: UUID) -> None:
    """What would have happened by the clock does not."""
    for kind in (NOBODY, FORGET, BECOME, REMIND_BOOKED, SETTLE):
        await cancel_timer(db, kind, str(ride_id))


async def tip(db: Db, me: UUID, ride_id: UUID, amount: int, consent: pay.Consent) -> HailedRide:
    """The rider gives the driver a tip (minor units), once; again, nothing happens. Raises
    `NoRide`, `RideState`, `Invalid`, `BadAmount`, what is not confirmed, what the wallet refuses.
    """
    held = await pay.hold_consents(db, [(me, consent)])
    ride = await of_rider(db, me, ride_id)
    if ride.state != "paid" or ride.fare is None:
        raise RideState
    if ride.tip:
        return ride
    if amount < 1:
        raise wallet.BadAmount
    check_tip(ride.fare, amount)
    order = pay.Order("ride", ride_id, str(ride.driver_id), amount)
    await held.take(pay.PaymentToConfirm(me, consent, order))
    await store.set_tip(db, ride_id, amount)
    await money.tip(db, ride, amount)
    return await told(db, ride_id)


async def of_rider(db: Db, me: UUID, ride_id: UUID) -> HailedRide:
    """One that I asked for, locked. Raises `NoRide`."""
    ride = await store.lock(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    return ride


async def told(db: Db, ride_id: UUID) -> HailedRide:
    """The ride as it is now; after the commit both look again."""
    ride = await _again(db, ride_id)
    look_again(db, (ride.rider_id, ride.driver_id))
    return ride


async def _again(db: Db, ride_id: UUID) -> HailedRide:
    ride = await store.ride(db, ride_id)
    assert ride is not None
    return ride


async def nobody_found(db: Db, ref: str, _body: object) -> None:
    """The due row: nobody came for too long."""
    ride = await store.lock(db, UUID(ref))
    if ride is None or ride.state != "requested":
        return
    until = await patience(db, ride, ride.started_at)
    if db.now < until:
        # The rider has wished since then for who is fewer.
        await schedule_all(db, [(NOBODY, ref, None, until)])
        return
    rule = follows("find_nobody", "clock", ride.state)
    ended = await end_unpaid(db, ride, rule.to)
    await tell(db, ended, [ride.rider_id])


async def forgotten(db: Db, ref: str, _body: object) -> None:
    """The due row: a ride that nobody ended. Who rode pays what was agreed, or nothing where the
    wallet refuses that: the ride is over all the same.
    """
    ride = await store.lock(db, UUID(ref))
    if ride is None or ride.state in OVER:
        return
    if ride.state == "requested":
        await end_unpaid(db, ride, "no_driver")
        return
    rule = follows("forget", "clock", ride.state)
    # Nobody has said that anything was paid in the car.
    paid = rule.money == "fare" and ride.mode != "cash" and await _paid(db, ride)
    if rule.money == "fare" and not paid:
        rule = follows("give_up", "clock", ride.state)
    if rule.money != "fare":
        await end_unpaid(db, ride, rule.to)
    else:
        await forget_timers(db, ride.id)
    await tell(db, await _again(db, ride.id), (ride.rider_id, ride.driver_id))


async def _paid(db: Db, ride: HailedRide) -> bool:
    """Ends a ride with its fare; False where the wallet refuses it, and nothing has changed."""
    try:
        async with db.savepoint():
            await store.end(db, ride.id, ride.price)
            # All rides before the wallet, as whoever calls the next one off has them.
            await leave(db, ride)
            await money.settle(db, ride, ride.price, ride.thanks)
    except Problem as refused:
        log.warning("fare_refused", ride=str(ride.id), code=refused.code)
        return False
    return True
