"""Calls between the two of a ride."""

from datetime import timedelta
from uuid import UUID

from leapfrog import calls, contacts, rides
from leapfrog.calls import CallRequest, CallSide, LiveCall
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import check_new_id
from leapfrog.ride_calls.errors import RideCallRefused
from leapfrog.rides import HailedRide, NoRide, RideOver, RideState

ABOUT = "ride:"
# For what was left in the car. Whoever called the ride off is not called any more.
AFTER = timedelta(minutes=30)


async def call_other(
    db: Db, side: CallSide, ride_id: UUID, call_id: UUID, rings: timedelta
) -> LiveCall:
    """Rings the driver, or the passenger, of a ride of mine, from acceptance to half an hour after
    it. The same id again is the same call. Raises `Invalid`, `NoRide`, `RideState`, `RideOver`,
    `RideCallRefused`, `GroupIdUsed`, `CallsYou`, `InCall`.
    """
    check_new_id(call_id)
    ride = await rides.hailed_ride(db, ride_id)
    me = side.person_id
    if ride is None or me not in (ride.rider_id, ride.driver_id):
        raise NoRide
    if ride.driver_id is None or not _goes_on(ride, db):
        raise RideOver if ride.state in rides.RIDES_OVER else RideState
    other = ride.driver_id if me == ride.rider_id else ride.rider_id
    if await contacts.apart(db, [(me, other)]):
        raise RideCallRefused
    wanted = CallRequest(call_id, side, other, "voice", rings)
    made = await calls.place_about(db, wanted, f"{ABOUT}{ride_id}")
    if me == ride.driver_id and ride.state == "arrived":
        # Who does not come to the door was called, too.
        await rides.note_rider_tried(db, ride_id)
    return made


def ride_of_call(about: str) -> UUID | None:
    """The ride (id) that a call is about, by what the call says it is `about`; None for another
    call.
    """
    return UUID(about.removeprefix(ABOUT)) if about.startswith(ABOUT) else None


def _goes_on(ride: HailedRide, db: Db) -> bool:
    if ride.state in rides.RIDES_TOGETHER:
        return True
    ended = ride.ended_at if ride.state in ("ended", "paid") else None
    return ended is not None and db.now < ended + AFTER
