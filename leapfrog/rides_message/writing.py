"""Writing to each other while one waits for a ride or is in it."""

from datetime import timedelta
from uuid import UUID

from leapfrog import push, rides
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import check_new_id
from leapfrog.push import PushNotice
from leapfrog.rides import HailedRide, NoRide, RideOver, RideState
from leapfrog.rides_message import store
from leapfrog.rides_message.errors import RideMessageIdUsed
from leapfrog.rides_message.store import RideMessage

MESSAGE_NOTICE = "ride_message"
LONGEST, MOST = 500, 500
KEPT = timedelta(days=1)


async def write(db: Db, me: UUID, ride_id: UUID, message_id: UUID, text: str) -> RideMessage:
    """Writes a message to my driver, or to my passenger, from acceptance to the end of the ride.
    The same id again is the same. Raises `NoRide`, `RideOver`, `RideState`, `RideMessageIdUsed`,
    `Invalid`.
    """
    check_new_id(message_id)
    ride = await _mine(db, me, ride_id)
    if ride.state not in rides.RIDES_TOGETHER:
        raise RideOver if ride.state in rides.RIDES_OVER else RideState
    made = RideMessage(message_id, ride_id, me, rides.ride_words(text, LONGEST), db.now)
    if not await store.add(db, made):
        before = await store.find(db, message_id)
        if before is None or (before.by_id, before.ride_id) != (me, ride_id):
            raise RideMessageIdUsed
        return before
    if me == ride.driver_id and ride.state == "arrived":
        await rides.note_rider_tried(db, ride_id)
    other = ride.driver_id if me == ride.rider_id else ride.rider_id
    rides.look_at_rides_again(db, (me, other))
    if other is not None:
        await push.notify(db, [PushNotice(other, f"{MESSAGE_NOTICE}:{ride_id}", urgency="high")])
    return made


async def messages_of(db: Db, me: UUID, ride_id: UUID) -> list[RideMessage]:
    """What the two of a ride wrote last, the oldest first; of another driver before, who gave
    it back, nothing. Raises `NoRide`.
    """
    ride = await _mine(db, me, ride_id)
    two = (ride.rider_id, ride.driver_id)
    found = await store.of_ride(db, ride_id, MOST)
    since = ride.accepted_at
    return [one for one in found if one.by_id in two and since and one.at >= since]


async def last_message(db: Db, me: UUID, ride_id: UUID) -> RideMessage | None:
    """The newest message that the other of a ride wrote to me; None for none, or once we do not
    have the ride together any more.
    """
    ride = await rides.hailed_ride(db, ride_id)
    if (
        ride is None
        or me not in (ride.rider_id, ride.driver_id)
        or ride.state not in rides.RIDES_TOGETHER
    ):
        return None
    return await store.last_from_other(db, ride_id, me)


async def _mine(db: Db, me: UUID, ride_id: UUID) -> HailedRide:
    ride = await rides.hailed_ride(db, ride_id)
    if ride is None or me not in (ride.rider_id, ride.driver_id):
        raise NoRide
    return ride


async def drop_expired(db: Db) -> int:
    """Deletes messages about rides that are over for a day; answers how many."""
    return await store.drop_messages(db, db.now - KEPT)
