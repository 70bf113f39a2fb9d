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


class MachinePing(BaseMachineFrame, frozen=True, tag="ping"):
    """At least every 20 s. Answered by `pong`."""


MachineFrame = MachineHello | ResultFrame | CodedFrame | FaultFrame | MachinePing


class SlotShown(msgspec.Struct, frozen=True):
    """A slot for the display; `price` in minor units."""

    slot: str
    name: str
    price: int
    left: int
    fault: str


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
    """Let these fall, once for each serial. `mac`: over `serial:A1-A1-B2`, by the device's key.
    After `seconds` it is too late.
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
