"""What was said as an entry of an export, from a row of a log. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, cast
from uuid import UUID

import msgspec

from leapfrog.chat import file_in
from leapfrog.chat_formats import (
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    Kind,
    safe_name,
)

SAME = frozenset(
    ("text", "image", "video", "voice", "file", "location", "contact", "sticker", "call")
)
PLAIN = frozenset(("text", "image", "video", "file", "location"))
FILED = frozenset(("image", "video", "voice", "file"))
WHAT_IT_SAYS = ("name", "title", "outcome", "id", "ref", "text")
Meta = Mapping[str, Any]


class ToldRow(Protocol):
    """A row as it is in the log."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def ref(self) -> int | None: ...
    @property
    def meta(self) -> dict[str, Any] | None: ...
    @property
    def edited_at(self) -> datetime | None: ...
    @property
    def recalled(self) -> bool: ...


class EntryPeople(msgspec.Struct, frozen=True):
    """Who said a row and who reacted how, by their keys, and in words what happened."""

    sender: str
    reactions: Sequence[tuple[str, str]]
    happened: str


def entry_of(row: ToldRow, people: EntryPeople) -> HistoryEntry:
    """The row of a log, which is no edit, recall or reaction."""
    meta = row.meta or {}
    system = row.kind == "system"
    same = row.kind if row.kind in SAME else "text"
    kind = "deleted" if row.recalled else "system" if system else same
    place = msgspec.convert(meta, GeoPoint) if row.kind == "location" and meta else None
    return HistoryEntry(
        at=row.created_at,
        kind=cast(Kind, kind),
        sender="" if system else people.sender,
        body=people.happened if system else row.body or _says(meta),
        id=str(row.seq),
        media=_media(row.kind, meta),
        place=place,
        reply_to=str(row.ref or ""),
        reactions=tuple(HistoryReaction(emoji, who) for who, emoji in people.reactions),
        edited=row.edited_at is not None,
        edited_at=row.edited_at,
        forwarded="" if meta.get("forwarded") else None,
        extra={"meta": meta} if meta and row.kind not in PLAIN else {},
    )


def happened(meta: Meta, who: str, whom: Sequence[str]) -> str:
    """`Anna: joined (Ben)`."""
    what = str(meta.get("what", "")).replace("_", " ")
    about = f"({', '.join(whom)})" if whom else ""
    return f"{who}: {what} {meta.get('text', '')} {about}".strip()


def _media(kind: str, meta: Meta) -> tuple[HistoryMedia, ...]:
    file = file_in(dict(meta)) if kind in FILED else None
    if file is None:
        return ()
    made_of = str(meta.get("type", ""))
    name = str(meta.get("name") or f"{kind}.{_ending(made_of)}")
    return (
        HistoryMedia(
            kind=cast(Any, kind),
            path=media_path(file, name),
            name=str(meta.get("name", "")),
            type=made_of,
            size=meta.get("size"),
            width=meta.get("width"),
            height=meta.get("height"),
            duration_ms=meta.get("duration_ms"),
        ),
    )


def media_path(file: UUID, name: str) -> str:
    """Where a file lies in the zip: found again by its id, known to people by its name."""
    return f"media/{file}-{safe_name(name)}"


def _ending(media_type: str) -> str:
    ending = media_type.partition("/")[2].partition("+")[0]
    return {"jpeg": "jpg", "quicktime": "mov", "plain": "txt"}.get(ending, ending)


def _says(meta: Meta) -> str:
    """What stands for a message without words."""
    said = next((str(meta[key]) for key in WHAT_IT_SAYS if meta.get(key)), "")
    items = meta.get("items")
    if not isinstance(items, list):
        return "" if "file" in meta else said
    told = [one for one in items if isinstance(one, dict)]
    return "\n".join([said, *(f"{one.get('name')}: {one.get('body')}" for one in told)])
