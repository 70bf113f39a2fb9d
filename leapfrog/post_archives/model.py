"""An archive of posts on its way in, and what it becomes."""

from datetime import datetime
from typing import Literal
from uuid import UUID, uuid5

import msgspec

from leapfrog.post_archives.formats import ArchivedPost, Kind, Source, TraceKind
from leapfrog.posts import Audience, Author

State = Literal["preview", "working", "applied", "failed", "undone"]
# For whom it may be at most; what was for fewer there is for fewer here.
Widest = Literal["public", "unlisted", "followers", "contacts", "me"]

LARGEST = 4_000_000_000
MOST_POSTS = 500_000
MOST_TRACES = 200_000
MOST_REMARKS = 200
LONGEST_NAME = 200

NAMES: dict[Source, str] = {
    "leapfrog": "Leapfrog",
    "mastodon": "Mastodon",
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "weibo": "Weibo",
    "bluesky": "Bluesky",
}


class PostImportRemark(msgspec.Struct, frozen=True):
    """What could not be read: where, and why."""

    place: str
    reason: str


class ImportKind(msgspec.Struct, frozen=True):
    """So many of a kind. `known`: of these, so many are here already or were taken back here."""

    kind: Kind
    posts: int
    known: int


class ImportTraces(msgspec.Struct, frozen=True):
    """So many follows, likes and so on."""

    kind: TraceKind
    count: int


class ImportChoice(msgspec.Struct, frozen=True):
    """What comes in, and for whom. Nothing is for more people than it was."""

    audience: Widest = "me"
    kinds: tuple[Kind, ...] = ("post", "reply", "repost", "private")


class PostImport(msgspec.Struct, frozen=True):
    """An archive. `files`: how many pictures and films are in it; `missing`: how many it was made
    without. `done`: what was gone through so far; `added`: the posts that came in.
    """

    id: UUID
    name: str
    source: Source
    account: str
    state: State
    audience: Widest
    kinds: list[ImportKind]
    chosen: list[Kind]
    traces: list[ImportTraces]
    files: int
    missing: int
    first_at: datetime | None
    last_at: datetime | None
    done: int
    added: int
    skipped: int
    problems: list[PostImportRemark]
    created_at: datetime
    applied_at: datetime | None


class ImportedTrace(msgspec.Struct, frozen=True):
    """Something that somebody did elsewhere. `person`: who is meant, when they are here."""

    kind: TraceKind
    value: str
    text: str
    source: str
    at: datetime | None
    person: Author | None = None


class TracePage(msgspec.Struct, frozen=True):
    """`next` is the `after` of the following page."""

    traces: list[ImportedTrace]
    next: int | None


def name_of(name: str) -> str:
    """A name as it is kept."""
    return " ".join(name.replace("\0", "").split())[:LONGEST_NAME]


def post_id(owner: UUID, source: Source, sent: ArchivedPost) -> UUID:
    """The same each time for this post, whoever makes the file; of our own archives, its own."""
    return sent.own.id if sent.own else uuid5(owner, f"{source} {sent.id}")


_NARROWER: dict[Audience, frozenset[Widest]] = {
    "public": frozenset(),
    "unlisted": frozenset(("public",)),
    "followers": frozenset(("public", "unlisted")),
    "contacts": frozenset(("public", "unlisted", "followers")),
}


def audience_of(was: Audience, widest: Widest) -> Audience:
    """For whom something is here, that was for these there."""
    if was in ("mentioned", "circles", "me"):
        return "me"
    return was if widest in _NARROWER[was] else widest
