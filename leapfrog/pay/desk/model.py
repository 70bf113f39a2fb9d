"""What happens at the desk."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

What = Literal[
    "top_up",
    "statement",
    "matched",
    "resolved",
    "paid_out",
    "payout_returned",
    "payout_file",
    "clerk_added",
    "clerk_removed",
    "credit",
    "looked",
    "limits",
    "frozen",
    "unfrozen",
    "books",
    "packets",
    "partner",
]
LineState = Literal["matched", "suspense", "resolved"]
PayoutState = Literal["asked", "filed", "done", "returned"]
Way = Literal["cash", "bank"]


class DeskEntry(msgspec.Struct, frozen=True):
    """One line of the desk's book: who did what, for whom. `operation_id`: in the wallet's
    books.
    """

    id: UUID
    what: What
    by_id: UUID
    person_id: UUID | None
    amount: int
    note: str
    ref: UUID | None
    operation_id: UUID | None
    at: datetime


class BookLine(DeskEntry, frozen=True):
    """The same with the names of both, as far as they still live here."""

    by_name: str
    person_name: str


class TopUp(msgspec.Struct, frozen=True):
    """Cash that somebody brought; `id` is made by the clerk's device."""

    id: UUID
    by_id: UUID
    person_id: UUID
    amount: int
    currency: str
    note: str


class BankStatementLine(msgspec.Struct, frozen=True):
    """What came in, as a bank's statement tells it; amounts in minor units. `bank_ref`: the
    bank's own name for it, or nothing; `text`: what the sender wrote.
    """

    booked_on: date
    amount: int
    currency: str
    name: str
    text: str
    bank_ref: str


class BankLine(BankStatementLine, frozen=True):
    """A line that was read, and what became of it; `person_id`: whose it was."""

    id: UUID
    state: LineState
    person_id: UUID | None
    operation_id: UUID
    at: datetime


class BankTransfer(msgspec.Struct, frozen=True):
    """One payment of a file for the bank, in minor units; `id` is its reference."""

    id: UUID
    amount: int
    iban: str
    name: str


class Payout(msgspec.Struct, frozen=True):
    """Money that somebody wants out of the town, in cash or to their bank account."""

    id: UUID
    person_id: UUID
    amount: int
    way: Way
    iban: str
    name: str
    state: PayoutState
    file_id: UUID | None
    operation_id: UUID
    made_at: datetime
    ended_at: datetime | None


class OpenPayout(Payout, frozen=True):
    """As the desk sees it: who comes for it."""

    person_name: str
    person_handle: str
