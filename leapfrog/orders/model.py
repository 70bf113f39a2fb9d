"""Orders: their states over those of escrow, declared once and checked when this is imported."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import escrow
from leapfrog.coupons import CouponUsed
from leapfrog.escrow import Refunding
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.reaching import reached

State = Literal["paid", "sent_part", "sent", "received", "done", "returned"]
Delivery = Literal["pickup", "own", "courier", "point"]
Side = Literal["buyer", "shop", "town"]

# What an order is while its money is in each of these states. The others are of trades that nobody
# has paid, and there is no order before it is paid.
OF_ESCROW: Mapping[str, State] = {
    "paid": "paid",
    "shipped_part": "sent_part",
    "shipped": "sent",
    "received": "received",
    "released": "done",
    "refunded": "returned",
}
TERMINAL: tuple[State, ...] = ("done", "returned")
START: State = "paid"
# To which state each leads, by whatever is done or the clock.
LEADS: Mapping[State, frozenset[State]] = {
    "paid": frozenset(("sent_part", "sent", "done", "returned")),
    "sent_part": frozenset(("sent", "done", "returned")),
    "sent": frozenset(("received", "done", "returned")),
    "received": frozenset(("done", "returned")),
    "done": frozenset(("returned",)),
    "returned": frozenset(),
}
# No question is open.
QUIET: tuple[Refunding, ...] = ("none", "agreed", "judged")

# Consumer law: so long after what a trader sold was received, it can be given back without a
# reason (directive 2011/83/EU, article 9).
WITHDRAWAL = timedelta(days=14)
# What comes in parcels that are followed.
TRACKED: tuple[Delivery, ...] = ("courier", "point")
# So long money waits that nobody confirms, while parcels are on their way.
PARCEL_TAKES = timedelta(days=21)
PICKUP_KEEPS = timedelta(days=7)
LONGEST_EXTENSION = 30
# Of a wrong code at the counter.
MOST_TRIES, LOCKED = 5, timedelta(hours=1)
# Where a time is sorted by that is not there.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
# An address is needed so long after the end.
ADDRESS_KEPT = timedelta(days=60)


class OrderLine(msgspec.Struct, frozen=True):
    """Some units of a variant, as it was called and cost when it was bought. `paid`: for all `n`,
    in minor units; `sent` have left the shop, `cancelled` will not be sent, of which `freed` are
    anybody's again in the stock; `returned`: of those sent; `refunded`: of what was paid;
    `fee_bp`: what the town takes of the rest, in hundredths of a percent, None: not known by line.
    """

    order_id: UUID
    no: int
    variant_id: UUID
    item_id: UUID
    title: str
    options: list[str]
    picture: UUID | None
    kind: str
    tax_class: str
    no_withdrawal: bool
    n: int
    unit_price: int
    paid: int
    pool_id: UUID
    claim_id: UUID
    sent: int = 0
    cancelled: int = 0
    freed: int = 0
    returned: int = 0
    refunded: int = 0
    fee_bp: int | None = None

    @property
    def open(self) -> int:
        """Units that are still to be sent."""
        return self.n - self.sent - self.cancelled


class ShopOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody bought in one shop with one payment. `refund`: how a question about money back
    stands; `total`, `refunded`, `released`: minor units; `code`: whoever says it gets the goods;
    `due_at`: when something happens by itself; `coupons`: what they took off, before `total`.
    """

    id: UUID
    payment_id: UUID
    merchant_id: UUID
    buyer_id: UUID
    state: State = START
    refund: Refunding = "none"
    delivery: Delivery
    for_name: str
    for_phone: str
    for_address: str
    note: str
    total: int
    refunded: int = 0
    released: int = 0
    currency: str
    coupons: list[CouponUsed] = []
    trader: bool
    returns_days: int
    code: str
    code_tries: int = 0
    code_locked_until: datetime | None = None
    packed_at: datetime | None = None
    sent_at: datetime | None = None
    received_at: datetime | None = None
    ended_at: datetime | None = None
    due_at: datetime | None = None
    created_at: datetime
    changed_at: datetime

    @property
    def number(self) -> str:
        """How people call it: nine digits, of the random part of its id."""
        digits = f"{self.id.int % 10**9:09}"
        return f"{digits[:3]} {digits[3:6]} {digits[6:]}"

    @property
    def is_quiet(self) -> bool:
        """Whether no question about money is open."""
        return self.refund in QUIET

    def may_withdraw(self, now: datetime) -> bool:
        """Whether the buyer can give it back without a reason, and cannot be refused."""
        got = self.received_at
        return self.trader and (got is None or now < got + WITHDRAWAL)

    def takes_back(self, now: datetime) -> bool:
        """Whether the shop said that it takes things back until now."""
        got = self.received_at
        return self.returns_days > 0 and (
            got is None or now < got + timedelta(days=self.returns_days)
        )


class BuyingRight(msgspec.Struct, frozen=True, kw_only=True):
    """One person's right to buy one unit of a variant, of a pool of the stock and at a price (minor
    units, gross) of its own, before `until`. `of`: what gave it, as the module there calls it, of
    which a person has one right at most. With a `deposit` (minor units) the money of what is bought
    is a trade that has begun, `trade_id`, which is the order's id as well: the unit is claimed, and
    sent by `sends_by` at the latest.
    """

    id: UUID
    person_id: UUID
    of: str
    variant_id: UUID
    pool_id: UUID
    price: int
    until: datetime
    given_at: datetime | None = None
    used_at: datetime | None = None
    payment_id: UUID | None = None
    voided_at: datetime | None = None
    deposit: int = 0
    trade_id: UUID | None = None
    sends_by: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether something can be bought with it."""
        return self.used_at is None and self.voided_at is None and now < self.until


class CartPayment(msgspec.Struct, frozen=True):
    """What paid some orders at once; `digest`: SHA-256 of the quote."""

    id: UUID
    buyer_id: UUID
    digest: bytes
    total: int
    currency: str
    at: datetime


def claim_of(order_id: UUID, no: int) -> UUID:
    """The id of the claim by which a line of an order takes its units of the stock."""
    return derived_id(order_id, f"line {no}")


def ref_of(order_id: UUID) -> str:
    """How an order's money is named in escrow."""
    return f"orders:order:{order_id}"


def order_of(ref: str) -> UUID | None:
    """The order that a trade in escrow is about, by its `of`; None: another module's."""
    start, _, ident = ref.rpartition(":")
    return UUID(ident) if start == "orders:order" else None


def state_of_money(state: str) -> State | None:
    """The state of an order whose escrow is in this state; None: there is no order then."""
    return OF_ESCROW.get(state)


def _leads_of_escrow() -> dict[State, set[State]]:
    """To which state of an order each leads, if it goes where its money goes."""
    found: dict[State, set[State]] = {one: set() for one in OF_ESCROW.values()}
    for rule in escrow.TABLE:
        for state, refund in rule.places():
            for after, _ in rule.leads(state, refund):
                if state in OF_ESCROW and after != state:
                    found[OF_ESCROW[state]].add(OF_ESCROW[after])
    return found


def check_states() -> None:
    """Raises `AssertionError` unless orders go where their money can go, and nowhere else; each
    state can be reached, and from each there is a way to an end.
    """
    if {state: {*after} for state, after in LEADS.items()} != _leads_of_escrow():
        raise AssertionError("orders do not go where escrow goes")
    if reached(START, LEADS) != {*LEADS}:
        raise AssertionError("a state of orders cannot be reached")
    stuck = [one for one in LEADS if not reached(one, LEADS) & {*TERMINAL}]
    if stuck:
        raise AssertionError(f"no way out of {stuck}")


check_states()
