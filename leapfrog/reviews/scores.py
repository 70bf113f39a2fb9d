"""The score of a shop, by a formula that everybody can recompute (`docs/reviews.md`); pure.

`score = (K·m + Σ wᵢ·starsᵢ) / (K + Σ wᵢ)` with `wᵢ = 2^(−age / 365 days)`: a mean that begins at
the town's (`m`) and moves away from it as people say something. What one buyer says of a shop
within 30 days weighs as one review at most, however often they buy.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.reviews.model import HALF_LIFE

# So many reviews of the town's mean stand before the first one.
K = 8
WINDOW = timedelta(days=30)
# Before so many people have said something nothing is shown.
LEAST_BUYERS = 3
# Where nobody in the town has said anything yet.
MIDDLE = 4.0


class Rating(msgspec.Struct, frozen=True):
    """So many stars by somebody."""

    buyer_id: UUID
    stars: int
    at: datetime


class ShopScore(msgspec.Struct, frozen=True):
    """`score`: of 5, with two places, null while fewer than three people said something; `buyers`
    who did; `reviews`: how many there are.
    """

    score: float | None
    buyers: int
    reviews: int


def weights(ratings: Sequence[Rating], now: datetime) -> list[float]:
    """What each weighs: half as much a year later, and at most one a buyer in 30 days."""
    aged: list[float] = [0.5 ** (max(now - one.at, timedelta(0)) / HALF_LIFE) for one in ratings]
    together: defaultdict[tuple[UUID, int], float] = defaultdict(float)
    places = [(one.buyer_id, (now - one.at) // WINDOW) for one in ratings]
    for place, weight in zip(places, aged, strict=True):
        together[place] += weight
    return [w / max(1.0, together[place]) for place, w in zip(places, aged, strict=True)]


def score(ratings: Sequence[Rating], mean: float, now: datetime) -> ShopScore:
    """Of a shop, from what was said of it, and the mean of all in the town."""
    buyers = len({one.buyer_id for one in ratings})
    if buyers < LEAST_BUYERS:
        return ShopScore(None, buyers, len(ratings))
    each = weights(ratings, now)
    stars = sum(w * one.stars for w, one in zip(each, ratings, strict=True))
    return ShopScore(round((K * mean + stars) / (K + sum(each)), 2), buyers, len(ratings))


def mean_of(stars: Iterable[int]) -> float:
    """The plain mean, or the middle where nobody said anything."""
    every = list(stars)
    return sum(every) / len(every) if every else MIDDLE
