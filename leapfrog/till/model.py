"""A payment at a till, from the amount that was asked to the money that came.

`created`: asked for. `processing`: a payer has it on their phone. `requires_action`: a payment
code was shown, and the phone has to confirm since the amount, or the day, is over the limit for
codes. `succeeded`, `cancelled`, `expired` are ends. What was paid and then given back in whole by
a revocation is `cancelled`, with `refunded` as large as `amount`.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.pay import CODE_COUNT, CodeLimits, Consent
from leapfrog.wallet import LARGEST

Channel = Literal["static", "dynamic", "presented"]
State = Literal["created", "requires_action", "processing", "succeeded", "cancelled", "expired"]
OPEN: tuple[State, ...] = ("created", "requires_action", "processing")
# How long a payment can be made after it was asked for.
LIFE = timedelta(minutes=15)
# Why a payment is not to be: the payer said no.
DECLINED = "payer_declined"


class Intent(msgspec.Struct, frozen=True):
    """One payment. `by_id`: the cashier, none where the payer typed the amount; `problem`: why the
    last try was refused.
    """

    id: UUID
    merchant_id: UUID
    channel: Channel
    amount: int
    note: str
    state: State
    by_id: UUID | None
    payer_id: UUID | None
    transfer_id: UUID | None
    problem: str | None
    refunded: int
    created_at: datetime
    expires_at: datetime
    paid_at: datetime | None
    close_id: UUID | None

    def at(self, now: datetime) -> State:
        """The state; expiry is logical, swept or not."""
        return "expired" if self.state in OPEN and self.expires_at <= now else self.state


class PaymentAttempt(msgspec.Struct, frozen=True):
    """Somebody pays an intent. `asked`: what they typed themselves, at a printed code, for which
    there is no intent before; `consent`: with what they confirmed it.
    """

    intent_id: UUID
    payer_id: UUID
    asked: "NewIntent | None" = None
    consent: Consent = Consent()


class NewIntent(msgspec.Struct, frozen=True):
    """An amount for a shop."""

    merchant_id: UUID
    amount: int
    note: str = ""


class ChargeAttempt(msgspec.Struct, frozen=True):
    """A cashier takes a payment by the code that a payer shows."""

    intent_id: UUID
    cashier_id: UUID
    asked: NewIntent
    code: str


Result = Intent | Problem


class CodeSpending(msgspec.Struct, frozen=True):
    """What somebody paid by codes today."""

    sum: int = 0
    count: int = 0


def check_amount(amount: int) -> None:
    """Raises `BadAmount` for what cannot be one."""
    if not 0 < amount <= LARGEST:
        raise wallet.BadAmount


def needs_action(amount: int, spent: CodeSpending, limits: CodeLimits) -> bool:
    """Whether the phone has to confirm this payment by code; `limits` are the payer's."""
    over_sum = amount > limits.once or spent.sum + amount > limits.daily
    return over_sum or spent.count >= CODE_COUNT


def new(intent_id: UUID, channel: Channel, asked: NewIntent, now: datetime) -> Intent:
    """One that was just asked for."""
    return Intent(
        id=intent_id,
        merchant_id=asked.merchant_id,
        channel=channel,
        amount=asked.amount,
        note=asked.note,
        state="created",
        by_id=None,
        payer_id=None,
        transfer_id=None,
        problem=None,
        refunded=0,
        created_at=now,
        expires_at=now + LIFE,
        paid_at=None,
        close_id=None,
    )


def is_same(intent: Intent, asked: NewIntent) -> bool:
    """Whether an id that came before was for this."""
    return (intent.merchant_id, intent.amount) == (asked.merchant_id, asked.amount)


def transfer_key(intent_id: UUID) -> UUID:
    """Under which id the payer's transfer is posted."""
    return derived_id(intent_id, "pay")


def pseudonym(merchant_id: UUID, payer_id: UUID) -> str:
    """What a shop calls somebody who pays there: the same each time, another one elsewhere."""
    mixed = hashlib.blake2b(merchant_id.bytes + payer_id.bytes, digest_size=4)
    return mixed.hexdigest()[:5].upper()
