"""The states of a ride by hail, and what leads from one to another: declared here and checked when
it is imported. No other file decides what may follow what.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from leapfrog.rides.errors import RideOver, RideState
from leapfrog.rides.model import State

Event = Literal[
    "book",
    "request",
    "fail",
    "accept",
    "queue",
    "begin",
    "find_nobody",
    "arrive",
    "give_back",
    "board",
    "end",
    "ask_sum",
    "agree",
    "differ",
    "judge",
    "cancel",
    "not_come",
    "stop",
    "forget",
    "give_up",
]
Actor = Literal["rider", "driver", "clock", "town"]
Money = Literal["none", "held", "kept", "given back", "fee", "fare"]

OPEN: frozenset[State] = frozenset(
    {"booked", "requested", "queued", "accepted", "arrived", "riding", "ended"}
)
OVER: frozenset[State] = frozenset({"paid", "cancelled", "no_driver", "no_show"})
# In these a driver has the ride, and the two may see of each other what that needs.
TOGETHER: frozenset[State] = frozenset({"queued", "accepted", "arrived", "riding"})
# And in these the rider sees where the driver is, who drives nobody else.
FOLLOWED = TOGETHER - {"queued"}


class RideRule(msgspec.Struct, frozen=True):
    """By `event`, which one of `by` brings about, a ride in one of `states` (none: a new one) comes
    to be in `to`; what becomes of the `money` that was held.
    """

    event: Event
    by: tuple[Actor, ...]
    states: tuple[State, ...]
    to: State
    money: Money


TABLE: Sequence[RideRule] = (
    RideRule("book", ("rider",), (), "booked", "none"),
    RideRule("request", ("rider",), (), "requested", "held"),
    RideRule("request", ("clock",), ("booked",), "requested", "held"),
    # The wallet would not promise the price, or the rider was still in another ride.
    RideRule("fail", ("clock",), ("booked",), "cancelled", "given back"),
    RideRule("accept", ("driver",), ("requested",), "accepted", "kept"),
    # By a driver who still drives somebody else, and comes when that ride is over.
    RideRule("queue", ("driver",), ("requested",), "queued", "kept"),
    RideRule("begin", ("driver", "rider", "clock", "town"), ("queued",), "accepted", "kept"),
    RideRule("find_nobody", ("clock",), ("requested",), "no_driver", "given back"),
    RideRule("arrive", ("driver",), ("accepted",), "arrived", "kept"),
    RideRule("give_back", ("driver",), ("queued", "accepted", "arrived"), "requested", "kept"),
    RideRule("board", ("driver", "rider"), ("arrived",), "riding", "kept"),
    RideRule("end", ("driver",), ("riding",), "paid", "fare"),
    # More than was agreed, or cash: the rider says yes, or otherwise.
    RideRule("ask_sum", ("driver",), ("riding",), "ended", "kept"),
    RideRule("agree", ("rider",), ("ended",), "paid", "fare"),
    RideRule("differ", ("rider",), ("ended",), "paid", "fare"),
    RideRule("judge", ("town",), ("ended",), "paid", "fare"),
    RideRule("cancel", ("rider",), ("booked", "requested"), "cancelled", "given back"),
    RideRule("cancel", ("rider",), ("queued", "accepted", "arrived"), "cancelled", "fee"),
    RideRule("not_come", ("driver",), ("arrived",), "no_show", "fee"),
    RideRule(
        "stop",
        ("town",),
        ("booked", "requested", "queued", "accepted", "arrived", "riding"),
        "cancelled",
        "given back",
    ),
    RideRule("forget", ("clock",), ("queued", "accepted", "arrived"), "cancelled", "given back"),
    RideRule("forget", ("clock",), ("riding", "ended"), "paid", "fare"),
    # The fare cannot be paid: who would drive or be driven again must not wait for that.
    RideRule("give_up", ("clock",), ("riding", "ended"), "cancelled", "given back"),
)


class RideTableFault(Exception):
    """The table of the states of a ride does not hold together."""


Rules = Mapping[tuple[Event, State | None], RideRule]


def checked(table: Sequence[RideRule]) -> Rules:
    """The rules by event and state; None: before there is a ride. Raises `RideTableFault` unless
    no two rules say something of the same, every state is reached, what is over stays so and holds
    no money, and the clock alone leads to an end from everywhere.
    """
    rules: dict[tuple[Event, State | None], RideRule] = {}
    for rule in table:
        for state in rule.states or (None,):
            if (rule.event, state) in rules:
                raise RideTableFault(f"two rules of {rule.event} in {state}")
            rules[rule.event, state] = rule
        if (rule.to in OVER) == (rule.money in ("none", "held", "kept")):
            raise RideTableFault(f"{rule.event} leads to {rule.to}, and money is {rule.money}")
        if OVER & {*rule.states}:
            raise RideTableFault(f"{rule.event} begins where all is over")
    if lost := (OPEN | OVER) - {rule.to for rule in table}:
        raise RideTableFault(f"nothing leads to {sorted(lost)}")
    for state in OPEN:
        if not OVER & left_alone(table, state):
            raise RideTableFault(f"left alone, {state} never ends")
    return rules


def left_alone(table: Iterable[RideRule], state: State) -> set[State]:
    """Where the clock alone leads from there."""
    return {one.to for one in table if "clock" in one.by and state in one.states}


RULES = checked(TABLE)


def follows(event: Event, by: Actor, state: State | None) -> RideRule:
    """What an event of somebody leads to. Raises `RideOver`, `RideState`."""
    rule = RULES.get((event, state))
    if rule is None or by not in rule.by:
        raise RideOver if state in OVER else RideState
    return rule
