"""Orders that are paid at the door: their states and who may do what, declared once and checked
when this is imported.
"""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.reaching import reached

State = Literal["placed", "sent", "done", "returned", "called_off", "lost"]
DoorService = Literal["own", "courier"]
PaidBy = Literal["cash", "wallet"]
EndedBy = Literal["buyer", "shop", "time"]
Side = Literal["buyer", "shop"]
Act = Literal["call_off", "send", "pay", "hand_over", "come_back", "lose"]
By = Literal["buyer", "shop", "clock", "parcel"]

START: State = "placed"
TERMINAL: tuple[State, ...] = ("done", "returned", "called_off", "lost")
OPEN: tuple[State, ...] = ("placed", "sent")
# At most so much can a courier be asked to take at one door, in minor units.
HIGHEST = 100_000
# So many that are not over somebody has at once: nothing of them is paid yet.
MOST_OPEN = 3
# Who took nothing of what came to their door so often, within this time, pays before.
MOST_REFUSED, REMEMBERED = 2, timedelta(days=60)
ADDRESS_KEPT = timedelta(days=60)
# So long the wallet's money waits for a parcel of which nothing is heard: longer than it takes
# until that is lost.
WAITS = timedelta(days=30)


class DoorRule(msgspec.Struct, frozen=True):
    """A row of the table: who does what in which states, and what the order is then."""

    act: Act
    by: tuple[By, ...]
    states: tuple[State, ...]
    to: State


TABLE: tuple[DoorRule, ...] = (
    DoorRule("call_off", ("buyer", "shop", "clock"), ("placed",), "called_off"),
    DoorRule("send", ("shop",), ("placed",), "sent"),
    DoorRule("pay", ("buyer",), ("sent",), "sent"),
    DoorRule("hand_over", ("parcel",), ("sent",), "done"),
    DoorRule("come_back", ("parcel",), ("sent",), "returned"),
    DoorRule("lose", ("parcel",), ("sent",), "lost"),
)


class DoorTerms(msgspec.Struct, frozen=True):
    """Up to how much of one order can be paid at the door, in minor units; None: nothing. `paused`:
    nothing now, since the shop owes money to a buyer for too long.
    """

    most: int | None = None
    paused: bool = False


class DoorLine(msgspec.Struct, frozen=True, kw_only=True):
    """So many of a variant, as it was called and cost (minor units, gross, each) when ordered; how
    many of them came back, and how much of what was paid for them went back.
    """

    order_id: UUID
    no: int
    variant_id: UUID
    item_id: UUID
    title: str
    options: list[str]
    picture: UUID | None
    n: int
    price: int
    pool_id: UUID
    claim_id: UUID
    tax_class: str = "standard"
    no_withdrawal: bool = False
    returned: int = 0
    refunded: int = 0

    @property
    def paid(self) -> int:
        """What was paid for all of them."""
        return self.n * self.price


class GivenBack(msgspec.Struct, frozen=True):
    """So many units of a line came back, and so much of what was paid for it went back (minor
    units).
    """

    no: int
    units: int
    amount: int


class DoorOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody ordered in one shop and pays at their door. `goods` and `delivery_price`: minor
    units; `paid_by`: None until it is paid; `fee_bp`: the town's part of what the wallet pays, in
    hundredths of a percent; `due_at`: what is not sent until then is called off. `trader`: not a
    private person sold it; `returns_days`: so long the shop said that it takes things back.
    """

    id: UUID
    merchant_id: UUID
    buyer_id: UUID
    state: State = START
    service: DoorService
    for_name: str
    for_phone: str
    for_address: str
    lat: float | None = None
    lon: float | None = None
    note: str
    goods: int
    delivery_price: int
    currency: str
    fee_bp: int
    paid_by: PaidBy | None = None
    paid_at: datetime | None = None
    delivery_id: UUID | None = None
    parcel_id: UUID | None = None
    ended_by: EndedBy | None = None
    why: str = ""
    due_at: datetime | None = None
    created_at: datetime
    sent_at: datetime | None = None
    ended_at: datetime | None = None
    changed_at: datetime
    trader: bool = False
    returns_days: int = 0

    @property
    def total(self) -> int:
        """What is paid at the door."""
        return self.goods + self.delivery_price

    @property
    def number(self) -> str:
        """How people call it: nine digits, of the random part of its id."""
        digits = f"{self.id.int % 10**9:09}"
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"

    @property
    def trade_id(self) -> UUID:
        """Of the money that the wallet pays, which no client can know before."""
        return derived_id(self.id, "paid at the door")

    @property
    def ref(self) -> str:
        """How that money is named in escrow."""
        return f"door_orders:order:{self.id}"


def rule_for(act: Act, by: By, state: State) -> DoorRule | None:
    """The row that says what this leads to from there; None: they may not, or not then."""
    return next(
        (one for one in TABLE if one.act == act and by in one.by and state in one.states), None
    )


def claim_of(order_id: UUID, no: int) -> UUID:
    """With what a line takes its units of the stock."""
    return derived_id(order_id, f"door line {no}")


def check_table() -> None:
    """Raises `AssertionError` unless each state can be reached, from each there is a way to an end,
    and nothing leads out of an end.
    """
    every: tuple[State, ...] = State.__args__  # type: ignore[attr-defined]
    leads = {one: {rule.to for rule in TABLE if one in rule.states} for one in every}
    if reached(START, leads) != {*every}:
        raise AssertionError("a state of orders at the door cannot be reached")
    if any(leads[one] for one in TERMINAL):
        raise AssertionError("something leads out of an end")
    if any(not reached(one, leads) & {*TERMINAL} for one in every):
        raise AssertionError("there is no way out of a state")


check_table()
