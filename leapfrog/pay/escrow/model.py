"""A trade's money in between: its states, and what somebody can do about it."""

from datetime import datetime, timedelta
from typing import ClassVar, Literal
from uuid import UUID

import msgspec

Kind = Literal["digital", "pickup", "parcel"]
State = Literal[
    "created",
    "paid",
    "shipped_part",
    "shipped",
    "received",
    "released",
    "closed_unpaid",
    "refunded",
]
Refunding = Literal["none", "asked", "agreed", "return_wait", "returned", "refused", "judged"]
Role = Literal["buyer", "seller", "town"]

TERMINAL = frozenset(("released", "closed_unpaid", "refunded"))
DISPUTED = frozenset(("asked", "return_wait", "returned", "refused"))

# How long the buyer has to confirm once all is sent.
CONFIRM: dict[Kind, timedelta] = {
    "digital": timedelta(hours=24),
    "pickup": timedelta(hours=48),
    "parcel": timedelta(days=10),
}
# How long a question about a refund waits for whoever has to answer it.
ANSWER: dict[Refunding, timedelta] = {
    "asked": timedelta(days=5),
    "return_wait": timedelta(days=7),
    "returned": timedelta(days=10),
    "refused": timedelta(days=7),
}
LONGEST_EXTENSION = timedelta(days=30)


class EscrowTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What two agree on. `of` names the trade, as its module does; `fee_bp`: the town's part of
    what is released, in hundredths of a percent; `settle`: between received and released.
    """

    id: UUID
    of: str
    kind: Kind
    buyer_id: UUID
    seller_id: UUID
    amount: int
    fee_bp: int = 0
    pay_within: timedelta = timedelta(hours=24)
    ship_within: timedelta = timedelta(hours=48)
    settle: timedelta = timedelta()


class Escrow(msgspec.Struct, frozen=True):
    """A trade's money as it stands. `due_at`: when something happens by itself; `remaining`: the
    seconds that the state's own timer still has, while a dispute pauses it, or before it began.
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
    amount: int
    fee_bp: int
    settle: int
    paid: int
    refunded: int
    released: int
    state: State
    refund: Refunding
    asked: int
    returns: bool
    due_at: datetime | None
    remaining: int
    extended: int
    step: int
    created_at: datetime
    changed_at: datetime

    @property
    def rest(self) -> int:
        """What lies on the trade's account."""
        return self.paid - self.refunded - self.released

    @property
    def disputed(self) -> bool:
        return self.refund in DISPUTED

    def role(self, person_id: UUID) -> Role | None:
        """What somebody is in this trade."""
        if person_id == self.buyer_id:
            return "buyer"
        return "seller" if person_id == self.seller_id else None


class EscrowMove(msgspec.Struct, frozen=True):
    """Money that moves with a step: in from the buyer, back to them, or on to the seller."""

    word: Literal["pay", "refund", "release"]
    amount: int


class EscrowAction(msgspec.Struct, frozen=True):
    """Something that is done about a trade, by one of these."""

    by: ClassVar[tuple[Role, ...]] = ()


class Pay(EscrowAction, frozen=True):
    by = ("buyer",)


class Cancel(EscrowAction, frozen=True):
    """Before it is paid."""

    by = ("buyer", "seller")


class Ship(EscrowAction, frozen=True):
    """All that is left, or a part of it. For what is fetched or downloaded: it is ready."""

    by = ("seller",)
    all: bool = True


class Confirm(EscrowAction, frozen=True):
    """The buyer has it all."""

    by = ("buyer",)


class Extend(EscrowAction, frozen=True):
    """The buyer gets more time to confirm."""

    by = ("seller",)
    more: timedelta


class AskRefund(EscrowAction, frozen=True):
    """The buyer wants so much back; `returns`: and sends the goods back."""

    by = ("buyer",)
    amount: int
    returns: bool = False


class Withdraw(EscrowAction, frozen=True):
    """The buyer does not want it any more."""

    by = ("buyer",)


class Agree(EscrowAction, frozen=True):
    by = ("seller",)


class Refuse(EscrowAction, frozen=True):
    by = ("seller",)


class SendBack(EscrowAction, frozen=True):
    """The goods are on their way back."""

    by = ("buyer",)


class GotBack(EscrowAction, frozen=True):
    """The goods are back."""

    by = ("seller",)


class Judge(EscrowAction, frozen=True):
    """The operator ends a dispute: so much is the buyer's, the rest the seller's."""

    by = ("town",)
    to_buyer: int


class Tick(EscrowAction, frozen=True):
    """The time is over for whatever was waited for."""

    by = ("town",)
