"""What towns say to each other about a group: its rows, by whom they are vouched for, and the hash
by which copies are known to be equal. Pure; docs/between-towns.md tells how they are carried.
"""

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from leapfrog.chat import Role
from leapfrog.identity import InvalidHomeRecord, check_signature, signed_object
from leapfrog.towns import Digests

SAY_KIND = "leapfrog.group-say"
LARGEST_TEXT = 48 * 1024
MOST_MEMBERS = 500
Ord = Annotated[int, Meta(ge=0, lt=2**53)]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
What = Literal["add", "remove", "leave", "role", "name", "announce", "mute", "unmute", "card"]


class Face(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody, as all towns know them: by their pid, and for now by address and name. `home`: of
    who moved, their home record, so that towns that never met them know which one speaks for them.
    """

    pid: str
    address: str
    name: str = ""
    home: dict[str, Any] = {}


class MemberFace(Face, frozen=True, kw_only=True):
    """Somebody who is in a group; `card`: what they call themselves there."""

    role: Role
    card: str = ""
    since: datetime


class SaidText(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says in a group, as their town writes and signs it. `by` and `mentions`: pids;
    `ref`: the number of a row, the same in all towns.
    """

    group: UUID
    by: str
    i: UUID
    at: datetime
    kind: str
    body: str = ""
    meta: dict[str, Any] | None = None
    ref: int | None = None
    mentions: list[str] = []


class SignedSay(msgspec.Struct, frozen=True):
    """`text`: what is said (`SaidText`), or who is added, byte for byte; `key`: by which key of the
    town of `by` it is signed.
    """

    text: str
    key: str
    sig: str


class RowText(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row of a group's log as its home writes it: with `said`, what somebody said, as their own
    town signed it; or what happened (`kind` is `system`); or neither, when nothing is left of it.
    """

    seq: Ord
    by: str
    i: UUID
    at: datetime
    kind: str = ""
    meta: dict[str, Any] | None = None
    said: SignedSay | None = None

    @property
    def body(self) -> str:
        """What happened has no words."""
        return ""

    @property
    def ref(self) -> None:
        """What happened answers nothing."""
        return

    @property
    def mentions(self) -> list[str]:
        """What happened calls nobody."""
        return []


class GoneRow(msgspec.Struct, frozen=True):
    """A row of which nothing is left but that it was; `hash` in hex."""

    seq: Ord
    by: str
    i: UUID
    at: datetime
    hash: Digest


class RowTold(msgspec.Struct, frozen=True):
    """A row, or what is left of it; `prev`: the hash of the log before it, in hex; `who`: people
    that it names; `files`: those that may be fetched, by the ids in its text; `added`: of people
    who were added, by their pids, what the town of who did so signed.
    """

    group: UUID
    prev: Digest
    row: Annotated[str, Meta(max_length=LARGEST_TEXT)] | None = None
    gone: GoneRow | None = None
    who: Annotated[list[Face], Meta(max_length=MOST_MEMBERS)] = []
    files: Digests = {}
    term: Ord = 0
    added: dict[str, SignedSay] = {}


class OfGroup(msgspec.Struct, frozen=True):
    """What is about a group, whatever it is."""

    group: UUID


class RowsMissing(OfGroup, frozen=True):
    """A copy has all rows up to `seq`."""

    seq: Ord


class MoreMembers(OfGroup, frozen=True):
    """Some of those who are in a group."""

    members: Annotated[list[MemberFace], Meta(max_length=MOST_MEMBERS)]


class WishAnswered(OfGroup, frozen=True):
    """What became of a wish: `code` says why it was not taken; without, it was done."""

    i: UUID
    code: Annotated[str, Meta(max_length=60)] | None = None


def beginning(group_id: UUID) -> bytes:
    """The hash of a log before its first row that is told."""
    return hashlib.sha256(f"leapfrog.group:{group_id}".encode()).digest()


def row_hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def chained(head: bytes, row: bytes) -> bytes:
    """The hash of a log up to a row, of that up to the row before and that of the row itself."""
    return hashlib.sha256(head + row).digest()


def written(one: msgspec.Struct) -> str:
    """The text of a row or of what is said, which is never written again in another way."""
    return msgspec.json.encode(one).decode()


def sign(text: str, key: str, seed: bytes, kind: str = SAY_KIND) -> SignedSay:
    """What a town vouches for of one of its people."""
    return SignedSay(text, key, signed_object({"kind": kind, "text": text}, seed)["sig"])


def is_signed(one: SignedSay, public: str, kind: str = SAY_KIND) -> bool:
    """Whether it is by this key, in base64url."""
    try:
        check_signature({"kind": kind, "text": one.text, "sig": one.sig}, f"ed25519:{public}")
    except InvalidHomeRecord:
        return False
    return True
