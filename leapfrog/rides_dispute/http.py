"""Routes of disputes: the rider objects, the driver answers, the desk decides."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, operator_only, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.rides import of_either
from leapfrog.rides_dispute import judging, objecting
from leapfrog.rides_dispute.model import LONGEST_WORDS, RideDispute, RideRuling
from leapfrog.rides_dispute.shapes import (
    DisputeAtDesk,
    RideDisputeShown,
    for_desk,
    for_either,
)

RideId = FromPath[UUID]
Words = Annotated[str, msgspec.Meta(max_length=LONGEST_WORDS)]


class ObjectionInput(Input, frozen=True):
    """What was wrong, or what the driver says to it."""

    words: Words


class RideRulingInput(Input, frozen=True):
    """So much goes back (minor units), and why, for each in words of their own."""

    refund: int
    for_rider: Words
    for_driver: Words


class DisputesAtDesk(msgspec.Struct, frozen=True):
    """The oldest first."""

    disputes: list[DisputeAtDesk]


@put("/rides/{ride_id:uuid}/dispute", guards=[own_device], summary="Object to a ride")
async def object_to_ride(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[ObjectionInput]
) -> RideDisputeShown:
    """The rider says within 24 hours what was wrong with a ride by hail that cost something. What
    the driver got is set aside until the desk has decided, where their wallet lets it. Again,
    nothing happens. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoRide`, `NoRideDispute`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `RideState`, `TooLateToObject`.
    """
    made = await objecting.object_to(db, signed.person_id, ride_id, data.words)
    return await _shown(db, signed.person_id, made)


@get("/rides/{ride_id:uuid}/dispute", summary="Read a dispute")
async def read_dispute(db: DbIn, signed: SignedIn, ride_id: RideId) -> RideDisputeShown:
    """The dispute about a ride of one's own. Raises `NoRide`, `NoRideDispute`."""
    found = await objecting.dispute_of(db, signed.person_id, ride_id)
    return await _shown(db, signed.person_id, found)


@put("/rides/{ride_id:uuid}/dispute/answer", guards=[own_device], summary="Answer an objection")
async def answer_objection(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[ObjectionInput]
) -> RideDisputeShown:
    """The driver says their part, until the desk has decided. Raises `Invalid`, `NoRide`,
    `NoRideDispute`, `RideRuled`.
    """
    made = await objecting.answer_objection(db, signed.person_id, ride_id, data.words)
    return await _shown(db, signed.person_id, made)


@get("/rides/desk/disputes", guards=[operator_only], summary="List disputes")
async def list_disputes(db: DbIn, signed: SignedIn) -> DisputesAtDesk:
    """Those that wait for the desk, but for those about a ride of one's own."""
    found = await judging.open_disputes(db, signed.person_id)
    return DisputesAtDesk(await for_desk(db, found))


@get(
    "/rides/desk/disputes/{ride_id:uuid}",
    guards=[operator_only],
    summary="Look into a dispute",
)
async def look_into_dispute(db: DbIn, signed: SignedIn, ride_id: RideId) -> DisputeAtDesk:
    """One of them, with where the car was. Raises `NoRideDispute`."""
    found = await judging.seen_by_desk(db, signed.person_id, ride_id)
    return (await for_desk(db, [found]))[0]


@put(
    "/rides/desk/disputes/{ride_id:uuid}",
    guards=[operator_only, own_device],
    status_code=204,
    summary="Decide a dispute",
)
async def rule_on_dispute(
    db: DbIn, signed: SignedIn, ride_id: RideId, data: JSONBody[RideRulingInput]
) -> None:
    """So much goes back to the rider, and both are told why. The same again is the same. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `InsufficientFunds`, `Invalid`, `NoAccount`,
    `NoCurrency`, `NoMoney`, `NoRideDispute`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `RideRuled`.
    """
    ruling = RideRuling(data.refund, data.for_rider, data.for_driver)
    await judging.rule_on(db, signed.person_id, ride_id, ruling)


async def _shown(db: Db, me: UUID, dispute: RideDispute) -> RideDisputeShown:
    ride = await of_either(db, me, dispute.ride_id)
    assert ride.rider_id is not None
    return for_either(me, ride.rider_id, dispute)


routes: list[HTTPRouteHandler] = [
    object_to_ride,
    read_dispute,
    answer_objection,
    list_disputes,
    look_into_dispute,
    rule_on_dispute,
]
