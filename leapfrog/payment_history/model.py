"""What a history tells: rows, the sums of a time, and of which category a payment is. Amounts are
minor units of the account's currency.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.wallet import Kind, Reason

Category = Literal[
    "people",
    "shops",
    "rides",
    "orders",
    "bills",
    "packets",
    "refunds",
    "top_up",
    "pay_out",
    "other",
]
BY_REASON: Mapping[int, Category] = {
    Reason.TRANSFER: "people",
    Reason.PAYMENT: "shops",
    Reason.TOP_UP: "top_up",
    Reason.PAY_OUT: "pay_out",
    Reason.RED_PACKET: "packets",
    Reason.EXPIRED: "packets",
    Reason.SPLIT: "bills",
    Reason.REFUND: "refunds",
    Reason.REVERSAL: "refunds",
    Reason.ESCROW: "orders",
    Reason.TIP: "rides",
}


class MoneyMovement(msgspec.Struct, frozen=True):
    """An entry of the books by which money moved, or a hold that is open (`held`). `amount` is
    signed, what is held counts as gone; `purpose`: the id of the thing that it was for.
    """

    no: int
    at: datetime
    id: UUID
    code: int
    amount: int
    held: bool
    other_kind: Kind
    other_id: UUID | None
    purpose: UUID | None


class HistoryRow(msgspec.Struct, frozen=True):
    """A thing that was done with money. `no`: asks for older ones, 0 for what is held; `id`: of the
    operation, for its receipt; `purpose`: the thing that it was for; `note`: what was said with it;
    `with_id`: a person's; `with_name`: as the viewer calls them, or a shop's, empty for the town's
    own and for who left.
    """

    no: int
    at: datetime
    id: UUID
    code: int
    category: Category
    amount: int
    held: bool
    note: str
    purpose: UUID | None
    with_kind: Kind
    with_id: UUID | None
    with_name: str
    with_avatar: str | None


class HistorySum(msgspec.Struct, frozen=True):
    """What came in (positive) or went out (negative) by all payments of one kind."""

    code: int
    other_kind: Kind
    amount: int


class CategorySum(msgspec.Struct, frozen=True):
    """Of a category in a time: what came in and what went out, both positive."""

    category: Category
    came_in: int
    went_out: int


class HistoryPage(msgspec.Struct, frozen=True):
    """The newest first. `more`: there are older ones in this time, asked for by `next` as
    `before`; while one searches there may be, though a page is empty.
    """

    rows: list[HistoryRow]
    more: bool
    next: int


def category(code: int, other_kind: Kind) -> Category:
    """The category of a payment by why money moved (`code`) and the kind of the other account: a
    payment to a person, or to what the town holds, is for a ride.
    """
    if code == Reason.PAYMENT and other_kind in ("person", "hold"):
        return "rides"
    return BY_REASON.get(code, "other")


def by_category(sums: Iterable[HistorySum]) -> list[CategorySum]:
    """The sums of each category, the largest first."""
    came: dict[Category, int] = {}
    went: dict[Category, int] = {}
    for one in sums:
        side = came if one.amount > 0 else went
        of = category(one.code, one.other_kind)
        side[of] = side.get(of, 0) + abs(one.amount)
    found = [CategorySum(of, came.get(of, 0), went.get(of, 0)) for of in {**came, **went}]
    return sorted(found, key=lambda one: (-one.went_out, -one.came_in, one.category))


def matches(row: HistoryRow, words: str) -> bool:
    """Whether each of these words is in the name or the note of a row, whatever its case."""
    there = f"{row.with_name} {row.note}".casefold()
    return all(word in there for word in words.casefold().split())
