"""Compartments of lockers: their states and what leads from one to another, declared once and
checked when this is imported.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.parcel_sizes import ParcelSize

DoorState = Literal["free", "reserved", "filled", "opened", "unknown"]
# reserve: a parcel on its way will lie there; release: it will not; open: the machine is told to
# open it; fill: it is closed with something in it; empty: closed and empty; keep: closed as it was
# before; stick: it did not open; silence: the machine does not answer, or the door stands open;
# doubt: somebody found it otherwise; decide: somebody has looked.
DoorAct = Literal[
    "reserve",
    "release",
    "open",
    "fill",
    "empty",
    "keep",
    "stick",
    "silence",
    "doubt",
    "decide",
]
# fill: a courier lays a parcel in; fetch: whoever has the code takes it; collect: a courier takes
# out what goes back; drop: a buyer lays in what goes back; look: somebody looks, or mends it.
Purpose = Literal["fill", "fetch", "collect", "drop", "look"]
OpeningState = Literal["asked", "open", "done", "failed", "unknown"]
Fault = Literal[
    "",
    "did_not_open",
    "stands_open",
    "silent",
    "occupied",
    "forced",
    "not_as_told",
    "by_owner",
]
# small: it does not fit; occupied: something lay there already; empty: what was to be fetched did
# not.
Doubt = Literal["", "small", "occupied", "empty"]
# What somebody who looked into a compartment says: the parcel lies there; whoever might have it has
# taken it; it is empty, and nobody has the parcel.
Finding = Literal["inside", "taken", "empty"]
ReturnState = Literal["asked", "dropped", "lapsed"]

LABEL = re.compile(r"[A-Z][0-9]{1,2}")
MOST_DOORS = 60
# A machine says within this whether a door opened; after it nobody knows.
PATIENCE = timedelta(seconds=60)
# A door that stands open for longer is not closed any more by who opened it.
CLOSED_WITHIN = timedelta(minutes=10)
# From the courier's hands to the locker; afterwards another parcel may have the compartment.
RESERVED_FOR = timedelta(hours=24)
# Whoever put something in, or took it out, says so long afterwards that it was otherwise.
DOUBTED_WITHIN = timedelta(hours=2)
# A buyer brings goods back to a locker within this.
RETURN_WITHIN = timedelta(days=7)

# From which state what leads to which ones.
LEADS: Mapping[tuple[DoorAct, DoorState], tuple[DoorState, ...]] = {
    ("reserve", "free"): ("reserved",),
    ("release", "reserved"): ("free",),
    ("open", "free"): ("opened",),
    ("open", "reserved"): ("opened",),
    ("open", "filled"): ("opened",),
    # To look; or the machine says late that it opened, and nobody has decided meanwhile.
    ("open", "unknown"): ("opened",),
    ("fill", "opened"): ("filled",),
    ("empty", "opened"): ("free",),
    ("keep", "opened"): ("free", "reserved", "filled", "unknown"),
    ("stick", "opened"): ("free", "filled", "unknown"),
    ("silence", "opened"): ("unknown",),
    ("doubt", "free"): ("unknown",),
    ("doubt", "reserved"): ("unknown",),
    ("doubt", "filled"): ("unknown",),
    ("doubt", "opened"): ("unknown",),
    ("doubt", "unknown"): ("unknown",),
    ("decide", "unknown"): ("free", "filled"),
}


class Locker(msgspec.Struct, frozen=True):
    """A locker; its name and key are of the machine, its place and hours of the point, both of the
    same id. `resting_at`: out of service since then.
    """

    id: UUID
    merchant_id: UUID
    resting_at: datetime | None
    made_at: datetime


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """A compartment. `parcel_id`: for which it is reserved, or which lies in it as far as anybody
    knows; `opening_id`: by what it is open, or was opened last; `fault`: why nothing new is put in;
    `until`: how long it is reserved.
    """

    id: UUID
    locker_id: UUID
    label: str
    size: ParcelSize
    state: DoorState = "free"
    parcel_id: UUID | None = None
    opening_id: UUID | None = None
    fault: Fault = ""
    until: datetime | None = None
    changed_at: datetime

    @property
    def is_usable(self) -> bool:
        """Whether something new can be put in."""
        return self.state == "free" and not self.fault


class DoorOpening(msgspec.Struct, frozen=True, kw_only=True):
    """A command to open a compartment, and what became of it; `id`: its serial; `by_id` None: a
    code was typed; `before`: what the compartment was until then; `inside`: whether something lay
    in it when it was closed, None: the machine cannot see that; `found`: the number of a parcel
    that lay there.
    """

    id: UUID
    locker_id: UUID
    door_id: UUID
    parcel_id: UUID | None
    purpose: Purpose
    by_id: UUID | None
    before: DoorState
    state: OpeningState = "asked"
    at: datetime
    until: datetime
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    inside: bool | None = None
    doubt: Doubt = ""
    found: str = ""
    decided_at: datetime | None = None


class LockerReturn(msgspec.Struct, frozen=True, kw_only=True):
    """A buyer may lay goods of an open question into a locker, by this code, until then."""

    id: UUID
    case_id: UUID
    order_id: UUID
    merchant_id: UUID
    person_id: UUID
    locker_id: UUID
    size: ParcelSize
    code: str
    state: ReturnState = "asked"
    at: datetime
    until: datetime
    dropped_at: datetime | None = None


class DoorPlan(msgspec.Struct, frozen=True):
    """A compartment as its owner plans it; `label` like `A1`."""

    label: str
    size: ParcelSize


def leads_to(act: DoorAct, before: DoorState, after: DoorState) -> bool:
    """Whether this can be."""
    return after in LEADS.get((act, before), ())


def _reached(start: DoorState, leads: Mapping[DoorState, Iterable[DoorState]]) -> set[DoorState]:
    found, new = {start}, [start]
    while new:
        fresh = {*leads[new.pop()]} - found
        found |= fresh
        new.extend(fresh)
    return found


def check_table() -> None:
    """Raises `AssertionError` unless each state can be reached from a free compartment, and from
    each there is a way back to one.
    """
    every: tuple[DoorState, ...] = DoorState.__args__  # type: ignore[attr-defined]
    leads: dict[DoorState, set[DoorState]] = {one: set() for one in every}
    for (_, before), after in LEADS.items():
        leads[before] |= {*after}
    if _reached("free", leads) != {*every}:
        raise AssertionError("a state of compartments cannot be reached")
    if any("free" not in _reached(one, leads) for one in every):
        raise AssertionError("a compartment can be stuck")


check_table()
