"""Where a page begins is told by the answer before it, and nothing else is taken for that."""

from datetime import UTC, datetime

import pytest

from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.paging import Position, checked_position, next_of, position_of


def test_what_an_answer_gave_is_read_again() -> None:
    found = Position(datetime(2026, 11, 28, 3, 4, 5, 678901, UTC), new_id())
    assert position_of(str(found)) == checked_position(str(found)) == found


def test_nothing_is_the_first_page() -> None:
    assert position_of(None) == checked_position(None) == checked_position("") == Position()


# Whole, but for the time zone that an answer names.
UNPLACED = "2026-11-28T00:00:00_01a22088b14f71b3be7c6331e756ebdc"


@pytest.mark.parametrize("text", ["x", "_", "2026-11-28_x", UNPLACED])
def test_anything_else_is_refused_where_that_is_checked(text: str) -> None:
    with pytest.raises(Invalid):
        checked_position(text)


def test_only_a_full_page_has_a_next_one() -> None:
    rows = [Position(datetime(2026, 11, day, tzinfo=UTC), new_id()) for day in (3, 2)]
    assert next_of(rows, 2, lambda one: one) == str(rows[-1])
    assert next_of(rows, 3, lambda one: one) is None
    assert next_of(rows[:0], 2, lambda one: one) is None
