"""All scans of a ticket say the same of each other in whatever order they are told, and never is
more than one person inside with it.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.ticket_codes import Way
from leapfrog.ticket_gates.passing import Passing, passage

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
TICKET = UUID(int=1)


def scan(n: int, way: Way, minute: int) -> Passing:
    return Passing(UUID(int=n), TICKET, way, NOON + timedelta(minutes=minute), f"Door {n}")


def told(*scans: Passing) -> list[str]:
    found = passage(scans).outcomes
    return [found[one.id] for one in scans]


def test_in_out_and_in_again() -> None:
    came, went, back = scan(1, "in", 0), scan(2, "out", 30), scan(3, "in", 40)
    assert told(came, went, back) == ["ok", "ok", "ok"]
    found = passage([came, went, back])
    assert (found.came, found.went) == (back, None)
    assert passage([came, went]).went == went


def test_the_earliest_came_in_and_each_later_one_is_a_double() -> None:
    late, early = scan(1, "in", 5), scan(2, "in", 0)
    assert told(late, early) == ["double", "ok"]
    assert passage([late, early]).came == early


def test_who_went_out_where_nobody_was_in_is_right_when_the_first_door_tells() -> None:
    went, back = scan(2, "out", 30), scan(3, "in", 40)
    assert told(went, back) == ["not_in", "ok"]
    assert told(went, back, scan(1, "in", 0)) == ["ok", "ok", "ok"]


def test_nothing_is_nobody() -> None:
    found = passage([])
    assert (found.outcomes, found.came, found.went) == ({}, None, None)


@pytest.mark.hypothesis
@given(
    ways=st.lists(st.tuples(st.sampled_from(("in", "out")), st.integers(0, 9)), max_size=8),
    seed=st.randoms(),
)
def test_the_order_of_telling_changes_nothing(
    ways: list[tuple[Way, int]], seed: "st.DataObject"
) -> None:
    scans = [scan(n, way, minute) for n, (way, minute) in enumerate(ways)]
    shuffled = list(scans)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    found = passage(scans)
    assert passage(shuffled) == found
    inside = 0
    for one in sorted(scans, key=lambda each: (each.at, each.id)):
        if found.outcomes[one.id] == "ok":
            inside += 1 if one.way == "in" else -1
        assert inside in (0, 1)
    assert inside == (found.came is not None and found.went is None)
