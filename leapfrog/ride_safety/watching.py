"""Is all well? Whose ride stands still for long, or goes away from where it should end, is asked:
the rider alone, and nobody else hears of it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import push
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.places import metres_apart
from leapfrog.push import PushNotice
from leapfrog.ride_safety import store_watch
from leapfrog.ride_safety.store_watch import RidingNow, Watch, WatchKind
from leapfrog.rides import NoRide, TracePoint, Waypoint, hailed_ride, look_at_rides_again

WATCH, CHECK_NOTICE = "ride_safety.watch", "ride_check"
EVERY = timedelta(seconds=30)
# Who has not moved so far (metres) in so long stands; near the end or a stop one may.
STANDING, STOOD, THERE = timedelta(minutes=5), 60.0, 300.0
# Who is for so long so much farther away from the end than they were already goes elsewhere.
AWAY, FARTHER = timedelta(minutes=3), 500
# A place that is older says nothing; one is asked again so much later at the earliest.
FRESH, AGAIN = timedelta(seconds=60), timedelta(minutes=10)


class RideCheck(msgspec.Struct, frozen=True):
    """Why the rider is asked, and since when; null: they are not."""

    kind: WatchKind | None
    asked_at: datetime | None


def stands(ride: RidingNow, trace: Sequence[TracePoint], now: datetime) -> bool:
    """Whether a car was in one place for five minutes (`trace`: of these, the oldest first), which
    is neither where the ride ends nor a stop.
    """
    if not trace or trace[0].at > now - STANDING + EVERY:
        return False
    last = trace[-1]
    moved = any(metres_apart(one.lat, one.lon, last.lat, last.lon) > STOOD for one in trace)
    goals = (ride.destination, *ride.stops)
    return not moved and all(_metres(last, goal) > THERE for goal in goals)


def where(ride: RidingNow, trace: Sequence[TracePoint], now: datetime) -> TracePoint:
    """The place in the middle of those of the last half minute (`trace`: not empty, the oldest
    first), by how far from the end: a phone that is wrong once does not say where the car is.
    """
    late = [one for one in trace if now - one.at <= EVERY] or trace[-1:]
    return sorted(late, key=lambda one: _metres(one, ride.destination))[len(late) // 2]


def looked(ride: RidingNow, before: Watch | None, here: TracePoint, now: datetime) -> Watch:
    """What is known of a ride, once its place is this. Where it goes may be another place than
    before: then it begins anew.
    """
    metres = round(_metres(here, ride.destination))
    if before is None or before.since != ride.since:
        fresh = Watch(ride.id, ride.since, metres, None)
        return msgspec.structs.replace(before, **_fields(fresh)) if before else fresh
    least = min(before.least, metres)
    # Over a stop one goes away from the end.
    away = metres > least + FARTHER and not ride.stops
    since = (before.away_since or now) if away else None
    return msgspec.structs.replace(before, least=least, away_since=since)


def _fields(watch: Watch) -> dict[str, object]:
    return {name: getattr(watch, name) for name in ("since", "least", "away_since")}


def _metres(here: TracePoint, there: Waypoint) -> float:
    return metres_apart(here.lat, here.lon, there.lat, there.lon)


def why(watch: Watch, now: datetime, *, standing: bool) -> WatchKind | None:
    """What there is to ask about, unless that was asked of late."""
    asked = watch.answered_at or watch.asked_at
    if asked is not None and now - asked < AGAIN:
        return None
    if watch.away_since is not None and now - watch.away_since >= AWAY:
        return "away"
    return "standing" if standing else None


async def watch(db: Db, ref: str, _body: object) -> None:
    """The due row, each half minute: all rides with somebody on board are looked at."""
    rides = await store_watch.riding(db)
    traces = await store_watch.traces(db, [one.id for one in rides], db.now - STANDING - EVERY)
    known = await store_watch.watches(db, [one.id for one in rides])
    for ride in rides:
        trace = traces.get(ride.id, [])
        if not trace or db.now - trace[-1].at > FRESH:
            continue
        now = looked(ride, known.get(ride.id), where(ride, trace, db.now), db.now)
        kind = why(now, db.now, standing=stands(ride, trace, db.now))
        if kind is not None:
            now = msgspec.structs.replace(now, kind=kind, asked_at=db.now, answered_at=None)
        await store_watch.put(db, now)
        if kind is not None:
            notice = PushNotice(ride.rider_id, f"{CHECK_NOTICE}:{ride.id}", urgency="high")
            await push.notify(db, [notice])
            look_at_rides_again(db, [ride.rider_id])
    await schedule(db, WATCH, ref, db.now + EVERY)


async def check_of(db: Db, me: UUID, ride_id: UUID) -> RideCheck:
    """What I, the rider, am asked about my ride (why, and since when), if all is well; empty where
    I am not, or have answered. Raises `NoRide`.
    """
    ride = await hailed_ride(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    found = (await store_watch.watches(db, [ride_id])).get(ride_id)
    if ride.state != "riding" or found is None or found.answered_at is not None:
        return RideCheck(None, None)
    return RideCheck(found.kind, found.asked_at)


async def all_is_well(db: Db, me: UUID, ride_id: UUID) -> None:
    """I say so. Again, nothing happens. Raises `NoRide`."""
    ride = await hailed_ride(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    await store_watch.answer(db, ride_id)
    look_at_rides_again(db, [me])
