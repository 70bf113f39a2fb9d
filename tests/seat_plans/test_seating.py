"""Which seats may be taken together: a table, and laws that hold in any row."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.seat_plans import (
    Layout,
    best,
    broken_pairs,
    grid,
    judge,
    layout,
    read_plan,
    write_plan,
)


def hall(*rows: str) -> tuple[Layout, set[int]]:
    """A hall of rows such as `..x..`, and what is free in it."""
    plan = layout(grid("Hall", len(rows), len(rows[0]), "Seat"))
    free = {n for n, sign in enumerate("".join(rows)) if sign == "."}
    return plan, free


@pytest.mark.parametrize(
    ("row", "take", "refused"),
    [
        ("........", (0, 1), ()),
        ("........", (1, 2), (0,)),
        ("........", (5, 6), (7,)),
        ("........", (0, 2), (1,)),
        # What was alone before is nobody's fault.
        (".x......", (2, 3), ()),
        # In five free seats or fewer nobody is refused.
        ("...x....", (0, 1), ()),
        # No other two of these leave none alone.
        ("x.......", (1, 2, 3, 4, 5, 6), ()),
        ("xx......", (2, 3, 4, 5, 6), ()),
        ("........", (0, 1, 2, 3, 4, 5, 6, 7), ()),
    ],
)
def test_no_seat_stays_alone_where_it_need_not(
    row: str, take: tuple[int, ...], refused: tuple[int, ...]
) -> None:
    plan, free = hall(row)
    alone = judge(plan.banks(), free, take)
    assert (alone.seats if alone else ()) == refused
    if alone:
        assert judge(plan.banks(), free, alone.instead) is None
        assert len(alone.instead) == len(take)


def test_an_aisle_parts_a_row() -> None:
    plan = layout(grid("Hall", 1, 14, "Seat", aisle_after=7))
    assert [len(bank) for bank in plan.banks()] == [7, 7]
    assert judge(plan.banks(), set(range(14)), (5, 6)) is None
    alone = judge(plan.banks(), set(range(14)), (4, 5))
    assert alone is not None
    assert alone.seats == (6,)


@given(st.lists(st.sampled_from(".x"), min_size=1, max_size=9), st.integers(1, 4))
def test_the_last_party_is_never_refused(row: list[str], count: int) -> None:
    """Whoever wants so many side by side gets some, if there are so many side by side."""
    plan, free = hall("".join(row))
    takes = [take for take in combinations(sorted(free), count) if take[-1] - take[0] == count - 1]
    allowed = [take for take in takes if judge(plan.banks(), free, take) is None]
    assert bool(allowed) == bool(takes)


@given(st.lists(st.text(".x", min_size=6, max_size=6), min_size=1, max_size=4), st.integers(1, 6))
def test_the_best_seats_are_free_and_as_many_as_asked(rows: list[str], count: int) -> None:
    """And side by side wherever so many are; and whoever takes them leaves none alone, if any
    take side by side would not.
    """
    plan, free = hall(*rows)
    found = best(plan, free, count)
    assert len(found) == (count if len(free) >= count else 0)
    assert set(found) <= free
    runs = ["".join(row) for row in rows]
    if any("." * count in row for row in runs) and found:
        assert len({plan.seats[n].row for n in found}) == 1
        assert found[-1] - found[0] == count - 1


def test_the_best_seats_are_in_the_middle_and_of_the_category() -> None:
    plan, free = hall(*["........"] * 5)
    assert best(plan, free, 2) == (19, 20)
    assert best(plan, free, 2, category=1) == ()
    assert best(plan, free - {19, 20}, 2) == (27, 28)


KINDS = {"c": "couple", "w": "wheelchair", "m": "companion", ".": "seat"}


def row_of(kinds: str) -> Layout:
    """A row of seats of these kinds."""
    plan = write_plan(grid("Hall", 1, len(kinds), "Seat"))
    for seat, kind in zip(plan["zones"][0]["rows"][0]["seats"], kinds, strict=True):
        seat["x"] = {"kind": KINDS[kind]}
    return layout(read_plan(plan))


@pytest.mark.parametrize(
    ("kinds", "gone", "take", "too"),
    [
        ("cccc", (), (0,), [1]),
        ("cccc", (), (1, 2), [0, 3]),
        ("cccc", (), (0, 1), []),
        # In twos from where they begin, and an odd one has none.
        (".ccc", (), (1,), [2]),
        (".ccc", (), (3,), []),
        # Of what somebody else has, the rest is sold alone.
        ("cccc", (1,), (0,), []),
        # Who comes with a wheelchair; that one may come alone.
        ("wm..", (), (1,), [0]),
        ("wm..", (), (0, 1), []),
        ("wm..", (), (0,), []),
        ("wm..", (0,), (1,), []),
        # One of two is enough, and also where one of them is somebody else's.
        ("wmw.", (), (1, 2), []),
        ("wmw.", (0,), (1,), []),
        ("wmw.", (), (1,), [0, 2]),
        ("....", (), (1,), []),
    ],
)
def test_who_takes_one_of_a_pair_takes_the_other(
    kinds: str, gone: tuple[int, ...], take: tuple[int, ...], too: list[int]
) -> None:
    plan = row_of(kinds)
    free = set(range(len(kinds))) - {*gone}
    assert broken_pairs(plan.banks(), free, take) == too


@given(
    st.text("cwm.", min_size=1, max_size=10),
    st.sets(st.integers(0, 9)),
    st.integers(1, 4),
)
def test_the_best_seats_break_no_pair(kinds: str, gone: set[int], count: int) -> None:
    plan = row_of(kinds)
    free = set(range(len(kinds))) - gone
    found = best(plan, free, count)
    assert set(found) <= free
    if found:
        assert broken_pairs(plan.banks(), free, found) == []
    alone = judge(plan.banks(), free, found) if found else None
    if alone:
        assert broken_pairs(plan.banks(), free, alone.instead) == []


@pytest.mark.parametrize(
    ("kinds", "gone", "count", "found"),
    [
        # Two pairs apart are as good as any four seats apart.
        ("cccccc", (2, 3), 4, (0, 1, 4, 5)),
        ("cc.cc", (), 4, (0, 1, 3, 4)),
        ("cc...", (2, 4), 3, (0, 1, 3)),
        # What is left of a pair goes by itself; an odd number needs it.
        ("cccc", (1, 2), 2, (0, 3)),
        ("cccccc", (3,), 3, (0, 1, 2)),
        ("cccc", (), 3, ()),
    ],
)
def test_where_nothing_fits_side_by_side_pairs_stay_pairs(
    kinds: str, gone: tuple[int, ...], count: int, found: tuple[int, ...]
) -> None:
    plan = row_of(kinds)
    assert best(plan, set(range(len(kinds))) - {*gone}, count) == found


@given(
    st.text("c.", min_size=1, max_size=10),
    st.sets(st.integers(0, 9)),
    st.integers(1, 6),
)
def test_the_best_seats_are_found_where_there_are_any(
    kinds: str, gone: set[int], count: int
) -> None:
    plan = row_of(kinds)
    free = set(range(len(kinds))) - gone
    allowed = any(
        not broken_pairs(plan.banks(), free, take) for take in combinations(sorted(free), count)
    )
    assert bool(best(plan, free, count)) == allowed
