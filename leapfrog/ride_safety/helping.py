"""Help: one tap tells the desk, shares the trip, and shows whom to call."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import push
from leapfrog.identity import named, operator_ids
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.push import PushNotice
from leapfrog.ride_safety import following, store
from leapfrog.ride_safety.store import HelpCall, HelpNumber
from leapfrog.rides import (
    RIDES_TOGETHER,
    NoRide,
    RideState,
    Waypoint,
    driver_place,
    hailed_ride,
    lock_hailed_ride,
    look_at_rides_again,
    ride_words,
)

HELP_NOTICE = "ride_help"
MOST_NUMBERS, MOST_CALLS, LONGEST_NAME = 6, 100, 40
# As phones dial it.
NUMBER = re.compile(r"\+?[0-9][0-9 ()/-]{1,23}")


class HelpCallAtDesk(msgspec.Struct, frozen=True):
    """Somebody in a ride wants help: who, with whom, in which car, and where that is while the ride
    lasts.
    """

    id: UUID
    ride_id: UUID
    at: datetime
    name: str
    by_driver: bool
    other_name: str
    plate: str
    state: str
    position: Waypoint | None


async def ask_for_help(db: Db, me: UUID, ride_id: UUID, call_id: UUID) -> str | None:
    """I want help, in the car or waiting for it: the desk is told; where I am the rider, my trip is
    shared by one link more, and what that ends with answered. The same id again tells nobody anew.
    Raises `NoRide`, `RideState`.
    """
    check_new_id(call_id)
    ride = await lock_hailed_ride(db, ride_id)
    if ride is None or me not in (ride.rider_id, ride.driver_id):
        raise NoRide
    if ride.state not in RIDES_TOGETHER:
        raise RideState
    if await store.call(db, HelpCall(call_id, ride_id, me, db.now)):
        await _tell_desk(db, call_id)
    return await following.one_more_link(db, ride_id) if me == ride.rider_id else None


async def _tell_desk(db: Db, call_id: UUID) -> None:
    """Every operator, wherever they are: somebody may be in danger."""
    operators = await operator_ids(db)
    look_at_rides_again(db, operators)
    tag = f"{HELP_NOTICE}:{call_id}"
    await push.notify(db, [PushNotice(one, tag, urgency="high") for one in operators])


async def set_numbers(db: Db, new: Sequence[HelpNumber]) -> list[HelpNumber]:
    """Whom to call in this town. Raises `Invalid`."""
    if len(new) > MOST_NUMBERS:
        raise Invalid(f"At most {MOST_NUMBERS} numbers.")
    kept = [HelpNumber(ride_words(one.name, LONGEST_NAME), one.number.strip()) for one in new]
    if not all(NUMBER.fullmatch(one.number) for one in kept):
        raise Invalid("A number is of digits, as one dials it.")
    await store.set_numbers(db, kept)
    return kept


async def open_calls(db: Db) -> list[HelpCallAtDesk]:
    """Those that nobody has looked after, the oldest first."""
    found = []
    for one in await store.calls(db, MOST_CALLS):
        ride = await hailed_ride(db, one.ride_id)
        if ride is None:
            continue
        other = ride.driver_id if one.by_id == ride.rider_id else ride.rider_id
        people = await named(db, [each for each in (one.by_id, other) if each])
        names = {each: who.display_name for each, who in people.items()}
        lasts = ride.state in RIDES_TOGETHER and ride.driver_id
        here = await driver_place(db, lasts) if lasts else None
        found.append(
            HelpCallAtDesk(
                id=one.id,
                ride_id=ride.id,
                at=one.at,
                name=names.get(one.by_id, ""),
                by_driver=one.by_id == ride.driver_id,
                other_name=names.get(other, "") if other else "",
                plate=ride.plate,
                state=ride.state,
                position=Waypoint(here.lat, here.lon) if here else None,
            )
        )
    return found
