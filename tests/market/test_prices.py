"""The 30-day lowest price, against a reading of the rule that looks at each moment."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leapfrog.market.model import Contents, PriceChange
from leapfrog.market.prices import LONGEST_REDUCTION, MONTH, reference_price, unit_price

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
HERE = UUID(int=7)
Told = list[tuple[int, int]]
STORIES = st.lists(st.tuples(st.integers(1, 45), st.integers(1, 9)), min_size=1, max_size=9)


def history(told: Told) -> list[PriceChange]:
    """(days since the change before, price)."""
    found, at = [], BEGIN
    for days, price in told:
        at += timedelta(days=days)
        found.append(PriceChange(HERE, at, price, "base"))
    return found


def asked_on(changes: list[PriceChange], day: datetime) -> int | None:
    """What it cost at that moment."""
    return next((one.price for one in reversed(changes) if one.at <= day), None)


def lowest_by_days(changes: list[PriceChange], now: datetime) -> int | None:
    """The rule, day by day: changes are on whole days here, each lasts a day at least."""
    begun = len(changes) - 1
    while begun > 0 and changes[begun].price < changes[begun - 1].price:
        begun -= 1
    if begun == len(changes) - 1 or changes[begun + 1].at <= now - LONGEST_REDUCTION:
        return None
    start = changes[begun + 1].at
    noon = timedelta(hours=12)
    days = [start - timedelta(days=n) + noon for n in range(1, MONTH.days + 1)]
    asked = [price for day in days if (price := asked_on(changes, day)) is not None]
    return min(asked) if min(asked) > changes[-1].price else None


@given(STORIES, st.integers(0, 120))
@example([(1, 9), (40, 5)], 1)
@example([(1, 5), (10, 9), (10, 8)], 1)
@example([(1, 9), (10, 8), (10, 7), (10, 6)], 1)
def test_the_reference_is_the_lowest_of_the_days_before(told: Told, later: int) -> None:
    changes = history([one for n, one in enumerate(told) if n == 0 or one[1] != told[n - 1][1]])
    now = changes[-1].at + timedelta(days=later)
    assert reference_price(changes, now) == lowest_by_days(changes, now)


@pytest.mark.parametrize(
    ("told", "before"),
    [
        pytest.param([(1, 900)], None, id="it never cost anything else"),
        pytest.param([(1, 900), (40, 700)], 900, id="reduced once"),
        pytest.param([(1, 900), (10, 1_200), (5, 800)], 900, id="raised just to be reduced"),
        pytest.param([(1, 900), (5, 1_200), (5, 900)], None, id="back to what it was"),
        pytest.param([(1, 900), (40, 1_200), (31, 1_000)], 1_200, id="long ago does not count"),
        pytest.param([(1, 900), (9, 800), (9, 700)], 900, id="step by step keeps the first"),
        pytest.param([(1, 900), (9, 700), (9, 1_000)], None, id="raised again"),
    ],
)
def test_what_is_crossed_out(told: Told, before: int | None) -> None:
    changes = history(told)
    assert reference_price(changes, changes[-1].at) == before


def test_a_reduction_does_not_last_for_ever() -> None:
    changes = history([(1, 900), (40, 700)])
    assert reference_price(changes, changes[-1].at + LONGEST_REDUCTION) is None


def test_the_price_of_a_unit() -> None:
    assert unit_price(900, Contents(100, "g")) == 9_000
    assert unit_price(300, Contents(750, "ml")) == 400
    assert unit_price(600, Contents(6, "piece")) == 100
    assert unit_price(600, Contents(1, "piece")) is None
    assert unit_price(600, None) is None
