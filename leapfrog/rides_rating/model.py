"""What a rating is, and when it is shown; pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal, get_args
from uuid import UUID

import msgspec

from leapfrog.kernel.errors import Invalid

RatingWord = Literal["clean", "calm", "friendly", "found_me", "on_time"]
OF_DRIVER = frozenset(("clean", "calm", "friendly", "found_me"))
OF_RIDER = frozenset(("on_time", "friendly"))
WORDS: frozenset[str] = frozenset(get_args(RatingWord))
# Where one of the two says nothing, the other's is shown then.
SHOWN_AFTER = timedelta(days=7)
# One may rate for so long after the end.
RATE_WITHIN = timedelta(days=7)
# An average of fewer would tell who said what; more than the last hundred are history.
FEWEST, LAST = 5, 100


class RideRating(msgspec.Struct, frozen=True):
    """What one thinks of the other of a ride: 1 to 5 stars, and some of the fixed words."""

    ride_id: UUID
    by_id: UUID
    of_id: UUID
    stars: int
    words: list[RatingWord]
    at: datetime


class RatingAverage(msgspec.Struct, frozen=True):
    """Of the last hundred ratings of somebody, where they have five or more; `count`: of all."""

    average: float
    count: int


def check(stars: int, words: Sequence[str], *, of_driver: bool) -> None:
    """Raises `Invalid`."""
    if not 1 <= stars <= 5:
        raise Invalid("One to five stars.")
    if len({*words}) != len(words) or not {*words} <= (OF_DRIVER if of_driver else OF_RIDER):
        raise Invalid("These are no words for that.")


def is_shown(ratings: Mapping[UUID, RideRating], ended_at: datetime, now: datetime) -> bool:
    """Whether the two of a ride see what the other said: by whom each is."""
    return len(ratings) > 1 or now - ended_at >= SHOWN_AFTER
