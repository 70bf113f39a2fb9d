"""Accounts, the operations that move money between them, and what came of them.

An amount is a whole number of minor units (cents) of the accounts' currency, never a fraction.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from hashlib import blake2b
from typing import Any, ClassVar, Literal, TypeAlias
from uuid import UUID

import msgspec
from asyncpg.pgproto import pgproto

# What asyncpg sends without a detour.
WireUUID: TypeAlias = pgproto.UUID

Owner = Literal["person", "merchant", "system"]
Kind = Literal[
    "person", "merchant", "escrow", "packet", "hold", "fee", "suspense", "issuer", "clearing"
]
EntryKind = Literal["transfer", "hold", "post", "void", "refund"]
# A thousand million millions of cents; JavaScript counts to nine times that.
LARGEST = 10**15

OWNER_FROZEN, OUT_FROZEN, IN_FROZEN, CLOSED = 1, 2, 4, 8


class Reason(IntEnum):
    """Why money moved, as statements tell it; `code` of an operation."""

    TRANSFER = 0
    PAYMENT = 1
    TOP_UP = 2
    PAY_OUT = 3
    FEE = 4
    RED_PACKET = 5
    SPLIT = 6
    REFUND = 7
    REVERSAL = 8
    ESCROW = 9
    TIP = 10
    EXPIRED = 11
    CORRECTION = 12


class Operation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing to do. `id`: made by the client (UUIDv7), the payer's own; `linked`: all or none
    together with the next operation of the list.
    """

    kind: ClassVar[int]
    seconds: ClassVar[int | None] = None
    id: UUID
    payer: int
    payee: int
    code: int = Reason.TRANSFER
    linked: bool = False

    @property
    def about(self) -> UUID | None:
        """What goes into `wallet_transfer.ref`."""
        raise NotImplementedError

    @property
    def sum(self) -> int | None:
        """The amount; None for all that is held."""
        raise NotImplementedError


class Transfer(Operation, frozen=True, kw_only=True, gc=False):
    """Money moves at once; `ref` is the thing that it is for."""

    kind: ClassVar[int] = 0
    amount: int
    ref: UUID | None = None

    @property
    def about(self) -> UUID | None:
        return self.ref

    @property
    def sum(self) -> int:
        return self.amount


class Hold(Transfer, frozen=True, kw_only=True, gc=False):
    """Money is promised: it lies still until a `CaptureHold` or a `Void`, or until `seconds`
    are over.
    """

    kind: ClassVar[int] = 1
    seconds: int | None = None  # type: ignore[misc]


class CaptureHold(Operation, frozen=True, kw_only=True, gc=False):
    """Moves what a hold (its stored id) keeps to its payee: `amount`, or all of it; the rest is the
    payer's again.
    """

    kind: ClassVar[int] = 2
    hold: UUID
    amount: int | None = None

    @property
    def about(self) -> UUID:
        return self.hold

    @property
    def sum(self) -> int | None:
        return self.amount


class Void(Operation, frozen=True, kw_only=True, gc=False):
    """Nothing of a hold (its stored id) moves: all of it is the payer's again."""

    kind: ClassVar[int] = 3
    hold: UUID

    @property
    def about(self) -> UUID:
        return self.hold

    @property
    def sum(self) -> int:
        return 0


class Refund(Operation, frozen=True, kw_only=True, gc=False):
    """Gives back a part of a transfer or post (its stored id), or all of it, never more than it
    was in sum; the payer is who got it then. Limits of the two accounts do not stand in the way.
    """

    kind: ClassVar[int] = 4
    of: UUID
    amount: int

    @property
    def about(self) -> UUID:
        return self.of

    @property
    def sum(self) -> int:
        return self.amount


class Posted(msgspec.Struct, frozen=True, gc=False):
    """An operation that is in the books. `id` is the stored one; numbers count each account's
    entries from 1; balances are those after it; `again`: it was there already.
    """

    id: UUID
    at: datetime
    payer_no: int
    payee_no: int
    payer_balance: int
    payee_balance: int
    again: bool


class AccountLimits(msgspec.Struct, frozen=True):
    """What an account may do; None: no limit.

    `credit`: how far it may go below zero; `most`: how much may lie on it; `once`, `daily`: how
    much one payment, or one day (UTC), may take.
    """

    credit: int | None = 0
    most: int | None = None
    once: int | None = None
    daily: int | None = None


class NewAccount(msgspec.Struct, frozen=True):
    """An account to open; `owner_id` is None for the town's own. `name` tells several of one owner
    and kind apart.
    """

    owner: Owner
    owner_id: UUID | None
    kind: Kind
    currency: str
    name: str = ""
    limits: AccountLimits = AccountLimits()


class Account(msgspec.Struct, frozen=True):
    """An account as it stands. `exponent`: how many digits of an amount are after the point;
    `available`: what can be paid from it now, without limits of a payment or a day; None when it
    may go below zero without limit.
    """

    id: int
    owner: Owner
    owner_id: UUID | None
    kind: Kind
    name: str
    currency: str
    exponent: int
    balance: int
    held: int
    incoming: int
    entries: int
    limits: AccountLimits
    flags: int
    opened_at: datetime

    @property
    def available(self) -> int | None:
        credit = self.limits.credit
        return None if credit is None else self.balance - self.held + credit

    @property
    def frozen(self) -> bool:
        """Nothing can be paid from it, or into it."""
        return bool(self.flags & (OWNER_FROZEN | OUT_FROZEN | IN_FROZEN))

    @property
    def frozen_by_town(self) -> bool:
        return bool(self.flags & (OUT_FROZEN | IN_FROZEN))

    @property
    def closed(self) -> bool:
        return bool(self.flags & CLOSED)


class Balance(msgspec.Struct, frozen=True):
    """What lies on an account, what of it is promised to others, and what others promised it."""

    account_id: int
    balance: int
    held: int
    incoming: int


class LedgerEntry(msgspec.Struct, frozen=True):
    """One line of an account: `amount` is signed and 0 where money was only promised or given up;
    `volume` is the operation's own amount.
    """

    no: int
    at: datetime
    id: UUID
    kind: EntryKind
    code: int
    amount: int
    volume: int
    balance: int
    other_id: int
    ref: UUID | None


Check = Literal["running", "state", "promised", "holds", "refunds", "sums", "chain", "strays"]


class Fault(msgspec.Struct, frozen=True):
    """Something that must not be. `place`: the account, of `chain` the lane; `no`: the entry, of
    `chain` the first batch that does not fit, or -1 for the end.
    """

    check: Check
    place: int | None
    no: int | None
    expected: int | None
    found: int | None


class TrialLine(msgspec.Struct, frozen=True):
    """All accounts of a kind and currency: what they owe, what they have, what of it is held."""

    currency: str
    exponent: int
    kind: str
    accounts: int
    debit: int
    credit: int
    held: int


class Posting(msgspec.Struct, frozen=True):
    """Money that went from one account to another, for good."""

    id: UUID
    payer: Account
    payee: Account
    amount: int
    at: datetime


class Audit(msgspec.Struct, frozen=True):
    """One change of what an account may do; `by_id` is None for the town itself."""

    id: int
    account_id: int
    act: Literal["frozen", "unfrozen", "locked", "unlocked", "closed", "limited", "forgotten"]
    by_id: UUID | None
    why: str
    detail: dict[str, Any]
    at: datetime


def stored_id(payer: int, client_id: UUID) -> UUID:
    """The id under which a payer's operation is kept: the time of the client's UUIDv7, and a hash.

    So nobody can take another's id away, and the index still grows at its end.
    """
    seed = payer.to_bytes(8, "big", signed=True) + client_id.bytes
    mixed = bytearray(blake2b(seed, digest_size=16).digest())
    mixed[:6] = seed[8:14]
    mixed[6] = mixed[6] & 0x0F | 0x70
    mixed[8] = mixed[8] & 0x3F | 0x80
    made: UUID = WireUUID(bytes(mixed))
    return made


def chains(operations: Sequence[Operation]) -> list[Sequence[Operation]]:
    """The operations in groups that are done or refused together."""
    found, first = [], 0
    for n, operation in enumerate(operations, 1):
        if not operation.linked:
            found.append(operations[first:n])
            first = n
    return [*found, operations[first:]] if first < len(operations) else found
