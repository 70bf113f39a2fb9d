"""By when something is there: when it leaves the shop, when a courier sets off, how long the way is
by road, and how much else is promised for that day. Pure.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import msgspec

from leapfrog.kernel.zones import zone_of
from leapfrog.parcels.model import Service, ShopTerms, by_the_clock, ready_at
from leapfrog.parcels.people import CourierHours

# At each door or point, beside the way.
AT_A_STOP = timedelta(minutes=4)
# Where the map does not say how long the way is.
USUAL_WAY = timedelta(minutes=30)
# Nobody promises anything that is so far away.
HORIZON_DAYS = 60


class TownRounds(msgspec.Struct, frozen=True):
    """When the couriers of a town set off, and how many deliveries are promised for each day."""

    hours: Sequence[CourierHours] = ()
    booked: Mapping[date, int] = {}


class Promise(msgspec.Struct, frozen=True):
    """The day (UTC) until which it is there; `at`: by which hour of it, None where that is not
    known.
    """

    day: date
    at: datetime | None = None


def promise(
    terms: ShopTerms,
    service: Service,
    paid_at: datetime,
    rounds: TownRounds,
    way: timedelta | None = None,
) -> Promise:
    """What is promised of something that is paid then, over a way that takes so long by road (None:
    nobody knows). What a shop brings itself leaves when it is packed; a courier brings it on the
    first round that can be done before the courier stops. In a town whose couriers never said when
    they set off, a courier needs the day on which it leaves, what goes to a point the next one too.
    """
    ready = ready_at(terms, paid_at)
    if service == "own":
        at = ready + way + AT_A_STOP if way is not None else None
        return Promise(at.date() if at else ready.date(), at)
    at = _by_round(ready, way if way is not None else USUAL_WAY, rounds)
    if at is not None:
        return Promise(at.date(), at)
    later = timedelta(days=1 if service == "point" else 0)
    return Promise(ready.date() + later)


def _by_round(ready: datetime, way: timedelta, rounds: TownRounds) -> datetime | None:
    """When the first round is at the door that sets off after it is packed."""
    for ahead in range(-1, HORIZON_DAYS):
        day = ready.date() + timedelta(days=ahead)
        out = [one for one in rounds.hours if day.isoweekday() in one.weekdays]
        if not out:
            continue
        # What is promised already is shared by all who set off on that day.
        before = rounds.booked.get(day, 0) // len(out) * AT_A_STOP
        there = [
            arrives
            for begins, ends in (_span(one, day) for one in out)
            if begins >= ready and (arrives := begins + before + way + AT_A_STOP) <= ends
        ]
        if there:
            return min(there)
    return None


def _span(one: CourierHours, day: date) -> tuple[datetime, datetime]:
    zone = zone_of(one.zone)
    last = day if one.ends_at > one.leaves_at else day + timedelta(days=1)
    return by_the_clock(day, one.leaves_at, zone), by_the_clock(last, one.ends_at, zone)
