"""What follows what, what it costs, and who is asked: rules without a town."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leapfrog.ride_estimates.estimating import about
from leapfrog.ride_matching import WITHIN
from leapfrog.ride_matching.matching import AT_ONCE, FORBIDDEN, REFUSALS, costs, match
from leapfrog.rides import Waypoint
from leapfrog.rides.errors import RideOver, RideState
from leapfrog.rides.hailing.model import area_of
from leapfrog.rides.hailing.table import (
    OPEN,
    OVER,
    TABLE,
    RideRule,
    RideTableFault,
    checked,
    follows,
)


@pytest.mark.parametrize(
    ("faulty", "says"),
    [
        ([*TABLE, RideRule("arrive", ("driver",), ("accepted",), "arrived", "kept")], "two rules"),
        ([one for one in TABLE if one.event != "not_come"], "nothing leads to"),
        ([one for one in TABLE if one.event != "find_nobody"], "nothing leads to"),
        ([one for one in TABLE if one.event != "forget"], "never ends"),
        ([*TABLE, RideRule("stop", ("town",), ("paid",), "cancelled", "fee")], "all is over"),
        (
            [*TABLE, RideRule("cancel", ("rider",), ("riding",), "cancelled", "kept")],
            "money is kept",
        ),
        ([*TABLE, RideRule("cancel", ("rider",), ("riding",), "arrived", "fee")], "money is fee"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(faulty: list[RideRule], says: str) -> None:
    with pytest.raises(RideTableFault, match=says):
        checked(faulty)


def test_nothing_follows_the_end_and_nobody_does_what_is_anothers() -> None:
    for state in OVER:
        for rule in TABLE:
            with pytest.raises(RideOver):
                follows(rule.event, rule.by[0], state)
    for rule in TABLE:
        for other in {"rider", "driver", "clock", "town"} - {*rule.by}:
            for state in set(rule.states) & OPEN:
                with pytest.raises(RideState):
                    follows(rule.event, other, state)


def test_no_more_is_told_than_about_how_many_and_about_where() -> None:
    assert [about(n) for n in (0, 1, 2, 3, 5, 6)] == ["none", "few", "few", "some", "some", "many"]
    assert area_of(Waypoint(60.12345, 24.98765, "Home")) == Waypoint(60.123, 24.988, "")


@st.composite
def evenings(draw: st.DrawFn) -> list[list[float]]:
    """Seconds of each driver to each ride; infinite for no way."""
    drivers, rides = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    seconds = st.one_of(st.integers(0, int(WITHIN)), st.just(float("inf")))
    return [[float(draw(seconds)) for _ in range(rides)] for _ in range(drivers)]


@given(evenings())
def test_the_ways_are_the_shortest_in_sum_and_each_is_asked_once(table: list[list[float]]) -> None:
    seconds = np.array(table)
    count = seconds.shape[1]
    cost = costs(seconds, [0] * count, [0] * len(table))
    found = match(seconds, cost, [0] * count)
    assert len({pair.driver for pair in found}) == len({pair.ride for pair in found}) == len(found)
    assert all(seconds[pair.driver, pair.ride] == pair.seconds for pair in found)
    best = min(sum_of(cost, chosen) for chosen in choices(*seconds.shape))
    assert sum_of(cost, [(pair.driver, pair.ride) for pair in found]) <= best


def choices(drivers: int, rides: int) -> list[list[tuple[int, int]]]:
    """All ways to give each ride a driver, as far as there are both."""
    if drivers >= rides:
        return [
            list(zip(p, range(rides), strict=True)) for p in permutations(range(drivers), rides)
        ]
    return [list(zip(range(drivers), p, strict=True)) for p in permutations(range(rides), drivers)]


def sum_of(cost: np.ndarray, pairs: list[tuple[int, int]]) -> float:
    """What these cost; who is left over costs what is forbidden."""
    left = min(cost.shape) - len([one for one in pairs if cost[one] < FORBIDDEN])
    return left * FORBIDDEN + sum(float(cost[one]) for one in pairs if cost[one] < FORBIDDEN)


def test_who_was_refused_asks_several_at_once_and_who_waited_is_first() -> None:
    seconds = np.array([[60.0], [90.0], [120.0], [150.0]])
    cost = costs(seconds, [0], [0] * 4)
    assert [pair.driver for pair in match(seconds, cost, [REFUSALS - 1])] == [0]
    several = match(seconds, cost, [REFUSALS])
    assert [pair.driver for pair in several] == list(range(AT_ONCE))
    assert [pair.driver for pair in match(seconds, cost, [0], {(0, 0)})] == [1]
    # One driver, two rides as near: whoever has waited longer.
    waited = costs(np.array([[60.0, 60.0]]), [10, 100], [0])
    assert [pair.ride for pair in match(np.array([[60.0, 60.0]]), waited, [0, 0])] == [1]
