"""ChatLab 0.0.1 and 0.0.2, the common format of exporters of Chinese apps: JSON or JSON lines."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from typing import Any

import msgspec

from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    Kind,
    MediaKind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, of_unix, safely
from leapfrog.unpacking import FileFormat, Folder, first_bytes, lines, values

_KNOWN = re.compile(rb'"chatlab"\s*:\s*\{')
_LINES = re.compile(rb'\A\s*(?:#[^\n]*\n\s*)*\{\s*"_type"\s*:')
KINDS: dict[int, Kind] = {
    0: "text",
    1: "image",
    2: "voice",
    3: "video",
    4: "file",
    5: "sticker",
    8: "location",
    23: "call",
    27: "contact",
    80: "system",
    81: "deleted",
}
MEDIA: Mapping[str, MediaKind] = {
    "image": "image",
    "voice": "voice",
    "video": "video",
    "file": "file",
    "sticker": "sticker",
}
USED = frozenset(
    {"sender", "accountName", "timestamp", "content", "platformMessageId", "replyToMessageId"}
)
PLACES = {"meta": "header", "members.item": "member", "messages.item": "message"}


def knows(folder: Folder) -> bool:
    return any(True for _ in _files(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    for name in _files(folder):
        yield from _thread(_parts(folder, name), name)


def _files(folder: Folder) -> Iterator[str]:
    for name in folder.names:
        is_meant = name.lower().endswith((".json", ".jsonl")) or not folder.is_packed
        if is_meant and _KNOWN.search(first_bytes(folder, name)):
            yield name


def _parts(folder: Folder, name: str) -> Iterator[tuple[str, Any]]:
    """`header`, `member` or `message`, and what it holds; `""` for a line that is none."""
    with closing(folder.open(name)) as content:
        if not _LINES.match(first_bytes(folder, name)):
            for place, value in values(content, PLACES):
                yield PLACES[place], value
            return
        for line in lines(content):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            try:
                value = msgspec.json.decode(line)
                kind = value.pop("_type")
            except (msgspec.DecodeError, AttributeError, KeyError, TypeError):
                yield "", None
                continue
            yield (kind, value.get("meta", {})) if kind == "header" else (kind, value)


def _thread(parts: Iterator[tuple[str, Any]], name: str) -> Iterator[Told]:
    people = ThreadPeople()
    number = 0
    for kind, value in parts:
        number += kind == "message"
        match kind:
            case "header":
                yield from safely(name, partial(_head, value))
            case "member":
                yield from safely(name, partial(_member, value, people))
            case "message":
                told = partial(_told, value, people)
                yield from safely(f"{name}, message {number}", told)
            case _:
                yield HistorySkip(f"{name}, after message {number}", "odd_message")


def _head(meta: dict[str, Any]) -> Iterator[Told]:
    yield HistoryThread(
        source="chatlab",
        id=str(meta.get("groupId") or ""),
        title=str(meta.get("name") or ""),
        group=meta.get("type") == "group",
        app=str(meta.get("platform") or ""),
    )


def _member(member: dict[str, Any], people: ThreadPeople) -> Iterator[Told]:
    name = member.get("groupNickname") or member.get("accountName") or member["platformId"]
    yield from people.meet(str(member["platformId"]), str(name))


def _told(message: dict[str, Any], people: ThreadPeople) -> Iterator[Told]:
    kind = KINDS.get(message["type"], "text")
    sender = "" if kind == "system" else str(message.get("sender") or "")
    yield from people.meet(sender, str(message.get("accountName") or sender))
    extra = {key: value for key, value in message.items() if key not in USED}
    if message["type"] in KINDS:
        extra.pop("type")
    yield HistoryEntry(
        at=of_unix(message["timestamp"]),
        kind=kind,
        sender=sender,
        body=str(message.get("content") or ""),
        id=str(message.get("platformMessageId") or ""),
        # The format has no place for files: that there was one is all it says.
        media=(HistoryMedia(kind=MEDIA[kind]),) if kind in MEDIA else (),
        reply_to=str(message.get("replyToMessageId") or ""),
        extra=extra,
    )


FORMAT: ChatFormat = FileFormat("chatlab", knows, read, order=20)
