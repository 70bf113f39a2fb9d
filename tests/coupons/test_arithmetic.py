"""What coupons take off: a table, and laws over anything."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.coupons.arithmetic import (
    CouponLeft,
    Goods,
    HeldCoupon,
    best,
    left_over,
    reckoned,
)

END = datetime(2026, 12, 24, tzinfo=UTC)
POT, LID = UUID(int=100), UUID(int=101)


def coupon(n: int, kind: Any, days: int = 0, **terms: Any) -> HeldCoupon:
    until = END + timedelta(days=days)
    return HeldCoupon(id=UUID(int=n), name=f"C{n}", until=until, kind=kind, **terms)


OFF5 = coupon(1, "threshold", least=2_000, off=500)
TENTH = coupon(2, "percent", percent=10, most=300)
POT1 = coupon(3, "exchange", variant_id=POT, price=1)
TABLE: list[tuple[str, list[Goods], list[HeldCoupon], list[tuple[int, int]], list[int]]] = [
    ("none", [Goods(POT, 2, 1_000)], [], [], [0]),
    ("from the sum on", [Goods(POT, 2, 1_000)], [OFF5], [(1, 500)], [500]),
    ("one cent too little", [Goods(POT, 1, 1_999)], [OFF5], [], [0]),
    (
        "largest remainder",
        [Goods(POT, 1, 1_001), Goods(LID, 2, 1_000)],
        [OFF5],
        [(1, 500)],
        [167, 333],
    ),
    ("at the most", [Goods(POT, 5, 1_000)], [TENTH], [(2, 300)], [300]),
    ("rounded down", [Goods(POT, 1, 199)], [TENTH], [(2, 19)], [19]),
    ("the better one", [Goods(POT, 2, 1_000)], [TENTH, OFF5], [(1, 500)], [500]),
    ("one unit of it", [Goods(POT, 3, 1_000)], [POT1], [(3, 999)], [999]),
    # First the exchange, then what of 2,001 is left: the threshold is reached still.
    ("both layers", [Goods(POT, 3, 1_000)], [OFF5, POT1], [(3, 999), (1, 500)], [1_499]),
    # With the exchange the threshold is missed, and a tenth is less than 500 off.
    ("not both", [Goods(POT, 2, 1_000)], [OFF5, POT1], [(3, 999)], [999]),
    ("with the tenth", [Goods(POT, 2, 1_000)], [OFF5, POT1, TENTH], [(3, 999), (2, 100)], [1_099]),
    ("of other goods", [Goods(LID, 1, 1_000)], [POT1], [], [0]),
    (
        "a unit costs one at least",
        [Goods(POT, 2, 3)],
        [coupon(4, "threshold", least=5, off=4)],
        [(4, 4)],
        [4],
    ),
]


@pytest.mark.parametrize(("_name", "goods", "held", "used", "off"), TABLE)
def test_the_best_is_used(
    _name: str,
    goods: list[Goods],
    held: list[HeldCoupon],
    used: list[tuple[int, int]],
    off: list[int],
) -> None:
    made = best(goods, held)
    assert [(one.id.int, one.amount) for one in made.used] == used
    assert made.off == off


def test_of_equal_ones_that_is_used_which_ends_first() -> None:
    goods = [Goods(POT, 2, 1_000)]
    late, soon = coupon(1, "threshold", 9, least=0, off=9), coupon(2, "threshold", least=0, off=9)
    assert [one.id for one in best(goods, [late, soon]).used] == [soon.id]


def test_of_each_other_one_it_is_said_why_not() -> None:
    goods = [Goods(LID, 1, 1_500)]
    held = [OFF5, TENTH, POT1, coupon(5, "percent", percent=5)]
    told = left_over(goods, held, best(goods, held))
    assert told == [
        CouponLeft(OFF5.id, "C1", "least", 500),
        CouponLeft(POT1.id, "C3", "goods"),
        CouponLeft(UUID(int=5), "C5", "better"),
    ]


goods_of_any = st.lists(
    st.builds(Goods, st.sampled_from([POT, LID]), st.integers(1, 9), st.integers(1, 3_000)),
    min_size=1,
    max_size=2,
    unique_by=lambda one: one.variant_id,
)
terms_of_any = st.one_of(
    st.builds(
        lambda least, off: {"kind": "threshold", "least": least + off, "off": off},
        st.integers(1, 5_000),
        st.integers(1, 2_000),
    ),
    st.builds(
        lambda percent, most: {"kind": "percent", "percent": percent, "most": most},
        st.integers(1, 90),
        st.none() | st.integers(1, 900),
    ),
    st.builds(
        lambda which, price, least: {
            "kind": "exchange",
            "variant_id": which,
            "price": price,
            "least": least,
        },
        st.sampled_from([POT, LID]),
        st.integers(1, 2_000),
        st.integers(0, 3_000),
    ),
)


@given(goods=goods_of_any, terms=st.lists(terms_of_any, max_size=5))
def test_what_is_shown_adds_up_and_nothing_is_better(
    goods: list[Goods], terms: list[dict[str, Any]]
) -> None:
    held = [coupon(n, days=n, **one) for n, one in enumerate(terms)]
    made = best(goods, held)
    assert sum(one.amount for one in made.used) == made.total == sum(made.off)
    assert all(one.amount > 0 for one in made.used)
    # Of each unit something is paid.
    assert all(0 <= off <= one.sum - one.n for off, one in zip(made.off, goods, strict=True))
    items = [None, *(one for one in held if one.kind == "exchange")]
    others = [None, *(one for one in held if one.kind != "exchange")]
    every = [[one for one in pair if one is not None] for pair in product(items, others)]
    assert made.total == max(reckoned(goods, some).total for some in every)
    told = left_over(goods, held, made)
    assert {one.id for one in told} | {one.id for one in made.used} == {one.id for one in held}
