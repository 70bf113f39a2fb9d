"""The score of a shop, by the formula of docs/reviews.md."""

import math
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from leapfrog.reviews.model import rank
from leapfrog.reviews.scores import MIDDLE, Rating, ShopScore, mean_of, score, weights

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def said(buyer: int, stars: int, days: float = 0) -> Rating:
    return Rating(UUID(int=buyer), stars, NOW - timedelta(days=days))


THREE = [said(1, 5), said(2, 5), said(3, 5)]
TABLE = [
    # Nobody, and too few to be shown.
    ([], 4.0, ShopScore(None, 0, 0)),
    ([said(1, 1), said(2, 1)], 4.0, ShopScore(None, 2, 2)),
    # Three with five stars move the mean of eight by three elevenths: (32 + 15) / 11.
    (THREE, 4.0, ShopScore(4.27, 3, 3)),
    (THREE, 3.0, ShopScore(3.55, 3, 3)),
    ([said(n, 1) for n in range(3)], 4.0, ShopScore(3.18, 3, 3)),
    # A year old is worth half: (32 + 7.5) / 9.5.
    ([said(n, 5, 365) for n in range(3)], 4.0, ShopScore(4.16, 3, 3)),
    # Many outweigh the town: (32 + 5·92) / 100.
    ([said(n, 5) for n in range(92)], 4.0, ShopScore(4.92, 92, 92)),
    # Ten of one buyer on a day are one of three: as `THREE`.
    ([*[said(1, 5) for _ in range(10)], said(2, 5), said(3, 5)], 4.0, ShopScore(4.27, 3, 12)),
    # A good and a bad one of one buyer together are one in the middle: (32 + 3 + 5 + 5) / 11.
    ([said(1, 5), said(1, 1), said(2, 5), said(3, 5)], 4.0, ShopScore(4.09, 3, 4)),
]


@pytest.mark.parametrize(("ratings", "mean", "expected"), TABLE)
def test_a_score_is_what_the_formula_says(
    ratings: list[Rating], mean: float, expected: ShopScore
) -> None:
    assert score(ratings, mean, NOW) == expected


def test_one_buyer_weighs_one_in_thirty_days_and_again_after_them() -> None:
    found = weights([said(1, 5), said(1, 5), said(1, 5, 45), said(2, 5, 45)], NOW)
    older = 0.5 ** (45 / 365)
    assert found == pytest.approx([0.5, 0.5, older, older])
    # What comes from a clock that is ahead is of now.
    assert weights([said(1, 5, -1)], NOW) == [1.0]


def test_the_mean_of_nothing_is_the_middle() -> None:
    assert (mean_of([]), mean_of([5, 4])) == (MIDDLE, 4.5)


def test_a_vote_outweighs_a_year_and_the_order_does_not_change_by_waiting() -> None:
    """With one vote a review counts twice: exactly as one without that is a year younger."""
    assert rank(1, NOW - timedelta(days=365)) == pytest.approx(rank(0, NOW))
    assert rank(2, NOW - timedelta(days=365)) > rank(0, NOW)
    assert rank(0, NOW) > rank(0, NOW - timedelta(days=1))
    assert math.isfinite(rank(10**9, NOW))
