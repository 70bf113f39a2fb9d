"""QQChatExporter's JSON: one of a chat, or a `manifest.json` with `chunks/*.jsonl`; version 4 and
later, and what came before.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from leapfrog.chat_formats.media import AttachedFiles
from leapfrog.chat_formats.model import HistoryEntry, HistoryMedia, HistoryThread, MediaKind, Told
from leapfrog.chat_formats.reading import (
    ThreadPeople,
    ending,
    headed_thread,
    of_iso,
    of_millis,
    whole,
)
from leapfrog.unpacking import Folder, first_bytes, lines, values

Message = dict[str, Any]
_KNOWN = re.compile(rb'"chatInfo"\s*:\s*\{')
_OWN = re.compile(rb'QQChatExporter|"(?:selfUid|selfUin)"|"messageType"|"statistics"\s*:\s*\{')
_CHUNK = re.compile(r"(?:^|/)chunks/[^/]+\.jsonl\Z")
HEAD = ("name", "type", "uid", "uin", "peerUid", "peerUin", "groupCode")
PLACES = frozenset((*(f"chatInfo.{field}" for field in HEAD), "messages.item"))
_MEDIA: Mapping[str, MediaKind] = {
    "image": "image",
    "video": "video",
    "audio": "voice",
    "voice": "voice",
    "file": "file",
    "market_face": "sticker",
}
# Elements that say no more than the text does.
_PLAIN = frozenset(
    ("text", "image", "video", "audio", "voice", "file", "face", "at", "market_face")
)
USED = frozenset(
    {
        "id", "messageId", "timestamp", "time", "sender", "content", "recalled", "isRecalled",
        "system", "isSystemMessage", "seq", "type", "messageType", "rawMessage", "stats",
        "receiver",
    }
)  # fmt: skip


def files(folder: Folder) -> Iterator[str]:
    """The files of this kind; of one in chunks its manifest."""
    for name in ending(folder, ".json"):
        head = first_bytes(folder, name)
        if _KNOWN.search(head) and _OWN.search(head):
            yield name


def read(folder: Folder) -> Iterator[Told]:
    """A thread a file."""
    attached = AttachedFiles(folder)
    for name in files(folder):
        tell = partial(_told, attached=attached)
        yield from headed_thread(_values(folder, name), name, _thread, tell, "chatInfo.")


def _values(folder: Folder, name: str) -> Iterator[tuple[str, Any]]:
    """What stands in the file, then in the chunks beside it."""
    with closing(folder.open(name)) as content:
        yield from values(content, PLACES)
    root = name.rpartition("/")[0]
    for chunk in sorted(folder.names):
        if chunk.startswith(root) and _CHUNK.search(chunk):
            with closing(folder.open(chunk)) as content:
                for line in lines(content):
                    if line.strip():
                        yield "messages.item", _decoded(line)


def _decoded(line: str) -> Any:
    try:
        return msgspec.json.decode(line)
    except msgspec.DecodeError:
        return None


def _thread(head: dict[str, str]) -> HistoryThread:
    keys = ("groupCode", "peerUin", "uin", "peerUid", "uid")
    number = next(filter(None, (head.get(key) for key in keys)), "")
    group = head.get("type") == "group"
    return HistoryThread(source="qq", id=number, title=head.get("name", ""), group=group)


def _told(message: Message, people: ThreadPeople, attached: AttachedFiles) -> Iterator[Told]:
    sender, content = message["sender"], message.get("content") or {}
    raw = message.get("rawMessage") or {}
    system = bool(message.get("system") or message.get("isSystemMessage"))
    recalled = bool(message.get("recalled") or message.get("isRecalled"))
    key = "" if system else str(sender.get("uin") or sender.get("uid") or sender["name"])
    named = (raw.get("sendMemberName"), sender.get("groupCard"), sender.get("name"))
    yield from people.meet(key, str(next(filter(None, named), key)))
    elements = [one for one in content.get("elements") or () if isinstance(one, dict)]
    media = () if recalled else tuple(_media(content, elements, attached))
    kind = "system" if system else "deleted" if recalled else media[0].kind if media else "text"
    text = str(content.get("text") or "")
    yield HistoryEntry(
        at=_time(message["timestamp"]),
        kind=kind,
        sender=key,
        body="" if recalled and not system else _words(text, media),
        id=str(message.get("id") or message.get("messageId") or ""),
        media=media,
        reply_to=_answered(elements),
        extra=_extra(message, elements),
    )


def _time(stamp: Any) -> datetime:
    """Milliseconds in old and in new versions, a text between them."""
    return of_millis(stamp) if isinstance(stamp, int) else of_iso(str(stamp))


def _media(
    content: Message, elements: list[Message], files: AttachedFiles
) -> Iterator[HistoryMedia]:
    """Every file: what was fetched is among the resources, with its path."""
    told = [(str(one.get("type")), one) for one in content.get("resources") or ()]
    told += [
        (str(one.get("type")), one.get("data") or {})
        for one in elements
        if one.get("type") == "market_face" or (not told and one.get("type") in _MEDIA)
    ]
    for kind, one in told:
        name = str(one.get("filename") or one.get("name") or "")
        path = str(one.get("localPath") or one.get("path") or name)
        found = files.media(path, _MEDIA.get(kind), name=name, size=whole(one.get("size")))
        seconds = one.get("duration")
        yield msgspec.structs.replace(
            found,
            width=whole(one.get("width")),
            height=whole(one.get("height")),
            duration_ms=int(seconds * 1000)
            if isinstance(seconds, int | float) and seconds
            else None,
        )


def _words(text: str, media: tuple[HistoryMedia, ...]) -> str:
    """Without what only stands for a file: `[图片: a.jpg]`."""
    for one in media:
        for stand_in in re.findall(r"\[[^\[\]\n:：]{1,6}[:：] ?[^\[\]\n]*\]", text):
            if one.name and one.name in stand_in:
                text = text.replace(stand_in, "", 1)
    return text.strip()


def _answered(elements: list[Message]) -> str:
    for one in elements:
        if one.get("type") == "reply":
            data = one.get("data") or {}
            number = data.get("referencedMessageId") or data.get("messageId") or ""
            return "" if number in ("", "0") else str(number)
    return ""


def _extra(message: Message, elements: list[Message]) -> Message:
    extra = {key: value for key, value in message.items() if key not in USED}
    kept = [one for one in elements if one.get("type") not in _PLAIN]
    return {**extra, "elements": kept} if kept else extra
