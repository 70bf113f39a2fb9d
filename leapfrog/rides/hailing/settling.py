"""The end of a ride: what was agreed is paid at once; where the meter shows more, or the rider pays
in the car, the other says what they think of the sum.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog import pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.timers import schedule
from leapfrog.rides.errors import FareChanged, NoRide, SumState
from leapfrog.rides.hailing import money, store, store_trips
from leapfrog.rides.hailing.chaining import leave
from leapfrog.rides.hailing.driving import of_driver
from leapfrog.rides.hailing.learning import note_time
from leapfrog.rides.hailing.model import ANSWERED, SETTLED, HailedRide
from leapfrog.rides.hailing.requesting import (
    SETTLE,
    end_unpaid,
    forget_timers,
    log,
    of_rider,
    told,
)
from leapfrog.rides.hailing.table import follows
from leapfrog.rides.hailing.telling import tell
from leapfrog.wallet import LARGEST

MOST_DIFFERING = 200


async def end(db: Db, me: UUID, ride_id: UUID, fare: int | None) -> HailedRide:
    """The driver ends a ride: what was agreed is paid, or less; by the meter what it shows, where
    that is more than was agreed once the rider says yes; in cash what was given (0: nothing), once
    the rider says so too. Raises `NoRide`, `RideOver`, `RideState`, `Invalid`, and what the wallet
    refuses.
    """
    ride = await of_driver(db, me, ride_id)
    if ride.state in ("paid", "ended"):
        return ride
    follows("end", "driver", ride.state)
    if ride.mode == "meter" and fare is None:
        raise Invalid("By the meter one says what it shows.")
    due = ride.price if fare is None else fare
    least = 0 if ride.mode == "cash" else 1
    if not least <= due <= (LARGEST if ride.mode == "meter" else ride.price):
        raise Invalid("A fare is more than nothing, and at most what was agreed.")
    if ride.mode == "cash" or due > ride.most:
        await _ask_sum(db, ride, due)
    else:
        await _pay(db, ride, due)
    await note_time(db, ride)
    done = await told(db, ride_id)
    await tell(db, done, {ride.rider_id, ride.payer_id})
    return done


async def _ask_sum(db: Db, ride: HailedRide, due: int) -> None:
    follows("ask_sum", "driver", ride.state)
    await store_trips.ask_sum(db, ride.id, due)
    await forget_timers(db, ride.id)
    await leave(db, ride)
    await money.drop_change(db, ride)
    until = min(db.now + ANSWERED, ride.started_at + SETTLED)
    await schedule(db, SETTLE, str(ride.id), until)


async def _pay(db: Db, ride: HailedRide, due: int) -> None:
    await store.end(db, ride.id, due)
    await forget_timers(db, ride.id)
    # All rides before the wallet, as whoever calls the next one off has them.
    await leave(db, ride)
    await money.settle(db, ride, due, ride.thanks)


async def agree(db: Db, me: UUID, ride_id: UUID, fare: int, consent: pay.Consent) -> HailedRide:
    """I say yes to what the driver asks for, or says to have been given. Again, nothing happens.
    Raises `NoRide`, `SumState`, `FareChanged`, what is not confirmed, and what the wallet refuses.
    """
    held = await pay.hold_consents(db, [(me, consent)])
    ride = await of_rider(db, me, ride_id)
    if ride.asked is not None and ride.state == "paid":
        return ride
    if ride.state != "ended" or ride.asked is None:
        raise SumState
    if ride.asked != fare:
        raise FareChanged
    follows("agree", "rider", ride.state)
    if ride.mode == "meter":
        order = pay.Order("ride", ride_id, str(ride.driver_id), fare - ride.most)
        await held.take(pay.PaymentToConfirm(me, consent, order))
    await _close(db, ride, fare)
    return await _told_both(db, ride, [ride.driver_id])


async def differ(db: Db, me: UUID, ride_id: UUID, given: int | None) -> HailedRide:
    """I say no: by the meter what was agreed at most is paid at once; in cash I say what I gave,
    and the desk decides; I may say so again until it has. Raises `NoRide`, `SumState`, `Invalid`.
    """
    ride = await of_rider(db, me, ride_id)
    if ride.state != "ended" or ride.asked is None:
        raise SumState
    follows("differ", "rider", ride.state)
    if ride.mode == "meter":
        await _close(db, ride, ride.most)
        return await _told_both(db, ride, [ride.driver_id])
    if given is None or not 0 <= given <= ride.price or given == ride.asked:
        raise Invalid("Say what you gave, from nothing to the price, where it is another sum.")
    await store_trips.differ(db, ride_id, given)
    return await _told_both(db, ride, [ride.driver_id])


async def differing(db: Db, me: UUID) -> Sequence[HailedRide]:
    """Rides in cash of which rider and driver say different sums, the oldest first; for the desk,
    without rides of one's own.
    """
    ids = await store_trips.differing(db, MOST_DIFFERING)
    found = await store.rides(db, ids)
    rides = [found[one] for one in ids if one in found]
    return [one for one in rides if me not in (one.rider_id, one.driver_id)]


async def judge(db: Db, me: UUID, ride_id: UUID, fare: int) -> HailedRide:
    """The desk says what was given in cash, 0 for nothing; nobody about a ride of their own. The
    same again is the same. Raises `NoRide`, `SumState`, `Invalid`.
    """
    ride = await store.lock(db, ride_id)
    if ride is None or ride.rider_sum is None or me in (ride.rider_id, ride.driver_id):
        raise NoRide
    if ride.state == "paid" and ride.fare == fare:
        return ride
    if ride.state != "ended":
        raise SumState
    if not 0 <= fare <= ride.price:
        raise Invalid(f"From 0 to {ride.price} can have been given.")
    follows("judge", "town", ride.state)
    await _close(db, ride, fare)
    return await _told_both(db, ride, [ride.rider_id, ride.driver_id])


async def settled(db: Db, ref: str, _body: object) -> None:
    """The due row: the rider did not answer, or the desk did not decide. By the meter what was
    agreed at most is paid, in cash the smaller sum counts.
    """
    ride = await store.lock(db, UUID(ref))
    if ride is None or ride.state != "ended" or ride.asked is None:
        return
    follows("forget", "clock", ride.state)
    said = ride.asked if ride.rider_sum is None else min(ride.asked, ride.rider_sum)
    try:
        async with db.savepoint():
            await _close(db, ride, min(said, ride.most))
    except Problem as refused:
        log.warning("fare_refused", ride=str(ride.id), code=refused.code)
        await end_unpaid(db, ride, follows("give_up", "clock", ride.state).to)
    await _told_both(db, ride, [ride.rider_id, ride.driver_id])


async def _close(db: Db, ride: HailedRide, fare: int) -> None:
    """What was due is paid, or nothing was."""
    if fare:
        await _pay(db, ride, fare)
        return
    await end_unpaid(db, ride, "cancelled")
    await store_trips.set_why(db, ride.id, "unpaid")


async def _told_both(db: Db, ride: HailedRide, away: Sequence[UUID | None]) -> HailedRide:
    done = await told(db, ride.id)
    await tell(db, done, away)
    return done
