"""What a machine and the town say to each other: text frames of JSON, told apart by `t`.
docs/vending.md.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

Word = Annotated[str, msgspec.Meta(max_length=60)]


class BaseMachineFrame(msgspec.Struct, frozen=True, tag_field="t"):
    """A frame."""


class MachineHello(BaseMachineFrame, frozen=True, tag="hello"):
    """The first word of a machine: who it is, and its key in base64url. Answered by `welcome`."""

    machine: UUID
    key: Annotated[str, msgspec.Meta(max_length=100)]
    program: Word = ""


class DropReport(msgspec.Struct, frozen=True):
    """Whether the thing at this place of the basket fell, as the light barrier saw it."""

    place: int
    dropped: bool


Items = Annotated[tuple[DropReport, ...], msgspec.Meta(max_length=12)]


class ResultFrame(BaseMachineFrame, frozen=True, tag="result"):
    """What became of a command; to be said again until `recorded` comes."""

    serial: UUID
    items: Items


class CodedFrame(BaseMachineFrame, frozen=True, tag="coded"):
    """What became of a sale by code, while there was no network."""

    nonce: Annotated[str, msgspec.Meta(max_length=8)]
    items: Items


class FaultFrame(BaseMachineFrame, frozen=True, tag="fault"):
    """A slot does not work, or does again (`what` empty)."""

    slot: Annotated[str, msgspec.Meta(max_length=4)]
    what: Word = ""


class OpenedDoor(msgspec.Struct, frozen=True):
    """A compartment that a locker opened by itself, and the serial that it made for that."""

    slot: Annotated[str, msgspec.Meta(max_length=4)]
    serial: UUID


class TypedFrame(BaseMachineFrame, frozen=True, tag="typed"):
    """Somebody typed a code at a locker, or showed it to its reader; to be said again until
    `recorded` or `problem` comes. `opened`: what it opened without asking, since it had no network.
    """

    id: UUID
    code: Annotated[str, msgspec.Meta(max_length=20)]
    opened: Annotated[tuple[OpenedDoor, ...], msgspec.Meta(max_length=12)] = ()


class DoorFrame(BaseMachineFrame, frozen=True, tag="door"):
    """What the sensor of a compartment's door says, each change once, to be said again until
    `recorded` comes. `serial`: of the command by which it was opened, null where nobody told it to;
    `inside`: whether something lies in there, null where the machine cannot see that.
    """

    id: UUID
    slot: Annotated[str, msgspec.Meta(max_length=4)]
    open: bool
    serial: UUID | None = None
    inside: bool | None = None


class MachinePing(BaseMachineFrame, frozen=True, tag="ping"):
    """At least every 20 s. Answered by `pong`."""


MachineFrame = (
    MachineHello | ResultFrame | CodedFrame | FaultFrame | TypedFrame | DoorFrame | MachinePing
)


class SlotShown(msgspec.Struct, frozen=True, omit_defaults=True):
    """A slot for the display; `price` in minor units. Of a locker a compartment: `name` is its
    size, `left` 1 while it is free; `codes`: by what it knows the codes that open it while it has
    no network, until then.
    """

    slot: str
    name: str
    price: int
    left: int
    fault: str
    codes: tuple[str, ...] = ()
    until: datetime | None = None


class WelcomeFrame(BaseMachineFrame, frozen=True, tag="welcome"):
    """The town's time, what to show, and where offers lead."""

    now: datetime
    name: str
    currency: str
    exponent: int
    link: str
    slots: list[SlotShown]


class SlotsFrame(BaseMachineFrame, frozen=True, tag="slots"):
    """What has changed for the display: all slots as they are now."""

    slots: list[SlotShown]


class Basket(msgspec.Struct, frozen=True):
    """One thing to let fall."""

    place: int
    slot: str


class VendFrame(BaseMachineFrame, frozen=True, tag="vend"):
    """Let these fall, or open these doors, once for each serial. `mac`: over `serial:A1-A1-B2`, by
    the device's key. After `seconds` it is too late: 0 asks a machine what became of it.
    """

    serial: UUID
    nonce: str
    items: list[Basket]
    seconds: int
    mac: str


class RecordedFrame(BaseMachineFrame, frozen=True, tag="recorded"):
    """A report is on disk: the machine may forget it. `of`: its serial or nonce."""

    of: str


class MachinePong(BaseMachineFrame, frozen=True, tag="pong"):
    now: datetime


class MachineProblem(BaseMachineFrame, frozen=True, tag="problem"):
    """What was said cannot be acted on; `of`: the serial or nonce, if it had one."""

    code: str
    title: str
    of: str = ""


TownFrame = WelcomeFrame | SlotsFrame | VendFrame | RecordedFrame | MachinePong | MachineProblem
