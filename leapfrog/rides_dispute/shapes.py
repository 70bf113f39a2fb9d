"""Disputes as they are shown: to each of the two, and to the desk."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.rides import TracePoint, Waypoint
from leapfrog.rides_dispute.judging import SeenDispute
from leapfrog.rides_dispute.model import RideDispute


class RideDisputeShown(msgspec.Struct, frozen=True):
    """A dispute about one's ride: what both say, and what the desk has decided (`ruled_at`):
    `refund` (minor units) of `amount`, and why. `covered`: the driver's wallet holds it.
    """

    ride_id: UUID
    opened_at: datetime
    amount: int
    covered: bool
    rider_words: str
    driver_words: str
    ruled_at: datetime | None
    refund: int
    reason: str


class DisputeAtDesk(msgspec.Struct, frozen=True):
    """A dispute as the desk reads it: who, both sides' words, what was agreed and paid (minor
    units), and where the car was; the trace is there where one dispute is asked for.
    """

    ride_id: UUID
    opened_at: datetime
    amount: int
    covered: bool
    currency: str
    price: int
    fare: int
    fee: int
    rider_name: str
    driver_name: str
    plate: str
    rider_words: str
    driver_words: str
    origin: Waypoint | None
    destination: Waypoint | None
    metres: int
    seconds: int
    boarded_at: datetime | None
    ended_at: datetime | None
    trace: list[TracePoint]


def for_either(me: UUID, rider_id: UUID, dispute: RideDispute) -> RideDisputeShown:
    """As rider or driver see it; each is told why in words of their own."""
    return RideDisputeShown(
        ride_id=dispute.ride_id,
        opened_at=dispute.opened_at,
        amount=dispute.amount,
        covered=dispute.hold_id is not None,
        rider_words=dispute.rider_words,
        driver_words=dispute.driver_words,
        ruled_at=dispute.ruled_at,
        refund=dispute.refund,
        reason=dispute.for_rider if me == rider_id else dispute.for_driver,
    )


async def for_desk(db: Db, found: Sequence[SeenDispute]) -> list[DisputeAtDesk]:
    """As the desk sees them."""
    ids = {one for seen in found for one in (seen.ride.rider_id, seen.ride.driver_id) if one}
    names = {one: who.display_name for one, who in (await named(db, list(ids))).items()}
    return [_at_desk(seen, names) for seen in found]


def _at_desk(seen: SeenDispute, names: dict[UUID, str]) -> DisputeAtDesk:
    dispute, ride = seen.dispute, seen.ride
    return DisputeAtDesk(
        ride_id=ride.id,
        opened_at=dispute.opened_at,
        amount=dispute.amount,
        covered=dispute.hold_id is not None,
        currency=ride.currency,
        price=ride.price,
        fare=ride.fare or 0,
        fee=ride.fee,
        rider_name=names.get(ride.rider_id, ""),
        driver_name=names.get(ride.driver_id, "") if ride.driver_id else "",
        plate=ride.plate,
        rider_words=dispute.rider_words,
        driver_words=dispute.driver_words,
        origin=ride.origin,
        destination=ride.destination,
        metres=ride.metres,
        seconds=ride.seconds,
        boarded_at=ride.boarded_at,
        ended_at=ride.ended_at,
        trace=seen.trace,
    )
