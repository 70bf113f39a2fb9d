"""The rider objects, the driver answers."""

from uuid import UUID

import structlog

from leapfrog import pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.rides import (
    HailedRide,
    NoRide,
    RideState,
    earned_of_ride,
    hailed_ride,
    lock_hailed_ride,
    look_at_rides_again,
    ride_words,
)
from leapfrog.rides_dispute import store
from leapfrog.rides_dispute.errors import NoRideDispute, RideRuled, TooLateToObject
from leapfrog.rides_dispute.model import (
    LONGEST_WORDS,
    OBJECT_WITHIN,
    PROMISED,
    RideDispute,
)
from leapfrog.rides_dispute.telling import tell_of_dispute
from leapfrog.wallet import Hold, Reason, post

log = structlog.get_logger()


async def object_to(db: Db, me: UUID, ride_id: UUID, said: str) -> RideDispute:
    """The rider objects to what a ride by hail cost, within 24 hours: what the driver got is set
    aside on their side, as far as it is there, until the desk decides. Again, nothing happens. Of
    what was paid in the car nothing can go back: no wallet has seen it. Raises `NoRide`,
    `RideState`, `TooLateToObject`, `Invalid`.
    """
    ride = await lock_hailed_ride(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    if before := await store.find(db, ride_id):
        return before
    amount = earned_of_ride(ride)
    if ride.mode == "cash" or ride.ended_at is None or ride.driver_id is None or not amount:
        raise RideState
    # A sum may be settled up to a day after the end.
    if db.now - (ride.paid_at or ride.ended_at) > OBJECT_WITHIN:
        raise TooLateToObject
    kept = ride_words(said, LONGEST_WORDS)
    await store.add(db, ride_id, amount, await _promised(db, ride, amount), kept)
    await tell_of_dispute(db, ride, [ride.driver_id])
    return await dispute_of(db, me, ride_id)


async def _promised(db: Db, ride: HailedRide, amount: int) -> UUID | None:
    """The driver's promise, or None where their wallet refuses it: they may have spent it all, and
    the rider is heard all the same.
    """
    assert ride.driver_id is not None
    operation = Hold(
        id=derived_id(ride.id, "disputed"),
        payer=(await pay.wallet_account_of(db, ride.driver_id)).id,
        payee=(await pay.wallet_account_of(db, ride.payer_id)).id,
        amount=amount,
        code=Reason.REFUND,
        ref=ride.id,
        seconds=int(PROMISED.total_seconds()),
    )
    [result] = await post(db, [operation])
    if isinstance(result, Problem):
        log.info("dispute_not_covered", ride=str(ride.id), code=result.code)
        return None
    return result.id


async def answer_objection(db: Db, me: UUID, ride_id: UUID, said: str) -> RideDispute:
    """The driver says their part, as often as they like until the desk has decided. Raises
    `NoRide`, `NoRideDispute`, `RideRuled`, `Invalid`.
    """
    ride = await lock_hailed_ride(db, ride_id)
    if ride is None or ride.driver_id != me:
        raise NoRide
    found = await store.lock(db, ride_id)
    if found is None:
        raise NoRideDispute
    if found.ruled_at is not None:
        raise RideRuled
    await store.answer(db, ride_id, ride_words(said, LONGEST_WORDS))
    look_at_rides_again(db, (ride.rider_id, me))
    return await dispute_of(db, me, ride_id)


async def dispute_of(db: Db, me: UUID, ride_id: UUID) -> RideDispute:
    """The dispute about a ride that I drove or rode in. Raises `NoRide`, `NoRideDispute`."""
    ride = await hailed_ride(db, ride_id)
    if ride is None or me not in (ride.rider_id, ride.driver_id):
        raise NoRide
    found = await store.find(db, ride_id)
    if found is None:
        raise NoRideDispute
    return found
