"""Bills that are shared: who had what, who paid, and who owes whom."""

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

Mode = Literal["even", "weights", "items", "exact", "netting"]
State = Literal["open", "done", "cancelled", "released"]
DebtState = Literal["open", "held", "paid", "cash", "netted", "dropped"]

LARGEST = 10**12
MOST_PEOPLE = 100
Amount = Annotated[int, Meta(ge=0, le=LARGEST)]
Label = Annotated[str, Meta(max_length=60)]

# What is paid together is free again a little after the time in which people can join in, so that
# whoever began can still pay with what there is.
GRACE = timedelta(minutes=10)


class BillLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of a receipt, shared by these people."""

    label: Label
    amount: Amount
    people: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=MOST_PEOPLE)]


class PersonAmount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    person_id: UUID
    amount: Amount


class Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    person_id: UUID
    weight: Annotated[int, Meta(ge=1, le=1000)]


class Together(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The bill is not paid yet: each promises their part, and it goes to this person, or pays what
    a till asks for and who shares the bill has scanned, once all have, within so many minutes.
    """

    payee_id: UUID | None = None
    intent_id: UUID | None = None
    minutes: Annotated[int, Meta(ge=1, le=24 * 60)] = 30


class SplitTerms(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a bill is to be shared, by its mode: `people` (even), `weights`, `exact`, or `items`
    with `service` and `discount`. `total` is that of the items there. `payers`: who has paid the
    bill, if it is not the one who asks alone.
    """

    title: Annotated[str, Meta(max_length=60)]
    mode: Literal["even", "weights", "items", "exact"]
    currency: Annotated[str, Meta(max_length=3)]
    total: Amount = 0
    people: Annotated[tuple[UUID, ...], Meta(max_length=MOST_PEOPLE)] = ()
    weights: Annotated[tuple[Weight, ...], Meta(max_length=MOST_PEOPLE)] = ()
    exact: Annotated[tuple[PersonAmount, ...], Meta(max_length=MOST_PEOPLE)] = ()
    items: Annotated[tuple[BillLine, ...], Meta(max_length=100)] = ()
    service: Amount = 0
    discount: Amount = 0
    payers: Annotated[tuple[PersonAmount, ...], Meta(max_length=MOST_PEOPLE)] = ()
    together: Together | None = None


class Part(msgspec.Struct, frozen=True):
    """What somebody's part is; `extra`: with one of the cents that could not be divided."""

    person_id: UUID
    owed: int
    extra: bool


class SplitIds(msgspec.Struct, frozen=True):
    """Who shares a new bill, under which id, in which conversation."""

    by_id: UUID
    split_id: UUID
    conversation_id: UUID


class Payee(msgspec.Struct, frozen=True):
    """Who is paid together, and until when people can join in."""

    id: UUID | None = None
    account: int | None = None
    name: str = ""
    ends_at: datetime | None = None


class Split(msgspec.Struct, frozen=True):
    """A shared bill as it is kept; `payee…` and `ends_at` only of what is paid together. At a till
    `payee_id` is the payment that it asks for, and `payee_account` one of the bill's own.
    """

    id: UUID
    conversation_id: UUID
    by_id: UUID
    title: str
    mode: Mode
    currency: str
    total: int
    asked: dict[str, object]
    payee_id: UUID | None
    payee_account: int | None
    payee_name: str
    ends_at: datetime | None
    state: State
    quiet: bool
    reminded: int
    reminded_at: datetime | None
    created_at: datetime
    closed_at: datetime | None

    @property
    def released_at(self) -> datetime | None:
        """When promises of what is paid together end."""
        return self.ends_at + GRACE if self.ends_at else None


class SplitShare(msgspec.Struct, frozen=True):
    """Somebody's part, and what they laid out."""

    split_id: UUID
    person_id: UUID
    owed: int
    paid: int
    extra: bool


class Debt(msgspec.Struct, frozen=True):
    """One owes another; the `n`th of its bill. `payer`: the account on which it is held; `tries`
    counts holds that were taken back.
    """

    split_id: UUID
    n: int
    from_id: UUID
    to_id: UUID
    amount: int
    state: DebtState
    tries: int
    payer: int | None
    at: datetime | None
