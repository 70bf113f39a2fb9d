"""An import: a file that somebody brings, whatever is in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from leapfrog.post_archives import Kind, TraceKind

TargetName = Literal["contacts", "chats", "posts", "goods"]
State = Literal["previewed", "working", "applied", "failed", "undone"]
# For whom posts may be at most; what was for fewer there is for fewer here.
Widest = Literal["public", "unlisted", "followers", "contacts", "me"]

# In bytes; what is for one target only may be smaller.
LARGEST = 4_000_000_000
LONGEST_NAME = 200
MOST_REMARKS = 200
# The kind under which records are counted that no format could read.
UNREADABLE = "unreadable"


class ImportRemark(msgspec.Struct, frozen=True):
    """What could not be read, or not for sure: where, and why. `kept`: nothing was lost by it."""

    place: str
    reason: str
    kept: bool = False


class ImportCount(msgspec.Struct, frozen=True):
    """What became of the records of one kind. Of an import that was applied, `seen` is the sum of
    `brought`, `known` (they were here already) and all that was `skipped`, by reason.
    """

    kind: str
    seen: int = 0
    brought: int = 0
    known: int = 0
    skipped: dict[str, int] = {}


class ImportOptions(msgspec.Struct, frozen=True):
    """How a file is read and what of it comes in. Chats: `zone` of its times, and what comes first
    in its dates (`day_first` None: as it seems). Posts: for whom they are at most (`audience`),
    and which `kinds` come in (None: all). Goods: of which `shop` (None: one's only one), in which
    `category` of the market what the file does not sort, and how much of the town's money one unit
    of the file's is (`rate`), where that is another one.
    """

    zone: str = "UTC"
    day_first: bool | None = None
    audience: Widest = "me"
    kinds: tuple[Kind, ...] | None = None
    shop: UUID | None = None
    category: str = ""
    rate: str = ""


class ImportChange(msgspec.Struct, frozen=True):
    """Options that change; what is UNSET stays. `conversations`: the numbers of those of a file of
    chats that come in; None: all that are not here already.
    """

    zone: str | UnsetType = UNSET
    day_first: bool | UnsetType | None = UNSET
    audience: Widest | UnsetType = UNSET
    kinds: tuple[Kind, ...] | UnsetType | None = UNSET
    conversations: tuple[int, ...] | UnsetType | None = UNSET
    shop: UUID | UnsetType = UNSET
    category: str | UnsetType = UNSET
    rate: str | UnsetType = UNSET

    def options(self, before: ImportOptions) -> ImportOptions:
        """Those of before with what changes."""
        names = ("zone", "day_first", "audience", "kinds", "shop", "category", "rate")
        given = {name: getattr(self, name) for name in names}
        new = {name: value for name, value in given.items() if value is not UNSET}
        return msgspec.structs.replace(before, **new)


class ChatsInFile(msgspec.Struct, frozen=True):
    """What a file of chats holds. `ambiguous`: it does not tell whether the day or the month comes
    first. `known`: so many of the conversations are here already. `unmatched`: so many of the
    people are neither the owner nor a contact.
    """

    conversations: int
    known: int
    messages: int
    people: int
    unmatched: int
    ambiguous: bool
    first_at: datetime | None
    last_at: datetime | None


class PostsInFile(msgspec.Struct, frozen=True):
    """What an archive of posts holds: whose it says it is; how many there are of each kind, and of
    these known here; of follows, likes and so on; how many pictures and films are in it
    (`files`), and how many it was made without (`missing`).
    """

    account: str
    kinds: list["PostsOfKind"]
    traces: list["TracesOfKind"]
    files: int
    missing: int
    first_at: datetime | None
    last_at: datetime | None


class PostsOfKind(msgspec.Struct, frozen=True):
    """So many of a kind. `known`: of these, so many are here already or were taken back here."""

    kind: Kind
    posts: int
    known: int


class TracesOfKind(msgspec.Struct, frozen=True):
    """So many follows, likes and so on."""

    kind: TraceKind
    count: int


class ContactsInFile(msgspec.Struct, frozen=True):
    """What a file of contacts holds: `found` cards, of which some to add, merge and so on.

    `perhaps`: how many of those to add may be somebody who is known. `stayed`: what an undo left.
    """

    found: int
    add: int
    merge: int
    same: int
    skip: int
    perhaps: int
    stayed: list["KeptAsIs"]


class KeptAsIs(msgspec.Struct, frozen=True):
    """A contact that an undo left as it is, because it was edited since the import."""

    contact_id: UUID
    name: str
    reason: Literal["edited"] = "edited"


GoodsBecome = Literal["new", "changed", "same"]


class GoodsRow(msgspec.Struct, frozen=True):
    """An item of a catalogue and what becomes of it; `price`: of its cheapest variant, in minor
    units.
    """

    title: str
    variants: int
    price: int
    becomes: GoodsBecome


class GoodsInFile(msgspec.Struct, frozen=True):
    """What a catalogue holds for a shop, and what becomes of it there. `variants` in all; `files`:
    pictures in the upload, `missing`: named and not in it; `unsorted`: items that the file does not
    sort and that wait for a category; `money`: of the file, where it is another than the town's
    and a rate is wanted; `first`: the first items; `stayed`: how many items an undo left, because
    they were changed since.
    """

    shop: UUID
    currency: str
    new: int
    changed: int
    same: int
    variants: int
    files: int
    missing: int
    unsorted: int
    money: str
    first: list[GoodsRow]
    stayed: int = 0


class InFile(msgspec.Struct, frozen=True):
    """What a file holds; only that of its import's target is there."""

    chats: ChatsInFile | None = None
    posts: PostsInFile | None = None
    contacts: ContactsInFile | None = None
    goods: GoodsInFile | None = None


class Import(msgspec.Struct, frozen=True):
    """A file on its way in. `also`: what else its file may be read as, by the same bytes under
    another id with that `target`. `done`: records that were gone through so far, while it works.
    `skipped`: how many records could not be read; `problems` names the first of them.
    """

    id: UUID
    target: TargetName
    also: list[TargetName]
    name: str
    format: str
    state: State
    options: ImportOptions
    done: int
    skipped: int
    counts: list[ImportCount]
    problems: list[ImportRemark]
    created_at: datetime
    applied_at: datetime | None
    chats: ChatsInFile | None
    posts: PostsInFile | None
    contacts: ContactsInFile | None
    goods: GoodsInFile | None


class ImportJob(msgspec.Struct, frozen=True):
    """An import as it is stored. `details`: what its target noted of the file, as JSON.
    `applied_xid`: of the transaction that applied it.
    """

    id: UUID
    owner_id: UUID
    target: TargetName
    also: list[TargetName]
    name: str
    sha256: bytes
    file_id: UUID | None
    format: str
    state: State
    options: ImportOptions
    done: int
    skipped: int
    counts: list[ImportCount]
    problems: list[ImportRemark]
    details: dict[str, Any]
    created_at: datetime
    applied_at: datetime | None
    applied_xid: int | None


class ImportUpload(msgspec.Struct, frozen=True):
    """A file that came in. `target`: what it is to be read as; None: as what it is."""

    id: UUID
    name: str
    options: ImportOptions
    target: TargetName | None = None


class Noted(msgspec.Struct, frozen=True):
    """What a target says of a file that it has read."""

    counts: list[ImportCount]
    problems: list[ImportRemark]
    skipped: int
    details: Mapping[str, object] = {}


def name_of(name: str) -> str:
    """A name or title as it is kept."""
    return " ".join(name.replace("\0", "").split())[:LONGEST_NAME]
