"""Spares: an always fresh copy of somebody in another town, which cannot read it; what both towns
say to each other of it, and what people see.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec

from leapfrog.identity import HomeKeyBox

MIRROR_PATH = "/town/v1/mirror"
NOTICE = "mirror"
# A round comes so often, but takes not more of the time than a thirtieth.
EVERY, SHARE = timedelta(minutes=5), 30
LATE, CHECK_EVERY, WHOLE_EVERY = timedelta(hours=1), timedelta(days=30), timedelta(days=30)
# A spare grows by what changes, to so many times of what is whole.
MOST_GROWN = 3
LARGEST_CHUNK, LARGEST_PIECE = 1_000_000, 4_000_000
LARGEST_BODY = LARGEST_PIECE + 100_000
SpareState = Literal["filling", "fresh", "late", "full", "refused"]
# What another town says: as much as a column holds.
Size = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
MirrorStep = Literal[
    "offer", "open", "state", "chunk", "piece", "forget", "chunk_of", "piece_of", "drop"
]


class MirrorRequest(msgspec.Struct, frozen=True, rename={"sender": "from"}, omit_defaults=True):
    """The first line of what a home says of somebody's spare; bytes follow it where there are any.

    `offer`: whether there is room for one more. `open`: a whole copy begins, by a word of its own
    (`generation`); with the home record, the data key that is sealed to its owner, and what proves
    that they are they. `chunk`: the `n`-th one, `last`: it ends a round. `piece`: the `n`-th one of
    a file. `forget`: files that are named no more. `state`, `chunk_of`, `piece_of`: what is there.
    `drop`: nothing is kept any more.
    """

    sender: str
    to: str
    pid: str
    step: MirrorStep
    generation: str = ""
    n: int = 0
    last: bool = False
    name: str = ""
    names: list[str] = []
    record: dict[str, Any] = {}
    sealed: bytes = b""
    boxes: list[HomeKeyBox] = []
    link: dict[str, Any] = {}


class MirrorAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a mirror has of somebody: the last chunk of a generation, and its chain in hex. `used`
    and `room` in bytes. `why`: nothing was taken: `gap`, `generation`, `full`.
    """

    generation: str = ""
    n: Size = 0
    chain: str = ""
    used: Size = 0
    room: Size = 0
    why: str = ""


class SpareCheck(msgspec.Struct, frozen=True):
    """A spare was brought back and let in on trial: so many records of so many were there.
    `problem`: the code of why it failed.
    """

    at: datetime
    found: int
    of: int
    problem: str | None


class Spare(msgspec.Struct, frozen=True):
    """One's spare in another town. `used`, `room`: bytes there; `opens`: one holds the key that
    opens it, without which it cannot be used when this town is gone; `lost_at`: when the other
    town was last found to have lost it.
    """

    domain: str
    state: SpareState
    used: int
    room: int
    records: int
    fresh_at: datetime | None
    check: SpareCheck | None
    opens: bool
    lost_at: datetime | None


class OwnSpare(msgspec.Struct, frozen=True):
    """One's spare, or none. `mine`: one holds one's home key oneself."""

    spare: Spare | None
    mine: bool


class EarlierSpare(msgspec.Struct, frozen=True):
    """What a spare was at the end of a day; `size`: bytes without those of files, so that one that
    was emptied is known by it.
    """

    at: datetime
    size: int
    boxes: list[HomeKeyBox]


class HeldSpare(msgspec.Struct, frozen=True):
    """A spare that is kept here for who comes from a town that is gone: whose, how fresh, and the
    boxes in which the key to it lies. `records`: bytes of `size` that are not files; `pid`: what
    the boxes are bound to; `until`: that town wants it kept no more, so it is there until then;
    `earlier`: what it was on days of the last thirty, the latest first, for who does not trust what
    that town sent last.
    """

    pid: str
    address: str
    fresh_at: datetime
    size: int
    records: int
    boxes: list[HomeKeyBox]
    until: datetime | None
    earlier: list[EarlierSpare]


class MirrorRow(msgspec.Struct, frozen=True):
    """A spare that is kept here, as operators see it. `given_up_at`: since when its town wants it
    kept no more.
    """

    domain: str
    address: str
    used: int
    heard_at: datetime
    given_up_at: datetime | None


class MirrorRoom(msgspec.Struct, frozen=True):
    """How much room this town offers, in MB for each spare and as a number of them, and what is
    kept.
    """

    room: int
    most: int
    held: list[MirrorRow]
