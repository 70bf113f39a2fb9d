"""What a live location is; pure."""

import math
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.errors import Invalid

Minutes = Literal[15, 60, 480]
# In a larger group it would be shown to people who hardly know each other.
MOST_PEOPLE = 50
# Nobody is told of a place sooner than that after the one before.
EVERY = timedelta(seconds=5)
LEAST_ACCURATE = 100_000.0


class LivePlace(msgspec.Struct, frozen=True):
    """Where, in degrees, to so many metres, and when that was."""

    lat: float
    lon: float
    accuracy: float
    at: datetime


class LiveShare(msgspec.Struct, frozen=True):
    """Somebody shows a conversation where they are, until then; over once `ended_at`, and then
    nobody knows any more where they were.
    """

    id: UUID
    person_id: UUID
    conversation_id: UUID
    began_at: datetime
    until: datetime
    ended_at: datetime | None
    lat: float | None
    lon: float | None
    accuracy: float | None
    at: datetime | None

    def runs(self, now: datetime) -> bool:
        """Whether it is still shown; the clock ends it also where nobody has noted that yet."""
        return self.ended_at is None and now < self.until


def place_of(share: LiveShare, now: datetime) -> LivePlace | None:
    """Where somebody is who still shows it, as far as they have said."""
    if not share.runs(now) or share.lat is None or share.lon is None or share.at is None:
        return None
    return LivePlace(share.lat, share.lon, share.accuracy or 0.0, share.at)


def check_place(lat: float, lon: float, accuracy: float) -> None:
    """Raises `Invalid` for what is nowhere."""
    good = abs(lat) <= 90 and abs(lon) <= 180 and 0 <= accuracy <= LEAST_ACCURATE
    if not good or not all(math.isfinite(one) for one in (lat, lon, accuracy)):
        raise Invalid("A place is in degrees, and its accuracy in metres.")
