"""The one language into which every app's export is read, and out of which ours is written.

A history is a stream: a `HistoryThread`, its `Speaker`s as they become known, its `HistoryEntry`s
in the order of the conversation; then the next thread. So a gigabyte of it needs no memory.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal

import msgspec

from leapfrog.unpacking import FileFormat, Folder

Source = Literal[
    "leapfrog",
    "whatsapp",
    "telegram",
    "messenger",
    "instagram",
    "chatlab",
    "element",
    "line",
    "wechat",
    "qq",
    "kakaotalk",
    "signal",
    "discord",
    "sms",
    "slack",
    "imessage",
    "viber",
    "googlechat",
    "skype",
    "tiktok",
]
Kind = Literal[
    "text",
    "image",
    "video",
    "audio",
    "voice",
    "gif",
    "sticker",
    "file",
    "location",
    "contact",
    "poll",
    "call",
    "system",
    "deleted",
]
MediaKind = Literal["image", "video", "audio", "voice", "gif", "sticker", "file"]


class HistoryThread(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation begins. `id`: what its app calls it; empty when the app has no name for it.

    `chatlab` histories name the app that they come from as `app`.
    """

    source: Source
    id: str = ""
    title: str = ""
    group: bool = False
    app: str = ""


class Speaker(msgspec.Struct, frozen=True):
    """Somebody of the thread. `key` is what its entries call them, unique in the thread."""

    key: str
    name: str


class HistoryMedia(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file that belongs to an entry. `path`: where it lies in the export; empty when the export
    was made without it. `size` in bytes, `type` is a media type.
    """

    kind: MediaKind
    path: str = ""
    name: str = ""
    type: str = ""
    size: int | None = None
    width: int | None = None
    height: int | None = None
    duration_ms: int | None = None


class HistoryReaction(msgspec.Struct, frozen=True, omit_defaults=True):
    """`by` is a speaker's key; empty where only the count is known."""

    emoji: str
    by: str = ""
    count: int = 1


class GeoPoint(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place on earth, in degrees."""

    lat: float
    lon: float
    name: str = ""
    address: str = ""


class HistoryEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that was said, or that happened (`system`: nobody's words).

    `sender` and `by` are keys of speakers. `forwarded`: from whom, empty when nobody knows.
    `extra` is what the export holds and this has no place for, as it was.
    """

    at: datetime
    kind: Kind
    sender: str = ""
    body: str = ""
    id: str = ""
    media: tuple[HistoryMedia, ...] = ()
    place: GeoPoint | None = None
    reply_to: str = ""
    reactions: tuple[HistoryReaction, ...] = ()
    edited: bool = False
    edited_at: datetime | None = None
    forwarded: str | None = None
    extra: dict[str, Any] = {}


class HistorySkip(msgspec.Struct, frozen=True):
    """Something that could not be read, or not for sure: where, and why."""

    place: str
    reason: str


class ReadOptions(msgspec.Struct, frozen=True):
    """What a file does not say: the zone of its times, and what comes first in `3/4/2020`.

    `day_first` None: work it out from the whole file. Nothing in it was written after `now`.
    """

    zone: tzinfo = UTC
    day_first: bool | None = None
    now: datetime = datetime(2100, 1, 1, tzinfo=UTC)


Told = HistoryThread | Speaker | HistoryEntry | HistorySkip
# A reader of one app's exports.
ChatFormat = FileFormat[bool, Callable[[Folder, ReadOptions], Iterator[Told]]]
