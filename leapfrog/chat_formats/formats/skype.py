"""Skype's export of chats: `messages.json` of all conversations, with `media/` beside it, in a tar.

Known from what others published of it and from programs that read it, not from an export of ours.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from html.parser import HTMLParser
from typing import Any

import msgspec

from leapfrog.chat_formats.grouping import ThreadSpool
from leapfrog.chat_formats.media import kind_of, type_of
from leapfrog.chat_formats.model import (
    ChatFormat,
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryThread,
    Kind,
    MediaKind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ODD, ThreadPeople, of_iso, of_millis, safely
from leapfrog.unpacking import FileFormat, Folder, first_bytes, values

Message = dict[str, Any]
_KNOWN = re.compile(rb'"exportDate"\s*:.{0,500}?"conversations"\s*:\s*\[', re.S)
AT = "conversations.item."
PLACES = frozenset(
    f"{AT}{place}" for place in ("id", "displayName", "threadProperties", "MessageList.item")
)
_KINDS: Mapping[str, Kind] = {
    "Text": "text",
    "RichText": "text",
    "RichText/Html": "text",
    "RichText/UriObject": "image",
    "RichText/Media_Album": "text",
    "RichText/Media_Video": "video",
    "RichText/Media_AudioMsg": "voice",
    "RichText/Media_FlikMsg": "video",
    "RichText/Media_CallRecording": "video",
    "RichText/Media_GenericFile": "file",
    "RichText/Media_Card": "text",
    "RichText/Contacts": "contact",
    "RichText/Location": "location",
    "Poll": "poll",
    "Event/Call": "call",
}
_MEDIA: Mapping[str, MediaKind] = {
    "image": "image",
    "video": "video",
    "voice": "voice",
    "file": "file",
}
USED = frozenset(
    ("id", "displayName", "originalarrivaltime", "messagetype", "content", "conversationid",
     "from", "version", "properties", "amsreferences")
)  # fmt: skip
GROUP = "19:"
DEGREE = 1_000_000


def knows(folder: Folder) -> bool:
    """Whether there is such a `messages.json`."""
    return any(True for _ in _files(folder))


def _files(folder: Folder) -> Iterator[str]:
    for name in folder.names:
        meant = not folder.is_packed or name.rpartition("/")[2] == "messages.json"
        if meant and _KNOWN.search(first_bytes(folder, name)):
            yield name


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """Every conversation, the oldest message first: the file has the newest one first."""
    for name in _files(folder):
        with ThreadSpool() as spool, closing(folder.open(name)) as content:
            heads = _spooled(content, spool)
            files = {path.rpartition("/")[2].split(".")[0]: path for path in _media_files(folder)}
            for thread in spool.threads:
                yield heads[thread]
                messages = SkypeMessages(folder, files)
                for number, message in spool.by_time(thread):
                    told = partial(messages.told, message)
                    yield from safely(f"{name}, message {number}", told)


def _spooled(content: Any, spool: ThreadSpool) -> dict[str, HistoryThread]:
    """Puts the messages of each conversation in a row; answers what the conversations are."""
    heads: dict[str, HistoryThread] = {}
    thread = ""
    number = 0
    for place, value in values(content, PLACES):
        match place.removeprefix(AT):
            case "id":
                thread = str(value)
                heads[thread] = HistoryThread(
                    source="skype", id=thread, group=thread.startswith(GROUP)
                )
            case "displayName" if value:
                heads[thread] = msgspec.structs.replace(heads[thread], title=str(value))
            case "threadProperties" if isinstance(value, dict) and value.get("topic"):
                heads[thread] = msgspec.structs.replace(heads[thread], title=str(value["topic"]))
            case "MessageList.item":
                number += 1
                spool.add(thread, [number, value], _stamp(value))
    return heads


def _stamp(message: Message) -> int:
    """By which they are put in order; what has no time is told as odd later."""
    try:
        return int(of_iso(message["originalarrivaltime"]).timestamp() * 1000)
    except ODD:
        return 0


def _media_files(folder: Folder) -> Iterator[str]:
    """What was sent; beside each lies a JSON that says how it was uploaded."""
    for path in folder.names:
        if not path.endswith(".json"):
            yield path


class SkypeMessages:
    """Turns messages of one conversation into entries. `files`: paths by their ids."""

    def __init__(self, folder: Folder, files: dict[str, str]) -> None:
        self.folder, self.files = folder, files
        self.people = ThreadPeople()

    def told(self, message: Message) -> Iterator[Told]:
        """Who they are that are not known yet, and the message."""
        kind = _KINDS.get(message["messagetype"], "system")
        said = SkypeText(str(message.get("content") or ""))
        properties = message.get("properties") or {}
        gone = "deletetime" in properties
        sender = "" if kind == "system" else _person(str(message.get("from") or ""))
        yield from self.people.meet(sender, str(message.get("displayName") or sender))
        edited = properties.get("edittime")
        extra = {key: value for key, value in message.items() if key not in USED and value}
        if kind in ("system", "text") and message["messagetype"] not in ("Text", "RichText"):
            extra["messagetype"] = message["messagetype"]
        yield HistoryEntry(
            at=of_iso(message["originalarrivaltime"]),
            kind="deleted" if gone else kind,
            sender=sender,
            body="" if gone or kind in _MEDIA else said.body(kind),
            id=str(message["id"]),
            media=() if gone or kind not in _MEDIA else (self._media(message, said, kind),),
            place=said.place if kind == "location" else None,
            reply_to=said.answers,
            edited=bool(edited) or said.edited,
            edited_at=of_millis(int(edited)) if edited else None,
            extra=extra,
        )

    def _media(self, message: Message, said: "SkypeText", kind: Kind) -> HistoryMedia:
        """By its id, which is in the name of its file."""
        ids = [*(message.get("amsreferences") or ()), said.file]
        path = next((self.files[one] for one in ids if one in self.files), "")
        name = said.name or path.rpartition("/")[2]
        meant = _MEDIA[kind]
        return HistoryMedia(
            kind=kind_of(name) if meant == "file" and name else meant,
            path=path,
            name=name,
            type=type_of(name) if name else "",
            size=self.folder.size(path) if path else said.size,
        )


def _person(said: str) -> str:
    """`8:live:anna` out of an address that has it at its end."""
    return said.rpartition("/contacts/")[2]


class SkypeText(HTMLParser):
    """The words of a message in Skype's XML, and what its elements say beside them."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.names: list[str] = []
        self.seconds: float = 0
        self.answers = self.file = self.name = ""
        self.size: int | None = None
        self.place: GeoPoint | None = None
        self.edited = False
        self._inside: list[str] = []
        self.feed(content)
        self.close()

    def body(self, kind: Kind) -> str:
        """The words; of a call how long it was, of a card whom it shows."""
        if kind == "contact":
            return ", ".join(self.names)
        if kind == "call":
            return f"{int(self.seconds) // 60}:{int(self.seconds) % 60:02}" if self.seconds else ""
        return "".join(self.words).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self._inside.append(tag)
        if tag == "quote":
            self.answers = given.get("messageid", "")
        elif tag == "uriobject":
            self.file = given.get("doc_id") or given.get("uri", "").rpartition("/")[2]
        elif tag == "originalname":
            self.name = given.get("v", "")
        elif tag == "filesize":
            self.size = int(given["v"]) if given.get("v", "").isdigit() else None
        elif tag == "c" and given.get("f"):
            self.names.append(given["f"])
        elif tag == "location" and given.get("latitude"):
            lat, lon = (int(given[key]) / DEGREE for key in ("latitude", "longitude"))
            self.place = GeoPoint(lat, lon, "", given.get("address", ""))
        elif tag == "e_m":
            self.edited = self.edited or bool(given.get("ts"))
        elif tag == "br":
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        while tag in self._inside and self._inside.pop() != tag:
            continue

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] == "duration":
            self.seconds = max(self.seconds, float(data or 0))
        elif not {"quote", "partlist", "uriobject"} & set(self._inside):
            self.words.append(data)


FORMAT: ChatFormat = FileFormat("skype", knows, read, order=39)
