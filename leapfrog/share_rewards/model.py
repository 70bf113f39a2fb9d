"""Rewards for who shares an item that somebody buys through their link."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

RewardState = Literal["promised", "paid", "void"]
# The goods went back; the sharer is gone, or one of the two blocked the other; the sharer's account
# took nothing in for a month.
VoidedBy = Literal["returned", "gone", "blocked", "not_taken"]
# An opened link counts for what is bought within this time.
COUNTS_FOR = timedelta(days=7)
LONGEST = timedelta(days=90)
LARGEST = 1_000_000_000
MOST_CAP = 100
TRY_AGAIN, GIVES_UP = timedelta(days=1), timedelta(days=30)


class NewRewardOffer(msgspec.Struct, frozen=True, kw_only=True):
    """How a shop wants to reward sharing, in minor units: `reward` for each order, `budget` in all,
    at most `cap` rewards for one who shares.
    """

    id: UUID
    item_id: UUID
    reward: int
    budget: int
    cap: int
    ends_at: datetime


class RewardOffer(msgspec.Struct, frozen=True, kw_only=True):
    """A shop's offer to reward sharing an item, as it is kept; amounts in minor units. `promised`:
    for orders whose time to give back is not over; `paid` to who shared; `returned` to the shop.
    """

    id: UUID
    merchant_id: UUID
    item_id: UUID
    title: str
    by_id: UUID
    reward: int
    budget: int
    promised: int
    paid: int
    returned: int
    cap: int
    currency: str
    account: int
    shop_account: int
    ends_at: datetime
    over: bool
    created_at: datetime

    @property
    def left(self) -> int:
        """How many rewards can still be promised."""
        return (self.budget - self.promised - self.paid - self.returned) // self.reward

    def runs(self, at: datetime) -> bool:
        """Whether an order of this moment is rewarded, if a reward is left."""
        return not self.over and self.created_at <= at < self.ends_at


class RewardLink(msgspec.Struct, frozen=True, kw_only=True):
    """The link by which a person shares an item of a reward offer; its `code` ends the URL."""

    id: UUID
    offer_id: UUID
    person_id: UUID
    code: str
    at: datetime


class Reward(msgspec.Struct, frozen=True, kw_only=True):
    """What is promised for an order, paid, or is not after all; `sharer_id` None: erased."""

    id: UUID
    offer_id: UUID
    order_id: UUID
    sharer_id: UUID | None
    amount: int
    state: RewardState
    why: VoidedBy | None
    due_at: datetime | None
    at: datetime
    ended_at: datetime | None
