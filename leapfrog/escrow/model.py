"""A trade's money in between: its states, and the one table of what leads from which to which."""

from datetime import datetime, timedelta
from typing import Literal, TypeAlias
from uuid import UUID

import msgspec

from leapfrog.escrow.actions import (
    Agree,
    Appeal,
    AskRefund,
    Cancel,
    Collect,
    Confirm,
    EscrowAction,
    Extend,
    Forfeit,
    GiveBack,
    GotBack,
    Judge,
    Pay,
    PayBalance,
    Refuse,
    SendBack,
    Ship,
    Tick,
    Withdraw,
)

Kind = Literal["digital", "pickup", "local", "parcel"]
State = Literal[
    "created",
    "deposited",
    "paid",
    "shipped_part",
    "shipped",
    "received",
    "released",
    "closed_unpaid",
    "refunded",
]
# How a question about a refund stands.
Refunding = Literal[
    "none",
    "asked",
    "agreed",
    "return_wait",
    "returned",
    "refused",
    "appealed",
    "judged",
    "owed",
]
Role = Literal["buyer", "seller", "town"]
AsIs = Literal["as_is"]

TERMINAL: frozenset[State] = frozenset(("released", "closed_unpaid", "refunded"))
# Money lies on the trade's account.
PAID: tuple[State, ...] = ("deposited", "paid", "shipped_part", "shipped", "received")
SENT_NOTHING: tuple[State, ...] = ("paid", "shipped_part")
# No question is open, so another may be asked.
QUIET: tuple[Refunding, ...] = ("none", "agreed", "judged")
DISPUTED: tuple[Refunding, ...] = ("asked", "return_wait", "returned", "refused", "appealed")

LONGEST_EXTENSION = timedelta(days=30)
# The desk hears of an appeal that nobody has judged after this time, and then again and again.
RING_FIRST, RING_AGAIN = timedelta(hours=72), timedelta(days=1)
# What the seller owes is tried to be taken again.
COLLECT_AGAIN = timedelta(days=1)


class EscrowTimes(msgspec.Struct, frozen=True, kw_only=True):
    """How long each side has. `confirm_within`: the buyer, once all is sent; `settle`: between
    received and released; for a question about a refund: `answer_within` the seller,
    `return_within` the buyer to send goods back, `check_within` the seller to look at them,
    `appeal_within` either side after a refusal; `after_sale`: so long after the release a refund
    can still be asked for.
    """

    pay_within: timedelta = timedelta(hours=24)
    ship_within: timedelta = timedelta(hours=48)
    confirm_within: timedelta = timedelta(days=10)
    settle: timedelta = timedelta()
    answer_within: timedelta = timedelta(days=5)
    return_within: timedelta = timedelta(days=7)
    check_within: timedelta = timedelta(days=10)
    appeal_within: timedelta = timedelta(days=7)
    after_sale: timedelta = timedelta()


# What is agreed on where nothing else is.
TIMES: dict[Kind, EscrowTimes] = {
    "digital": EscrowTimes(confirm_within=timedelta(hours=24)),
    "pickup": EscrowTimes(confirm_within=timedelta(hours=48)),
    "local": EscrowTimes(confirm_within=timedelta(hours=48), after_sale=timedelta(days=14)),
    "parcel": EscrowTimes(confirm_within=timedelta(days=10), after_sale=timedelta(days=14)),
}


class Deposit(msgspec.Struct, frozen=True):
    """A part that is paid before the rest, which is paid between `opens` and `closes`; then it goes
    back. `lost`: whoever agreed on it can say before (`Forfeit`) that it is the seller's.
    """

    amount: int
    opens: datetime
    closes: datetime
    lost: bool = False


class EscrowTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What two agree on. `of` names the trade, as its module does; `seller_id`: a person or a shop,
    whose `seller_account` is; `fee_bp`: the town's part of what is released, in hundredths of a
    percent. Raises `ValueError` for sums, times or a deposit that cannot be.
    """

    id: UUID
    of: str
    kind: Kind
    buyer_id: UUID
    seller_id: UUID
    seller_account: int
    amount: int
    fee_bp: int = 0
    times: EscrowTimes | None = None
    deposit: Deposit | None = None

    def __post_init__(self) -> None:
        if self.amount <= 0 or not 0 <= self.fee_bp <= 10_000:
            raise ValueError("an escrow has an amount above 0 and a fee of at most all of it")
        spans = msgspec.structs.astuple(self.agreed_times)
        if any(span < timedelta() for span in spans):
            raise ValueError("no time of an escrow is below 0")
        part = self.deposit
        if part and not (0 < part.amount < self.amount and part.opens < part.closes):
            raise ValueError("a deposit is a part of the amount, and the rest has a time")

    @property
    def agreed_times(self) -> EscrowTimes:
        return self.times or TIMES[self.kind]


class Escrow(msgspec.Struct, frozen=True, kw_only=True):
    """A trade's money as it stands. `unsent`: what of the rest is for goods that were not sent;
    `due_at`: when something happens by itself; `remaining`: what the state's own timer still has
    while a question about a refund pauses it; `extended`: by how much it was lengthened;
    `after_until`: until then a refund can be asked for after the release.
    """

    id: UUID
    of: str
    kind: Kind
    buyer_id: UUID
    seller_id: UUID
    currency: str
    account: int
    buyer_account: int
    seller_account: int
    fee_account: int | None
    amount: int
    fee_bp: int
    deposit: int
    balance_from: datetime | None
    balance_by: datetime | None
    deposit_lost: bool
    times: EscrowTimes
    paid: int = 0
    refunded: int = 0
    released: int = 0
    unsent: int = 0
    state: State = "created"
    refund: Refunding = "none"
    asked: int = 0
    asked_unsent: int = 0
    returns: bool = False
    sent_back: bool = False
    appealed_at: datetime | None = None
    due_at: datetime | None = None
    remaining: timedelta = timedelta()
    extended: timedelta = timedelta()
    after_until: datetime | None = None
    step: int = 0
    created_at: datetime
    changed_at: datetime

    @property
    def rest(self) -> int:
        """What lies on the trade's account."""
        return self.paid - self.refunded - self.released

    @property
    def refundable(self) -> int:
        """What can still go back to the buyer: after the release, what the seller got."""
        return self.released if self.state == "released" else self.rest

    @property
    def disputed(self) -> bool:
        return self.refund in DISPUTED

    def is_over(self, now: datetime) -> bool:
        """Whether neither side can want anything of the other any more."""
        asks = self.after_until is not None and self.after_until > now and self.released > 0
        return self.state in TERMINAL and self.refund in QUIET and not asks

    def role(self, party_id: UUID) -> Role | None:
        """What a person or a shop is in this trade."""
        if party_id == self.buyer_id:
            return "buyer"
        return "seller" if party_id == self.seller_id else None


Place: TypeAlias = tuple[State, Refunding]


class Rule(msgspec.Struct, frozen=True):
    """One row of the table: who may do what where, and what it can lead to."""

    action: type[EscrowAction]
    by: tuple[Role, ...]
    states: tuple[State, ...]
    refunds: tuple[Refunding, ...]
    to: tuple[State | AsIs, ...]
    refund_to: tuple[Refunding | AsIs, ...]

    def places(self) -> set[Place]:
        """Where it applies."""
        return {(state, refund) for state in self.states for refund in self.refunds}

    def leads(self, state: State, refund: Refunding) -> set[Place]:
        """To what it can lead from there: to an end only with no question open."""
        refunds: set[Refunding] = {refund if one == "as_is" else one for one in self.refund_to}
        found = {(state, one) for one in refunds if "as_is" in self.to}
        named = {one for one in self.to if one != "as_is"}
        return found | {
            (one, other)
            for one in named
            for other in refunds
            if one not in TERMINAL or other in QUIET
        }


BUYER: tuple[Role, ...] = ("buyer",)
SELLER: tuple[Role, ...] = ("seller",)
BOTH: tuple[Role, ...] = ("buyer", "seller")
TOWN: tuple[Role, ...] = ("town",)
ASKABLE: tuple[State, ...] = (*PAID, "released")
STAYS: tuple[AsIs] = ("as_is",)


def _gives(
    action: type[EscrowAction], by: tuple[Role, ...], refunds: tuple[Refunding, ...], *to: Refunding
) -> tuple[Rule, Rule]:
    """The rows of an action by which something of the rest goes back: what was sent in part is sent
    in whole when nothing unsent is left, and a trade of which nothing is left is over.
    """
    ends: tuple[State | AsIs, ...] = ("as_is", "refunded", "released")
    whole: tuple[State, ...] = ("deposited", "paid", "shipped", "received")
    return (
        Rule(action, by, whole, refunds, ends, to),
        Rule(action, by, ("shipped_part",), refunds, (*ends, "shipped"), to),
    )


def _takes_back(
    action: type[EscrowAction], by: tuple[Role, ...], refunds: tuple[Refunding, ...], *to: Refunding
) -> tuple[Rule, ...]:
    """The same, and the row for after the release: a seller who has not got it owes it."""
    late = Rule(action, by, ("released",), refunds, ("as_is", "refunded"), (*to, "owed"))
    return (*_gives(action, by, refunds, *to), late)


TABLE: tuple[Rule, ...] = (
    Rule(Pay, BUYER, ("created",), ("none",), ("paid", "deposited"), STAYS),
    Rule(PayBalance, BUYER, ("deposited",), QUIET, ("paid",), STAYS),
    Rule(Forfeit, TOWN, ("deposited",), QUIET, ("released",), STAYS),
    Rule(Cancel, BOTH, ("created",), ("none",), ("closed_unpaid",), STAYS),
    Rule(Ship, SELLER, SENT_NOTHING, QUIET, ("shipped_part", "shipped"), STAYS),
    Rule(Confirm, BUYER, ("shipped",), QUIET, ("received", "released"), STAYS),
    Rule(Extend, BUYER, SENT_NOTHING, QUIET, STAYS, STAYS),
    Rule(Extend, SELLER, ("shipped",), QUIET, STAYS, STAYS),
    Rule(AskRefund, BUYER, ASKABLE, QUIET, STAYS, ("asked",)),
    Rule(
        Withdraw,
        BUYER,
        ASKABLE,
        ("asked", "return_wait", "refused", "appealed"),
        STAYS,
        ("none",),
    ),
    *_takes_back(Agree, SELLER, ("asked", "refused", "appealed"), "agreed", "return_wait"),
    Rule(Refuse, SELLER, ASKABLE, ("asked", "returned"), STAYS, ("refused",)),
    Rule(SendBack, BUYER, ASKABLE, ("return_wait",), STAYS, ("returned",)),
    *_takes_back(GotBack, SELLER, ("returned",), "agreed"),
    Rule(Appeal, BOTH, ASKABLE, ("refused", "returned"), STAYS, ("appealed",)),
    *_gives(GiveBack, SELLER, QUIET, "agreed"),
    *_takes_back(Judge, TOWN, ("appealed",), "judged"),
    Rule(Collect, TOWN, ("released",), ("owed",), ("as_is", "refunded"), ("as_is", "agreed")),
    Rule(Tick, TOWN, ("created",), ("none",), ("closed_unpaid",), STAYS),
    Rule(Tick, TOWN, ("deposited",), QUIET, ("refunded", "released"), STAYS),
    Rule(Tick, TOWN, ("paid",), QUIET, ("refunded", "released"), STAYS),
    Rule(Tick, TOWN, ("shipped_part",), QUIET, ("shipped", "refunded", "released"), STAYS),
    Rule(Tick, TOWN, ("shipped",), QUIET, ("received", "released"), STAYS),
    Rule(Tick, TOWN, ("received",), QUIET, ("released",), STAYS),
    *_takes_back(Tick, TOWN, ("asked",), "agreed", "return_wait"),
    *_takes_back(Tick, TOWN, ("returned",), "agreed"),
    Rule(Tick, TOWN, ASKABLE, ("return_wait", "refused"), STAYS, ("none",)),
    # Nobody but a person of the town moves money here: the desk is told, and told again.
    Rule(Tick, TOWN, ASKABLE, ("appealed",), STAYS, STAYS),
    Rule(Tick, TOWN, ("released",), ("owed",), ("as_is", "refunded"), ("as_is", "agreed")),
)

Rules: TypeAlias = dict[tuple[type[EscrowAction], Place], Rule]
START: Place = ("created", "none")
