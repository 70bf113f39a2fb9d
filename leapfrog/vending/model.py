"""Machines, slots, and sales from the hold to what dropped."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.places import Point
from leapfrog.vending.errors import BadReport

MachineKind = Literal["vending", "locker"]
State = Literal["authorised", "commanded", "dispensed", "failed", "unknown"]
DisputeKind = Literal["late", "contradiction", "claim"]
DisputeState = Literal["open", "forgiven", "settled", "refunded", "refused"]
RUNNING: tuple[State, ...] = ("authorised", "commanded")
# A machine says what dropped within this; after it the money goes back.
PATIENCE = timedelta(seconds=120)
# The wallet lets go by itself a little later, should the timer be late.
HOLD_SECONDS = 180
# Units stay claimed until the sale is decided.
CLAIMED = timedelta(minutes=30)
# A machine says something at least this often while it is connected.
SILENCE = timedelta(seconds=45)
MOST_ITEMS = 12


class MachineLabels(msgspec.Struct, frozen=True):
    """How a machine is called, and where it stands: in words, and on the map."""

    name: str
    place: str
    pin: Point | None = None


class Machine(msgspec.Struct, frozen=True):
    """`key`: 32 bytes that only the town and the device know; `lat`, `lon`: where it stands, in
    degrees. What a machine of another `kind` than this module's says is acted on by another one.
    """

    id: UUID
    merchant_id: UUID
    name: str
    place: str
    key: bytes
    made_at: datetime
    seen_at: datetime | None
    gone_at: datetime | None
    lat: float | None = None
    lon: float | None = None
    kind: MachineKind = "vending"

    def online(self, now: datetime) -> bool:
        """Whether it said something a moment ago."""
        return self.seen_at is not None and self.seen_at > now - SILENCE


class Slot(msgspec.Struct, frozen=True):
    """One spiral of a machine: what is in it, for how much, how many it can hold. `fault`: why
    nothing is sold from it.
    """

    id: UUID
    machine_id: UUID
    label: str
    name: str
    price: int
    capacity: int
    fault: str | None


class NewSlot(msgspec.Struct, frozen=True):
    """A slot as its owner wants it; `label` like `A1`."""

    label: str
    name: str
    price: int
    capacity: int


class SaleItem(msgspec.Struct, frozen=True):
    """One thing of a sale; `dropped` None: nobody has said yet."""

    sale_id: UUID
    place: int
    slot_id: UUID
    label: str
    name: str
    price: int
    dropped: bool | None


class Sale(msgspec.Struct, frozen=True):
    """`id`: the serial of the command; `captured`: what was paid in the end; `offline`: the machine
    had no network, and was told by a code that the payer typed.
    """

    id: UUID
    machine_id: UUID
    payer_id: UUID
    nonce: str
    amount: int
    offline: bool
    state: State
    hold_id: UUID
    transfer_id: UUID | None
    captured: int
    refunded: int
    created_at: datetime
    deadline: datetime
    done_at: datetime | None


class Dispute(msgspec.Struct, frozen=True):
    """What the machine and the money say differently. `amount`: what it is about."""

    sale_id: UUID
    kind: DisputeKind
    amount: int
    at: datetime
    state: DisputeState
    resolved_at: datetime | None


Drops = Mapping[int, bool]


def check_report(items: Sequence[SaleItem], drops: Drops) -> None:
    """A report tells of each thing once. Raises `BadReport`."""
    if set(drops) != {item.place for item in items}:
        raise BadReport


def dropped_sum(items: Sequence[SaleItem], drops: Drops) -> int:
    """What the things that dropped cost."""
    return sum(item.price for item in items if drops[item.place])


def said_before(items: Sequence[SaleItem]) -> Drops | None:
    """What was reported of a sale; None when nothing was."""
    if any(item.dropped is None for item in items):
        return None
    return {item.place: bool(item.dropped) for item in items}
