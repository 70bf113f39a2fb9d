"""What is split adds up again."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.spreading import spread
from leapfrog.orders.model import OrderLine
from leapfrog.orders.worth import open_worth, part_worth, sent_worth

money = st.integers(0, 10**9)


def line(n: int, paid: int, **more: int) -> OrderLine:
    return OrderLine(
        order_id=new_id(),
        no=0,
        variant_id=new_id(),
        item_id=new_id(),
        title="Kit",
        options=[],
        picture=None,
        kind="new",
        tax_class="standard",
        no_withdrawal=False,
        n=n,
        unit_price=max(1, paid // n),
        paid=paid,
        pool_id=new_id(),
        claim_id=new_id(),
        **more,
    )


@given(st.integers(1, 40), st.integers(1, 10**6), st.data())
def test_units_of_a_line_add_up_to_what_was_paid(n: int, paid: int, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, n), max_size=5)))
    ends = [0, *cuts, n]
    one = line(n, paid)
    parts = [part_worth(one, a, b - a) for a, b in pairwise(ends)]
    assert sum(parts) == paid
    assert min(parts) >= 0


@given(st.lists(money, min_size=1, max_size=12), st.data())
def test_a_sum_is_spread_to_the_last_cent(most: list[int], data: st.DataObject) -> None:
    amount = data.draw(st.integers(0, sum(most)))
    parts = spread(amount, most)
    assert sum(parts) == amount
    assert all(0 <= part <= room for part, room in zip(parts, most, strict=True))


def test_rounding_goes_to_the_largest_remainder_and_the_first_of_equal_ones() -> None:
    assert spread(100, [1, 299]) == [0, 100]
    assert spread(2, [1, 1, 1]) == [1, 1, 0]
    assert spread(5, [10, 20, 30]) == [1, 2, 2]


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="fit"):
        spread(4, [1, 2])
    with pytest.raises(ValueError, match="units"):
        part_worth(line(2, 100), 1, 2)


def test_what_is_open_and_what_was_sent_have_their_worth() -> None:
    one = line(3, 100, sent=1, cancelled=1)
    assert open_worth(one) == part_worth(one, 1, 1)
    assert sent_worth(line(3, 100, sent=3, refunded=90), 3) == 10
