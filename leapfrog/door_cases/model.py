"""Cases of what was paid at the door: their states and who may do what, declared once and checked
when this is imported. The states are called as those of other orders' questions are.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.door_orders import Side
from leapfrog.kernel.reaching import reached

# refund: money back and the goods stay; return: both come back.
DoorCaseKind = Literal["refund", "return"]
# return_wait: the goods are to come back first; owed: the shop has to give the money back.
DoorCaseState = Literal[
    "asked",
    "return_wait",
    "returned",
    "refused",
    "appealed",
    "owed",
    "given",
    "denied",
    "dropped",
]
DoorCaseStep = Literal[
    "evidence", "agree", "refuse", "send_back", "got_back", "appeal", "drop", "pay", "got_cash"
]
DoorCaseEntryAct = Literal["open", "ruling", DoorCaseStep]
DoorCaseAct = Literal["clock", DoorCaseEntryAct]
DoorCaseSide = Literal["buyer", "shop", "town"]
PaidBack = Literal["cash", "wallet"]

STEPS: tuple[DoorCaseStep, ...] = (
    *("agree", "got_back", "pay", "got_cash", "send_back", "refuse", "appeal"),
    *("evidence", "drop"),
)
TERMINAL: tuple[DoorCaseState, ...] = ("given", "denied", "dropped")
LONGEST_TEXT = 2_000
# So long after it was handed over something can be asked, or longer where the shop said so; what a
# business sold is given back within this time without a reason (directive 2011/83/EU, article 9).
ASK_WITHIN = timedelta(days=14)
# So many questions about one order may lead to nothing.
MOST_WITHOUT_SUCCESS = 3
# A shop that owes for so long is paid at the door no more until it has given it back.
OWES_TOO_LONG = timedelta(days=7)
# What happens by itself after so long: who does not answer agrees, who does not go on gives up, and
# what is owed is tried to be paid again.
WAITS: Mapping[DoorCaseState, timedelta] = {
    "asked": timedelta(days=5),
    "return_wait": timedelta(days=7),
    "returned": timedelta(days=10),
    "refused": timedelta(days=7),
    "owed": timedelta(days=1),
}


class DoorCaseRule(msgspec.Struct, frozen=True):
    """A row of the table: who does what in which states, and what the case can be then."""

    act: DoorCaseAct
    by: tuple[DoorCaseSide, ...]
    states: tuple[DoorCaseState, ...]
    to: tuple[DoorCaseState, ...]


BOTH: tuple[DoorCaseSide, ...] = ("buyer", "shop")
ANSWERED: tuple[DoorCaseState, ...] = ("asked", "refused", "appealed")
# What is owed is paid at once where the shop has it.
MONEY: tuple[DoorCaseState, ...] = ("owed", "given")
TABLE: tuple[DoorCaseRule, ...] = (
    DoorCaseRule("agree", ("shop",), ANSWERED, ("return_wait", *MONEY)),
    DoorCaseRule("refuse", ("shop",), ("asked", "returned"), ("refused",)),
    DoorCaseRule("send_back", ("buyer",), ("return_wait",), ("returned",)),
    DoorCaseRule("got_back", ("shop",), ("return_wait", "returned"), MONEY),
    DoorCaseRule("appeal", BOTH, ("refused", "returned"), ("appealed",)),
    DoorCaseRule("drop", ("buyer",), (*ANSWERED, "return_wait"), ("dropped",)),
    DoorCaseRule("ruling", ("town",), ("appealed",), ("denied", *MONEY)),
    DoorCaseRule("pay", ("shop",), ("owed",), ("given",)),
    DoorCaseRule("got_cash", ("buyer",), ("owed",), ("given",)),
    DoorCaseRule("clock", ("town",), ("asked",), ("return_wait", *MONEY)),
    DoorCaseRule("clock", ("town",), ("return_wait", "refused"), ("dropped",)),
    DoorCaseRule("clock", ("town",), ("returned", "owed"), MONEY),
    *(
        DoorCaseRule("evidence", BOTH, (one,), (one,))
        for one in (*ANSWERED, "return_wait", "returned", "owed")
    ),
)


class DoorCaseLine(msgspec.Struct, frozen=True):
    """So many units of a line come back, and so much of what was paid for it is asked (minor
    units).
    """

    case_id: UUID
    no: int
    n: int
    amount: int


class DoorCase(msgspec.Struct, frozen=True, kw_only=True):
    """A question. `amount`: what was asked, `given`: what goes back once that is decided (minor
    units); `paid_by`: how it went back; `judged`: the town decided; `sent_back`: the goods
    were sent back, or the shop has them; `due_at`: what happens by itself happens then;
    `owed_at`: since when the shop owes it.
    """

    id: UUID
    order_id: UUID
    kind: DoorCaseKind
    state: DoorCaseState
    amount: int
    given: int = 0
    judged: bool = False
    sent_back: bool = False
    paid_by: PaidBack | None = None
    due_at: datetime | None = None
    opened_at: datetime
    changed_at: datetime
    ended_at: datetime | None = None
    owed_at: datetime | None = None


class DoorCaseEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did or said. Of a ruling: `text` is for the buyer, `for_shop` for the shop,
    `to_buyer` what goes back (minor units).
    """

    id: UUID
    case_id: UUID
    by_id: UUID | None
    side: DoorCaseSide
    act: DoorCaseEntryAct
    text: str
    at: datetime
    for_shop: str = ""
    to_buyer: int | None = None


class DoorCaseWish(msgspec.Struct, frozen=True):
    """What is asked: so many units by line, and for a refund how much for them (minor units; None:
    all that was paid for these).
    """

    kind: DoorCaseKind
    units: Mapping[int, int]
    amount: int | None = None
    text: str = ""


class DoorCaseRuling(msgspec.Struct, frozen=True):
    """What the town decides: so much of what was asked goes back (minor units), and why, in words
    for each side.
    """

    to_buyer: int
    for_buyer: str
    for_shop: str


def rules_for(act: DoorCaseAct, side: DoorCaseSide, state: DoorCaseState) -> list[DoorCaseRule]:
    """The rows that let a side do this then; none: it may not."""
    return [one for one in TABLE if one.act == act and side in one.by and state in one.states]


def steps_of(side: Side, state: DoorCaseState) -> list[DoorCaseStep]:
    """What a side can do with a case as it stands, the likeliest first."""
    return [one for one in STEPS if rules_for(one, side, state)]


def check_table() -> None:
    """Raises `AssertionError` unless each state can be reached, from each there is a way to an end,
    nothing leads out of an end, and what waits for the clock has a row for it.
    """
    every: tuple[DoorCaseState, ...] = DoorCaseState.__args__  # type: ignore[attr-defined]
    leads = {one: {to for rule in TABLE if one in rule.states for to in rule.to} for one in every}
    if reached("asked", leads) != {*every}:
        raise AssertionError("a state of cases of the door cannot be reached")
    if any(leads[one] for one in TERMINAL):
        raise AssertionError("something leads out of an end")
    if any(not reached(one, leads) & {*TERMINAL} for one in every):
        raise AssertionError("there is no way out of a state")
    if any(not rules_for("clock", "town", one) for one in WAITS):
        raise AssertionError("something waits for the clock in vain")


check_table()
