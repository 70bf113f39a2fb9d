"""Reviews: their parts, and until when what can be done with them."""

import math
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

# From the receipt, and from the first words on.
WRITING, EDITING, ADDING = timedelta(days=90), timedelta(days=30), timedelta(days=180)
LONGEST = 4_000
# All that was said stays to be read, so it is not said anew without end.
MOST_VERSIONS = 20
MOST_PICTURES = 6
# What a vote for it, or a review at all, is worth halves in this time.
HALF_LIFE = timedelta(days=365)

Sort = Literal["helpful", "newest", "pictures", "lowest"]


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """What a buyer says of an item of an order. `later`: what they added some time after;
    `answer`: the shop's; `options`: what was bought of it.
    """

    id: UUID
    order_id: UUID
    item_id: UUID
    merchant_id: UUID
    author_id: UUID
    options: list[str]
    stars: int
    text: str
    anonymous: bool
    later: str | None = None
    later_at: datetime | None = None
    answer: str | None = None
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    helpful: int = 0
    taken_down: bool = False
    created_at: datetime
    changed_at: datetime


class ReviewPicture(msgspec.Struct, frozen=True):
    """A picture of a review, kept whole and as a small square."""

    id: UUID
    review_id: UUID
    place: int
    sha256: bytes
    small: bytes
    width: int
    height: int


class ReviewEdit(msgspec.Struct, frozen=True):
    """What a review said until then."""

    review_id: UUID
    at: datetime
    stars: int
    text: str


class Received(msgspec.Struct, frozen=True):
    """An item of an order that somebody received, as it was called."""

    order_id: UUID
    item_id: UUID
    merchant_id: UUID
    title: str
    options: list[str]
    picture: UUID | None
    received_at: datetime


class BroughtReview(msgspec.Struct, frozen=True):
    """What somebody said of an item in another town."""

    id: UUID
    shop: str
    title: str
    stars: int
    text: str
    later: str
    created_at: datetime


def rank(helpful: int, created_at: datetime) -> float:
    """The logarithm of `(1 + helpful) · 2^(−age / half-life)`, but for a part that is the same for
    all at any time: so it need not be counted anew while they grow old.
    """
    halves = created_at.timestamp() / HALF_LIFE.total_seconds()
    return math.log(1 + helpful) + math.log(2) * halves
