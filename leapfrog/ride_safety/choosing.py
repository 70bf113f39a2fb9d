"""Trips that are shared by themselves: a rider chose some contacts once, and each of them sees the
car while the rider is in it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from leapfrog import contacts, push
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.push import PushNotice
from leapfrog.ride_safety import store_chosen
from leapfrog.ride_safety.errors import NotAFollower, NoTrip
from leapfrog.ride_safety.following import AFTER, FollowedTrip, trip_of
from leapfrog.ride_safety.store_chosen import SharingHours
from leapfrog.rides import HailedRide, hailed_ride, look_at_rides_again

FOLLOW_NOTICE = "ride_follow"
MOST_CHOSEN, MORNING, HOURS = 5, 6, 24


class ChosenFollowers(msgspec.Struct, frozen=True):
    """Who follows each trip of somebody's; `from_hour` on until six by the clock of `zone` (IANA),
    None: always.
    """

    people: list[UUID]
    from_hour: int | None
    zone: str


class TripToFollow(msgspec.Struct, frozen=True):
    """A trip that one may follow, as its rider chose one."""

    ride_id: UUID
    trip: FollowedTrip


async def chosen_of(db: Db, me: UUID) -> ChosenFollowers:
    """Who follows each trip of mine, and when."""
    hours = await store_chosen.hours(db, me)
    people = await store_chosen.chosen(db, me)
    return ChosenFollowers(people, hours.from_hour if hours else None, hours.zone if hours else "")


async def choose(db: Db, me: UUID, wanted: ChosenFollowers) -> ChosenFollowers:
    """From my next ride on these follow, each of whom is my contact; nobody: no trip is shared by
    itself. Raises `NotAFollower`, `Invalid`.
    """
    people = list(dict.fromkeys(wanted.people))
    if len(people) > MOST_CHOSEN:
        raise Invalid(f"At most {MOST_CHOSEN} people.")
    together = await contacts.may_write(db, [(me, one) for one in people])
    if len(together) < len(people):
        raise NotAFollower
    await store_chosen.set_chosen(db, me, people)
    await store_chosen.set_hours(db, me, _hours(wanted))
    return await chosen_of(db, me)


def _hours(wanted: ChosenFollowers) -> SharingHours | None:
    if wanted.from_hour is None:
        return None
    if not 0 <= wanted.from_hour < HOURS:
        raise Invalid("An hour from 0 to 23.")
    try:
        ZoneInfo(wanted.zone)
    except (ValueError, OSError, KeyError) as cause:
        raise Invalid("This is no time zone.") from cause
    return SharingHours(wanted.from_hour, wanted.zone)


def is_shared_at(hours: SharingHours | None, now: datetime) -> bool:
    """Whether a trip that begins then is shared; pure."""
    if hours is None:
        return True
    hour = now.astimezone(ZoneInfo(hours.zone)).hour
    if hours.from_hour < MORNING:
        return hours.from_hour <= hour < MORNING
    return hour >= hours.from_hour or hour < MORNING


async def share_with_chosen(db: Db, ride_id: UUID) -> None:
    """Lets those whom a rider chose follow the ride, now that the rider is in the car, and tells
    them; only who is still a contact. Who asked for somebody else is not in that car.
    """
    ride = await hailed_ride(db, ride_id)
    if ride is None or ride.state != "riding" or ride.guest:
        return
    if not is_shared_at(await store_chosen.hours(db, ride.rider_id), db.now):
        return
    pairs = [(ride.rider_id, one) for one in await store_chosen.chosen(db, ride.rider_id)]
    people = sorted(one for _, one in await contacts.may_write(db, pairs))
    # Who drives knows where the car is.
    people = [one for one in people if one != ride.driver_id]
    if people:
        await store_chosen.add_followers(db, ride_id, people)
        await _tell(db, ride_id, people)
        look_at_rides_again(db, [ride.rider_id])


async def tell_followers(db: Db, ride_id: UUID) -> None:
    """Tells those who followed a ride that it is over."""
    await _tell(db, ride_id, await store_chosen.followers(db, ride_id))


async def _tell(db: Db, ride_id: UUID, people: Sequence[UUID]) -> None:
    look_at_rides_again(db, people)
    await push.notify(db, [PushNotice(one, f"{FOLLOW_NOTICE}:{ride_id}") for one in people])


async def trips_followed(db: Db, me: UUID) -> list[TripToFollow]:
    """Trips of contacts that I may follow now, the newest first."""
    found = []
    for ride_id in await store_chosen.followed(db, me, db.now - AFTER):
        ride = await _seen(db, me, ride_id)
        if ride is not None:
            found.append(TripToFollow(ride_id, await trip_of(db, ride)))
    return found


async def follow_as_chosen(db: Db, me: UUID, ride_id: UUID) -> FollowedTrip:
    """A trip as a follower sees it whom its rider has chosen. Raises `NoTrip`, also for anybody
    else.
    """
    followers = await store_chosen.followers(db, ride_id)
    ride = await _seen(db, me, ride_id) if me in followers else None
    if ride is None:
        raise NoTrip
    return await trip_of(db, ride)


async def _seen(db: Db, me: UUID, ride_id: UUID) -> HailedRide | None:
    """As long as it is shown, and the two are contacts."""
    ride = await hailed_ride(db, ride_id)
    if ride is None or (ride.ended_at is not None and db.now - ride.ended_at > AFTER):
        return None
    return ride if await contacts.connected(db, ride.rider_id, me) else None


async def part(db: Db, one: UUID, other: UUID) -> None:
    """Ends that either of two people, who are no contacts any more, follows the other's trips."""
    await store_chosen.part(db, one, other)
    look_at_rides_again(db, (one, other))
