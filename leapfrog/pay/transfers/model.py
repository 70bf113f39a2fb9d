"""Transfers from person to person, and requests for one.

A transfer in a conversation is a hold of a day, which the receiver accepts, so that nobody gets
money they do not want, and the giver has it back by itself. What was asked for, by a request or a
code that the receiver shows, goes at once.
"""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.identity import plain
from leapfrog.pay.confirming import Consent
from leapfrog.pay.model import PaymentCard

WAITS = timedelta(hours=24)
LONGEST_NOTE = 100

TransferState = Literal["waiting", "accepted", "declined", "cancelled", "returned"]
RequestState = Literal["waiting", "paid", "declined", "cancelled"]


class NewTransfer(msgspec.Struct, frozen=True):
    """What somebody sends; `id` is made by their device. `at_once`: nobody has to accept it;
    `request_id`: it is what was asked for; `consent`: with what the sender confirmed it.
    """

    id: UUID
    sender_id: UUID
    receiver_id: UUID
    amount: int
    currency: str
    note: str = ""
    at_once: bool = False
    request_id: UUID | None = None
    consent: Consent = Consent()


class MoneyTransfer(msgspec.Struct, frozen=True):
    """Money on its way from one person to another, or there. `operation_id`: what it is in the
    books, where `payer` and `payee` are accounts. `expires_at`: when it goes back by itself; None
    where nobody had to accept it.
    """

    id: UUID
    sender_id: UUID
    receiver_id: UUID
    amount: int
    currency: str
    note: str
    state: TransferState
    operation_id: UUID
    payer: int
    payee: int
    request_id: UUID | None
    made_at: datetime
    expires_at: datetime | None
    ended_at: datetime | None

    @property
    def ref(self) -> str:
        return f"pay:transfer:{self.id}"


class MoneyRequest(msgspec.Struct, frozen=True):
    """What somebody asks another one for."""

    id: UUID
    asker_id: UUID
    payer_id: UUID
    amount: int
    currency: str
    note: str
    state: RequestState
    made_at: datetime
    ended_at: datetime | None

    @property
    def ref(self) -> str:
        return f"pay:request:{self.id}"


class Money(PaymentCard, frozen=True, kw_only=True):
    """Amounts are minor units, `exponent` digits of them after the point."""

    id: UUID
    from_id: UUID
    from_name: str
    to_id: UUID
    to_name: str
    amount: int
    currency: str
    exponent: int
    note: str
    made_at: datetime
    ended_at: datetime | None


class TransferCard(Money, frozen=True, kw_only=True, tag="transfer"):
    """A transfer, as its sender and its receiver see it; `at_once`: nobody had to accept it;
    `operation_id`: what it is in the books, once it was accepted.
    """

    state: TransferState
    at_once: bool
    expires_at: datetime | None
    operation_id: UUID | None


class RequestCard(Money, frozen=True, kw_only=True, tag="request"):
    """A request for money: from whom it is to come, and to whom."""

    state: RequestState


def noted(note: str) -> str:
    """A note as it is kept: one line without what deceives the eye."""
    return " ".join(plain(note).split())[:LONGEST_NOTE]
