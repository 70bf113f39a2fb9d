"""How long somebody was on duty, how far they drove, when they must rest; pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.places import metres_apart

# Who is not heard of for so long was not on duty in between.
GAP = timedelta(minutes=2)
# So long on duty within a day: then a rest without a break, before one may again.
MOST, DAY, REST = timedelta(hours=10), timedelta(hours=24), timedelta(hours=6)
# A phone that lies still moves by some metres: only from so far away on it counts as driven.
STEP = 25.0
# Nobody drives faster (metres a second, 216 km/h): such a leap is a mistake of the phone.
FASTEST = 60.0
# After so many seconds without a place nobody knows where one drove.
STALE = 120.0
MOST_DRIVERS = 20_000


class DutySeen(msgspec.Struct, frozen=True):
    """A driver on duty is heard of now, so many metres farther on than the last time, `ridden` with
    somebody on board.
    """

    driver_id: UUID
    metres: int
    ridden: bool


class DutySession(msgspec.Struct, frozen=True):
    """A time on duty: `until`: when the town last heard of them; metres without and with somebody
    on board; `over`: they went off duty, or were not heard of any more.
    """

    driver_id: UUID
    since: datetime
    until: datetime
    metres_free: int
    metres_ridden: int
    over: bool


class Odometer:
    """How far drivers have driven between two places that they told; one per process, and nothing
    of it is stored. Raises nothing: what cannot be is not counted.
    """

    def __init__(self) -> None:
        self._at: dict[UUID, tuple[float, float, float]] = {}

    def moved(self, driver_id: UUID, lat: float, lon: float, at: datetime) -> int:
        """Metres since the last call for this driver (`lat`, `lon` in degrees); 0 for the first,
        for less than 25, and for more than anybody drives in that time.
        """
        now = at.timestamp()
        known = self._at.get(driver_id)
        if known is None or now - known[2] > STALE:
            if len(self._at) >= MOST_DRIVERS:
                self._at.clear()
            self._at[driver_id] = (lat, lon, now)
            return 0
        metres = metres_apart(known[0], known[1], lat, lon)
        if metres < STEP:
            # Standing is heard too: who waits for an hour has not leapt when they go on.
            self._at[driver_id] = (known[0], known[1], now)
            return 0
        self._at[driver_id] = (lat, lon, now)
        return round(metres) if metres <= FASTEST * max(now - known[2], 1.0) else 0


def since_rest(sessions: Sequence[DutySession], now: datetime) -> timedelta:
    """How long one was on duty within the last 24 hours, since the last rest of six hours.
    `sessions`: the newest first.
    """
    total, later = timedelta(0), now
    for one in sessions:
        if later - one.until >= REST or one.until <= now - DAY:
            break
        total += one.until - max(one.since, now - DAY)
        later = one.since
    return total


def rest_ends(sessions: Sequence[DutySession], now: datetime) -> datetime | None:
    """Until when one has to rest: six hours from when one was last on duty, after ten hours within
    24; None: one need not. `sessions`: the newest first.
    """
    if since_rest(sessions, now) < MOST:
        return None
    return sessions[0].until + REST
