"""Cases: a question about money or goods back, what it is about, and what both sides say to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.orders.model import Side

# cancel: goods that were not sent; refund: money back and the goods stay; return: both come back;
# withdrawal: a return that the law grants; gift: the shop gives money back unasked.
CaseKind = Literal["cancel", "refund", "return", "withdrawal", "gift"]
Outcome = Literal["given", "judged", "dropped"]
CaseStep = Literal["evidence", "agree", "refuse", "send_back", "got_back", "appeal", "drop"]
EntryAct = Literal["open", CaseStep, "ruling"]
RETURNING: tuple[CaseKind, ...] = ("return", "withdrawal")


class CaseLine(msgspec.Struct, frozen=True):
    """So many units of a line, and so much of what was paid for it."""

    case_id: UUID
    no: int
    n: int
    amount: int


class Case(msgspec.Struct, frozen=True):
    """A question. `amount`: what was asked, `given`: what went back (minor units); `unsent`: it is
    about goods that were not sent; `outcome` None: it is open.
    """

    id: UUID
    order_id: UUID
    kind: CaseKind
    amount: int
    unsent: bool
    given: int
    outcome: Outcome | None
    opened_at: datetime
    ended_at: datetime | None


class OpenCase(msgspec.Struct, frozen=True):
    """A case that is open, and what it is about."""

    case: Case
    lines: list[CaseLine]


class CaseEntry(msgspec.Struct, frozen=True):
    """What somebody did or said. Of a ruling: `text` is for the buyer, `for_shop` for the shop,
    `to_buyer` what goes back (minor units).
    """

    id: UUID
    case_id: UUID
    by_id: UUID | None
    side: Side
    act: EntryAct
    text: str
    at: datetime
    for_shop: str = ""
    to_buyer: int | None = None


class CaseWish(msgspec.Struct, frozen=True):
    """What is asked: so many units by line, and for a refund or a gift how much for them (minor
    units).
    """

    kind: CaseKind
    units: Mapping[int, int]
    amount: int | None = None
    text: str = ""


class Said(msgspec.Struct, frozen=True):
    """What somebody does about a case, and why. `sellable`: what came back lies on the shelf
    again.
    """

    act: CaseStep
    text: str = ""
    sellable: bool = True


class Ruling(msgspec.Struct, frozen=True):
    """What the town decides: so much of what was asked goes back (minor units), and why, in words
    for each side. `whole`: what is left of the order's money is the shop's at once.
    """

    to_buyer: int
    for_buyer: str
    for_shop: str
    whole: bool = False
