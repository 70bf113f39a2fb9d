"""Element Web's JSON: a room's events as Matrix has them, decrypted.

Edits and reactions are events of their own that come later, so the file is read twice; what is
kept of the first reading is only these.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

from leapfrog.chat_formats.media import type_of
from leapfrog.chat_formats.model import (
    ChatFormat,
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistorySkip,
    HistoryThread,
    Kind,
    MediaKind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, of_millis, safely, whole
from leapfrog.unpacking import FileFormat, Folder, first_bytes, values

Event = dict[str, Any]

_KNOWN = re.compile(rb'"room_name"\s*:|"room_creator"\s*:')
_GEO = re.compile(r"geo:(-?[\d.]+),(-?[\d.]+)")
MEDIA: dict[str, MediaKind] = {
    "m.image": "image",
    "m.video": "video",
    "m.audio": "audio",
    "m.file": "file",
    "m.sticker": "sticker",
}
VOICE = ("org.matrix.msc3245.voice", "m.voice")
MOST_LATER = 500_000


def knows(folder: Folder) -> bool:
    return any(True for _ in _files(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    for name in _files(folder):
        yield from _Room(folder, name).told()


def _files(folder: Folder) -> Iterator[str]:
    for name in folder.names:
        is_meant = name.lower().endswith(".json") or not folder.is_packed
        if is_meant and _KNOWN.search(first_bytes(folder, name)):
            yield name


class _Room:
    """One file."""

    def __init__(self, folder: Folder, name: str) -> None:
        self.folder, self.name = folder, name
        self.files = {path.rpartition("/")[2]: path for path in folder.names}
        self.title = ""
        self.edits: dict[str, Event] = {}
        self.reactions: dict[str, list[HistoryReaction]] = {}
        self.later = 0

    def told(self) -> Iterator[Told]:
        for event in self._events():
            safely("", partial(self._note, event))
        yield HistoryThread(source="element", title=self.title, group=True)
        if self.later >= MOST_LATER:
            yield HistorySkip(self.name, "too_many_reactions")
        people = ThreadPeople()
        for number, event in enumerate(self._events(), 1):
            place = f"{self.name}, event {number}"
            yield from safely(place, partial(self._entry, event, people))

    def _events(self) -> Iterator[Event]:
        with closing(self.folder.open(self.name)) as content:
            for place, value in values(content, ("room_name", "messages.item")):
                if place == "room_name":
                    self.title = str(value or "")
                else:
                    yield value

    def _note(self, event: Event) -> Iterator[Told]:
        relation = event["content"].get("m.relates_to") or {}
        target, kind = str(relation.get("event_id")), relation.get("rel_type")
        if kind in ("m.replace", "m.annotation") and self.later < MOST_LATER:
            self.later += 1
            if kind == "m.replace":
                self.edits[target] = event
            else:
                reaction = HistoryReaction(str(relation["key"]), str(event["sender"]))
                self.reactions.setdefault(target, []).append(reaction)
        yield from ()

    def _entry(self, event: Event, people: ThreadPeople) -> Iterator[Told]:
        content = event["content"]
        relation = content.get("m.relates_to") or {}
        if relation.get("rel_type") in ("m.replace", "m.annotation"):
            return
        sender = str(event["sender"])
        is_said = event["type"] in ("m.room.message", "m.sticker")
        if is_said:
            yield from people.meet(sender, sender.removeprefix("@").partition(":")[0])
        edit = self.edits.get(event["event_id"])
        shown = (edit["content"].get("m.new_content") or content) if edit else content
        kind = _kind(event, shown)
        if kind is None:
            return
        yield HistoryEntry(
            at=of_millis(event["origin_server_ts"]),
            kind=kind,
            sender=sender if is_said else "",
            body=_words(event, shown) if kind != "deleted" else "",
            id=str(event["event_id"]),
            media=tuple(self._media(event, shown)),
            place=_place(shown),
            reply_to=str((relation.get("m.in_reply_to") or {}).get("event_id") or ""),
            reactions=tuple(self.reactions.get(event["event_id"], ())),
            edited=edit is not None,
            edited_at=of_millis(edit["origin_server_ts"]) if edit else None,
            extra={"content": content} if _is_more_than_text(content) else {},
        )

    def _media(self, event: Event, content: Event) -> Iterator[HistoryMedia]:
        kind = MEDIA.get(content.get("msgtype") or event["type"])
        if kind is None:
            return
        info = content.get("info") or {}
        name = str(content.get("filename") or content.get("body") or "")
        path = self.files.get(name, "")
        yield HistoryMedia(
            kind="voice" if any(mark in content for mark in VOICE) else kind,
            path=path,
            name=name,
            type=str(info.get("mimetype") or type_of(name)),
            size=self.folder.size(path) if path else whole(info.get("size")),
            width=whole(info.get("w")),
            height=whole(info.get("h")),
            duration_ms=whole(info.get("duration")),
        )


def _kind(event: Event, content: Event) -> Kind | None:
    """None for an event that tells nothing to people."""
    if event["type"] == "m.sticker":
        return "sticker"
    if event["type"] != "m.room.message":
        return "system" if event.get("state_key") is not None else None
    if "redacted_because" in (event.get("unsigned") or {}) or not content:
        return "deleted"
    if content.get("msgtype") == "m.location":
        return "location"
    if any(mark in content for mark in VOICE):
        return "voice"
    return MEDIA.get(str(content.get("msgtype")), "text")


def _words(event: Event, content: Event) -> str:
    """What was said; of a state event its type and to whom it happened."""
    if event["type"] in ("m.room.message", "m.sticker"):
        body = str(content.get("body") or "")
        is_name = content.get("msgtype") in MEDIA and content.get("filename") in (None, body)
        return "" if is_name else body
    what = event["type"].removeprefix("m.room.").replace("_", " ")
    told = content.get("membership") or content.get("name") or content.get("topic") or ""
    return " ".join(filter(None, (str(event["sender"]), what, str(told))))


def _place(content: Event) -> GeoPoint | None:
    found = _GEO.match(str(content.get("geo_uri") or ""))
    return GeoPoint(float(found[1]), float(found[2])) if found else None


def _is_more_than_text(content: Event) -> bool:
    return not content.keys() <= {"msgtype", "body", "m.relates_to", "m.mentions"}


FORMAT: ChatFormat = FileFormat("element", knows, read, order=40)
