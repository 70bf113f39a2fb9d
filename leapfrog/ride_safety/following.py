"""A trip is shared by a link that nobody can guess: who has it sees the car until the end, and that
it is over for half an hour.
"""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_secret, secret_hash
from leapfrog.ride_safety import store, store_chosen
from leapfrog.ride_safety.errors import NoGuest, NoTrip
from leapfrog.rides import (
    RIDES_FOLLOWED,
    RIDES_OVER,
    RIDES_TOGETHER,
    HailedRide,
    NoRide,
    RideOver,
    Waypoint,
    driver_place,
    driver_who_drives,
    hailed_ride,
    lock_hailed_ride,
    look_at_rides_again,
)

# So long one still reads that it is over.
AFTER = timedelta(minutes=30)
MINUTE = 60
TripState = Literal["looking", "coming", "riding", "over"]


class FollowedTrip(msgspec.Struct, frozen=True):
    """What one sees who follows a trip: who drives, in which car, and while it lasts where the car
    is (degrees; null: not told for a minute) and in how many minutes it is there. `to`: where it
    goes, as the rider called it. Of who rides in the rider's place and has the link that is theirs:
    how they are called (`guest`), the `code` for the driver until they are in, and for when it was
    booked.
    """

    state: TripState
    rider: str
    driver: str
    plate: str
    car: str
    to: str
    position: Waypoint | None
    minutes: int | None
    ended_at: datetime | None
    guest: str = ""
    code: str | None = None
    booked_for: datetime | None = None


async def share(db: Db, me: UUID, ride_id: UUID) -> str:
    """Makes a link to the ride that I asked for; answers what it ends with. The link before is
    worth nothing any more. Raises `NoRide`, `RideOver`.
    """
    ride = await lock_hailed_ride(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    if ride.state in RIDES_OVER:
        raise RideOver
    await store.stop_sharing(db, ride_id)
    return await one_more_link(db, ride_id)


async def one_more_link(db: Db, ride_id: UUID) -> str:
    """Whoever follows already goes on: answers what another link ends with."""
    token = new_secret()
    await store.share(db, ride_id, secret_hash(token))
    return token


async def guest_link(db: Db, me: UUID, ride_id: UUID) -> str:
    """A link for whom I asked: it shows the code, the car and its place; the one before is worth
    nothing any more. Raises `NoRide`, `RideOver`, `NoGuest`.
    """
    ride = await lock_hailed_ride(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    if ride.state in RIDES_OVER:
        raise RideOver
    if not ride.guest:
        raise NoGuest
    await store.stop_guest(db, ride_id)
    token = new_secret()
    await store.share(db, ride_id, secret_hash(token), for_guest=True)
    return token


async def stop(db: Db, me: UUID, ride_id: UUID) -> None:
    """Nobody follows my trip any more, also none of those whom I chose before; who rides in my
    place keeps their link. Again, nothing happens. Raises `NoRide`.
    """
    ride = await lock_hailed_ride(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    look_at_rides_again(db, await store_chosen.followers(db, ride_id))
    await store.stop_sharing(db, ride_id)
    await store_chosen.drop_followers(db, ride_id)


async def is_shared(db: Db, me: UUID, ride_id: UUID) -> bool:
    """Whether people may follow my trip now. Raises `NoRide`."""
    ride = await hailed_ride(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    return await store.is_shared(db, ride_id)


async def follow(db: Db, token: str) -> FollowedTrip:
    """What whoever has the link sees. Raises `NoTrip`."""
    link = await store.by_token(db, secret_hash(token))
    ride = await hailed_ride(db, link.ride_id) if link else None
    if link is None or ride is None:
        raise NoTrip
    if ride.ended_at is not None and db.now - ride.ended_at > AFTER:
        raise NoTrip
    shown = await trip_of(db, ride)
    if not link.for_guest:
        return shown
    coming = ride.state not in RIDES_OVER and ride.boarded_at is None
    return msgspec.structs.replace(
        shown, guest=ride.guest, code=ride.code if coming else None, booked_for=ride.booked_for
    )


async def trip_of(db: Db, ride: HailedRide) -> FollowedTrip:
    """A ride as its followers see it."""
    ids = [one for one in (ride.rider_id, ride.driver_id) if one]
    names = {one: _first(who.display_name) for one, who in (await named(db, ids)).items()}
    together = ride.state in RIDES_TOGETHER and ride.driver_id is not None
    driver = await driver_who_drives(db, ride.driver_id) if ride.driver_id else None
    return FollowedTrip(
        state=state_of(ride),
        rider=names.get(ride.rider_id, ""),
        driver=names.get(ride.driver_id, "") if ride.driver_id else "",
        plate=ride.plate,
        car=driver.car if driver and together else "",
        to=ride.destination.name if together and ride.destination else "",
        position=await _position(db, ride) if ride.state in RIDES_FOLLOWED else None,
        minutes=minutes_left(ride, db.now),
        ended_at=ride.ended_at,
    )


def state_of(ride: HailedRide) -> TripState:
    """How a follower is told of it."""
    if ride.state in ("booked", "requested"):
        return "looking"
    if ride.state in ("queued", "accepted", "arrived"):
        return "coming"
    return "riding" if ride.state == "riding" else "over"


def minutes_left(ride: HailedRide, now: datetime) -> int | None:
    """Until the driver is at the door, or the two are there; never less than one."""
    if ride.state in ("queued", "accepted") and ride.expected_at is not None:
        left = (ride.expected_at - now).total_seconds()
    elif ride.state == "riding" and ride.boarded_at is not None:
        left = ride.seconds - (now - ride.boarded_at).total_seconds()
    else:
        return None
    return max(1, -(-int(left) // MINUTE))


async def _position(db: Db, ride: HailedRide) -> Waypoint | None:
    assert ride.driver_id is not None
    here = await driver_place(db, ride.driver_id)
    return Waypoint(here.lat, here.lon) if here else None


def _first(name: str) -> str:
    """Not more of a name than one says to strangers."""
    return name.split(" ", maxsplit=1)[0]
