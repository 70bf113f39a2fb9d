"""What rides say of how long driving takes; pure."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

# Nothing is learnt from fewer, so that it says nothing about one driver.
LEAST_RIDES, LEAST_DRIVERS = 5, 3
# However long rides take, times are told between half and one and a half of what roads say.
LEAST, MOST = 0.5, 1.5
# Who took so much less or more did not drive there, or stood somewhere.
ODD = (0.2, 5.0)
KEPT = timedelta(days=60)
# A ride so short is all traffic lights.
SHORTEST = 60


class SeenRide(msgspec.Struct, frozen=True):
    """A ride that took so long, and by the roads alone so long (seconds)."""

    driver_id: UUID
    at: datetime
    hour_of_week: int
    planned: int
    took: int


class SeenTimes(msgspec.Struct, frozen=True):
    """Of so many rides of so many drivers: half of the drivers needed more than `ratio` times what
    roads say, each by the middle one of their own rides. So nobody decides for all by driving most.
    """

    rides: int
    drivers: int
    ratio: float | None

    @property
    def longer(self) -> float | None:
        """How many times as long driving takes; None: too few rides to say."""
        if self.ratio is None or self.rides < LEAST_RIDES or self.drivers < LEAST_DRIVERS:
            return None
        return min(max(self.ratio, LEAST), MOST)


def hour_of_week(at: datetime) -> int:
    """0 to 167, from Monday, UTC."""
    return at.weekday() * 24 + at.hour


def says_something(planned: float, took: float) -> bool:
    """Whether one can learn from a ride that took so long (seconds)."""
    return planned >= SHORTEST and ODD[0] <= took / planned <= ODD[1]
