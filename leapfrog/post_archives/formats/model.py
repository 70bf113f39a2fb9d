"""The one language into which every place's archive is read.

A file is a stream: its `ArchiveAccount`, then what was sent, in any order, and the traces that its
owner left there. So a gigabyte of it needs no memory.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.posts import Audience, Form, Place, PostLocation, Replies
from leapfrog.unpacking import FileFormat, Folder

Source = Literal[
    "leapfrog",
    "mastodon",
    "x",
    "facebook",
    "instagram",
    "weibo",
    "bluesky",
    "misskey",
    "pixelfed",
    "threads",
    "linkedin",
    "wordpress",
    "reddit",
]
# private: for the people who are named in it, and nobody else.
Kind = Literal["post", "reply", "repost", "private"]
TraceKind = Literal["follow", "like", "save", "block", "mute", "domain", "list"]


class ArchiveAccount(msgspec.Struct, frozen=True):
    """Whose file it is: how they are called there, without an @; empty: it does not say."""

    name: str = ""


class ArchivedFile(msgspec.Struct, frozen=True):
    """A picture, film or sound. `path`: where it lies in the file; empty: it came without it."""

    path: str
    alt: str = ""


class ArchivedPoll(msgspec.Struct, frozen=True):
    """A poll with the votes that it had."""

    options: tuple[str, ...]
    votes: tuple[int, ...]
    voters: int = 0
    ends_at: datetime | None = None
    multiple: bool = False


class ArchivedOriginal(msgspec.Struct, frozen=True):
    """What was passed on: whose it was, what it said, where it is; each as far as the file says."""

    name: str = ""
    text: str = ""
    url: str = ""


class LeapfrogDetails(msgspec.Struct, frozen=True, omit_defaults=True):
    """What only a town of this kind knows of a post, and only its own archive tells."""

    id: UUID
    audience: Audience
    replies: Replies = "everyone"
    form: Form = "post"
    of: UUID | None = None
    via: UUID | None = None
    pinned: datetime | None = None
    answers: Place | None = None


class ArchivedPost(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was shown. `id`: the same in every file of that place; `url`: where it was.

    `mentions`: as it stands in the text, and the address; only of a town of this kind.
    """

    id: str
    at: datetime
    kind: Kind = "post"
    audience: Audience = "public"
    text: str = ""
    title: str = ""
    warning: str = ""
    files: tuple[ArchivedFile, ...] = ()
    poll: ArchivedPoll | None = None
    place: PostLocation | None = None
    link: str = ""
    of: ArchivedOriginal | None = None
    url: str = ""
    edited_at: datetime | None = None
    mentions: tuple[tuple[str, str], ...] = ()
    own: LeapfrogDetails | None = None


class ArchivedTrace(msgspec.Struct, frozen=True):
    """Something else that somebody did there: whom they followed, what they liked, saved, or did
    not want to see. `value`: an address or link; of a `list`, its name and whom, with a comma.
    """

    kind: TraceKind
    value: str
    text: str = ""
    at: datetime | None = None


class PostSkip(msgspec.Struct, frozen=True):
    """Something that could not be read: where, and why."""

    place: str
    reason: str


Told = ArchiveAccount | ArchivedPost | ArchivedTrace | PostSkip
# A reader of one place's archives, or of those of several that are alike: it says of which.
PostFormat = FileFormat[Source | None, Callable[[Folder], Iterator[Told]]]
