"""WeChatMsg's (MemoTrace's) page: the messages of a chat as objects of JavaScript in its HTML."""

import codecs
import html
import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

from leapfrog.chat_formats.formats.wechat.kinds import NUMBERED
from leapfrog.chat_formats.media import AttachedFiles
from leapfrog.chat_formats.model import (
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    Kind,
    MediaKind,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, ending, of_unix, safely
from leapfrog.unpacking import BLOCK, Folder, UnreadableFile, first_bytes

Message = dict[str, Any]
BEGIN = "chatMessages = ["
_TITLE = re.compile(rb"<title>([^<]*)</title>")
# Nothing is tried twice (`*+`): what is no object is known to be none in one pass.
_VALUE = (
    r"""(?:-?\d++(?:\.\d++)?|null|true|false|undefined"""
    r"""|'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+")"""
)
_KEY = r"""\s*+["']?(\w++)["']?\s*+:\s*+"""
_MEMBER = re.compile(rf"{_KEY}({_VALUE})", re.S)
_OBJECT = re.compile(
    rf"\s*+\{{(?:{_KEY.replace('(', '(?:', 1)}{_VALUE}\s*+,?)*+\s*+\}}\s*+,?", re.S
)
_NEXT = re.compile(r"""\{\s*["']?type["']?\s*:""")
_ESCAPED = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.S)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_CLOCK = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?\Z")
_MEDIA: dict[int, MediaKind] = {3: "image", 34: "voice", 43: "video", 47: "sticker"}
NOTE, APP, FILE = 0, 49, 6
USED = frozenset(
    ("type", "text", "is_send", "avatar_path", "timestamp", "is_chatroom", "displayname",
     "file_name", "icon_path", "sub_type")
)  # fmt: skip
LARGEST = 2 * 1024 * 1024
ME, OTHER = "我", "对方"


def files(folder: Folder) -> Iterator[str]:
    """The pages of this kind."""
    for name in ending(folder, ".html", ".htm"):
        if BEGIN.encode() in first_bytes(folder, name):
            yield name


def read(folder: Folder) -> Iterator[Told]:
    """A thread a page."""
    attached = AttachedFiles(folder)
    for name in files(folder):
        title = _TITLE.search(first_bytes(folder, name))
        people, begun = ThreadPeople(), False
        for number, message in enumerate(_objects(folder, name), 1):
            if not begun:
                begun = True
                called = html.unescape(title[1].decode(errors="replace")) if title else ""
                group = bool(message and message.get("is_chatroom") == 1)
                yield HistoryThread(source="wechat", title=called, group=group)
            if message is None:
                yield HistorySkip(f"{name}, message {number}", "odd_message")
                continue
            told = partial(_told, message, people, attached)
            yield from safely(f"{name}, message {number}", told)


def _objects(folder: Folder, name: str) -> Iterator[Message | None]:
    """The objects of the list, one at a time; None for one that is none, since a quote in a name
    was written as it was. Raises `UnreadableFile`.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    held, begun, done = "", False, False
    with closing(folder.open(name)) as content:
        while not done:
            block = content.read(BLOCK)
            held += decoder.decode(block, final=not block)
            done = not block
            if not begun:
                at = held.find(BEGIN)
                begun = at >= 0
                # The mark may lie over the end of a block.
                held = held[at + len(BEGIN) :] if begun else held[-len(BEGIN) :]
            if begun:
                found, held = _taken(held, is_all=done)
                yield from found
            if len(held) > LARGEST:
                raise UnreadableFile("long_value", "One piece of this file is far too long.")


def _taken(text: str, *, is_all: bool) -> tuple[list[Message | None], str]:
    """The objects that are whole, and what is left."""
    found: list[Message | None] = []
    at = 0
    while True:
        if one := _OBJECT.match(text, at):
            found.append({key: _value(value) for key, value in _MEMBER.findall(one[0])})
            at = one.end()
        elif (start := _NEXT.search(text, at)) and (after := _NEXT.search(text, start.end())):
            # Between the beginning of this and the next one there is none that can be read.
            found.append(None)
            at = after.start()
        elif start and is_all:
            return [*found, None], ""
        else:
            return found, text[at:]


def _value(text: str) -> Any:
    if text[0] in "'\"":
        return _ESCAPED.sub(_unescaped, text[1:-1])
    if text in ("true", "false"):
        return text == "true"
    if text in ("null", "undefined"):
        return None
    return float(text) if "." in text else int(text)


def _unescaped(found: re.Match[str]) -> str:
    said = found[1]
    if said[0] == "u" and len(said) == 5:
        return chr(int(said[1:], 16))
    return _ESCAPES.get(said, said)


def _words(text: Any) -> str:
    """The text of a bit of HTML that the page shows."""
    said = re.sub(r"<br\s*/?>", "\n", str(text or ""))
    return html.unescape(said.replace("&emsp;", "\t"))


def _told(message: Message, people: ThreadPeople, attached: AttachedFiles) -> Iterator[Told]:
    number, said = int(message["type"]), _words(message.get("text"))
    if number == NOTE and _CLOCK.match(said):
        # The page's own line between messages that are some minutes apart.
        return
    is_file = number == APP and message.get("sub_type") == FILE
    kind: Kind = "file" if is_file else "system" if number == NOTE else NUMBERED.get(number, "text")
    own = int(message.get("is_send") or 0) == 1
    name = _words(message.get("displayname")) or (ME if own else OTHER)
    sender = "" if kind == "system" else f"{int(own)} {name}"
    yield from people.meet(sender, name)
    extra = {key: value for key, value in message.items() if key not in USED and value}
    if number == APP and not is_file:
        extra["sub_type"] = message.get("sub_type")
    media = tuple(_media(message, number, said, attached)) if is_file or number in _MEDIA else ()
    words = said or _words(message.get("title"))
    yield HistoryEntry(
        at=of_unix(message["timestamp"]),
        kind=kind,
        sender=sender,
        body="" if media else words,
        media=media,
        extra=extra,
    )


def _media(
    message: Message, number: int, path: str, attached: AttachedFiles
) -> Iterator[HistoryMedia]:
    kind: MediaKind = _MEDIA.get(number, "file")
    name = _words(message.get("file_name"))
    yield attached.media(path, kind, name=name) if path or name else HistoryMedia(kind=kind)
