"""Parts of a bill: exact to the cent, and the odd cents are seen."""

from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.splits.errors import BadBill
from leapfrog.splits.model import BillLine
from leapfrog.splits.shares import by_items, even, exact, weighed
from tests.examples import examples

BILL = UUID("019ab000-0000-7000-8000-00000000000b")
PEOPLE = [UUID(int=n) for n in range(1, 13)]
A, B, C = PEOPLE[:3]
weights = st.lists(st.integers(1, 50), min_size=1, max_size=12)


def test_a_hundred_by_three_has_one_odd_cent_and_says_who_got_it() -> None:
    parts = even(BILL, 10_000, [A, B, C])
    assert sorted(part.owed for part in parts) == [3_333, 3_333, 3_334]
    assert [part.owed for part in parts if part.extra] == [3_334]


def test_the_odd_cent_does_not_always_fall_on_the_same_one() -> None:
    got = {
        part.person_id
        for n in range(20)
        for part in even(UUID(int=n), 100, [A, B, C])
        if part.extra
    }
    assert got == {A, B, C}


@examples(60)
@given(st.integers(1, 10**9), weights)
def test_nobody_is_off_by_a_cent(total: int, heads: list[int]) -> None:
    given_weights = list(zip(PEOPLE, heads, strict=False))
    parts = weighed(BILL, total, given_weights)
    assert sum(part.owed for part in parts) == total
    for part, (person, weight) in zip(parts, given_weights, strict=True):
        assert part.person_id == person
        fair = Fraction(total * weight, sum(heads))
        assert 0 <= part.owed - int(fair) <= 1
        assert part.extra == (part.owed > int(fair))


def test_lines_are_shared_and_service_and_discount_follow_in_proportion() -> None:
    items = [
        BillLine("Noodles", 1_200, (A,)),
        BillLine("Fish", 2_400, (B,)),
        BillLine("Tea", 900, (A, B, C)),
    ]
    total, parts = by_items(BILL, items, service=450, discount=225)
    assert total == 4_725
    # Each pays 1.05 of what they had: 15.00, 27.00 and 3.00.
    assert {part.person_id: part.owed for part in parts} == {A: 1_575, B: 2_835, C: 315}


@examples(60)
@given(st.data())
def test_items_add_up_whatever_is_shared(data: st.DataObject) -> None:
    who = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=5, unique=True)
    lines = st.builds(
        lambda amount, people: BillLine("x", amount, tuple(people)), st.integers(1, 9_999), who
    )
    items = data.draw(st.lists(lines, min_size=1, max_size=8))
    service = data.draw(st.integers(0, 3_000))
    discount = data.draw(st.integers(0, sum(item.amount for item in items) + service - 1))
    total, parts = by_items(BILL, items, service, discount)
    assert sum(part.owed for part in parts) == total
    assert all(part.owed >= 0 for part in parts)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: even(BILL, 100, []),
        lambda: even(BILL, 100, [A, A]),
        lambda: weighed(BILL, 100, [(A, 0), (B, 1)]),
        lambda: exact(100, [(A, 50), (B, 49)]),
        lambda: exact(100, [(A, 150), (B, -50)]),
        lambda: by_items(BILL, [], 0, 0),
        lambda: by_items(BILL, [BillLine("x", 100, (A,))], 0, 100),
    ],
)
def test_what_does_not_add_up_is_refused(wrong: object) -> None:
    with pytest.raises(BadBill):
        wrong()  # type: ignore[operator]
