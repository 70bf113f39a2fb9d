"""The desk reads both sides and where the ride went, and decides."""

from uuid import UUID

import msgspec

from leapfrog import pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import derived_id
from leapfrog.rides import (
    HailedRide,
    TracePoint,
    hailed_ride,
    lock_hailed_ride,
    ride_trace,
    ride_words,
)
from leapfrog.rides_dispute import store
from leapfrog.rides_dispute.errors import NoRideDispute, RideRuled
from leapfrog.rides_dispute.model import LONGEST_WORDS, PROMISED, RideDispute, RideRuling
from leapfrog.rides_dispute.telling import tell_of_dispute
from leapfrog.wallet import CaptureHold, Operation, Reason, Transfer, Void

MOST, MOST_POINTS = 200, 5_000


class SeenDispute(msgspec.Struct, frozen=True):
    """A dispute as the desk reads it: the ride, and where the car was while it lasted."""

    dispute: RideDispute
    ride: HailedRide
    trace: list[TracePoint]


async def open_disputes(db: Db, me: UUID) -> list[SeenDispute]:
    """Those that wait for the desk, the oldest first; none about a ride of one's own."""
    found = []
    for one in await store.not_ruled(db, MOST):
        ride = await hailed_ride(db, one.ride_id)
        if ride is not None and me not in (ride.rider_id, ride.driver_id):
            found.append(SeenDispute(one, ride, []))
    return found


async def seen_by_desk(db: Db, me: UUID, ride_id: UUID) -> SeenDispute:
    """One of them, with its trace. Raises `NoRideDispute`."""
    dispute, ride = await _both(db, me, ride_id)
    return SeenDispute(dispute, ride, await ride_trace(db, ride_id, MOST_POINTS))


async def rule_on(db: Db, me: UUID, ride_id: UUID, ruling: RideRuling) -> RideDispute:
    """So much goes back to the rider, the rest stays the driver's, and both are told why. Nobody
    decides about a ride of their own. The same again is the same. Raises `NoRideDispute`,
    `RideRuled`, `Invalid`, and what the wallet refuses.
    """
    dispute, ride = await _both(db, me, ride_id)
    said = [ride_words(one, LONGEST_WORDS) for one in (ruling.for_rider, ruling.for_driver)]
    kept = RideRuling(ruling.refund, *said)
    if dispute.ruled_at is not None:
        if kept == RideRuling(dispute.refund, dispute.for_rider, dispute.for_driver):
            return dispute
        raise RideRuled
    if not 0 <= kept.refund <= dispute.amount:
        raise Invalid(f"From 0 to {dispute.amount} can go back.")
    await store.rule(db, ride_id, me, kept)
    await pay.post_all(db, await _operations(db, ride, dispute, kept.refund))
    await tell_of_dispute(db, ride, (ride.rider_id, ride.driver_id))
    done = await store.find(db, ride_id)
    assert done is not None
    return done


async def _both(db: Db, me: UUID, ride_id: UUID) -> tuple[RideDispute, HailedRide]:
    ride = await lock_hailed_ride(db, ride_id)
    dispute = await store.lock(db, ride_id)
    if ride is None or dispute is None or me in (ride.rider_id, ride.driver_id):
        raise NoRideDispute
    return dispute, ride


async def _operations(
    db: Db, ride: HailedRide, dispute: RideDispute, refund: int
) -> list[Operation]:
    """From the driver to who paid, out of what was promised, or where that was refused or is over
    out of what the driver has.
    """
    assert ride.driver_id is not None
    promised = dispute.hold_id if db.now - dispute.opened_at < PROMISED else None
    # Nothing moves: also where a wallet of the two is gone, the desk can decide so.
    if promised is None and not refund:
        return []
    made = derived_id(ride.id, "disputed end")
    driver = (await pay.wallet_account_of(db, ride.driver_id)).id
    payer = (await pay.wallet_account_of(db, ride.payer_id)).id
    code = Reason.REFUND
    if promised is None:
        return [Transfer(id=made, payer=driver, payee=payer, amount=refund, code=code, ref=ride.id)]
    if not refund:
        return [Void(id=made, payer=driver, payee=payer, hold=promised)]
    return [
        CaptureHold(id=made, payer=driver, payee=payer, hold=promised, amount=refund, code=code)
    ]
