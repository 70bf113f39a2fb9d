"""The text: a heading for each group of chats and each chat, then a line with time and name above
each message.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

from leapfrog.chat_formats.model import (
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    MediaKind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, ending, first_lines
from leapfrog.unpacking import Folder, lines

FIRST_LINES = 12
LARGEST_BODY = 1024 * 1024
_TITLE = re.compile(r"\ufeff?消息记录[（(]此消息记录为文本格式")
_GROUPING = re.compile(r"消息分组[:：](.*)\Z")
_CHAT = re.compile(r"消息对象[:：](.*)\Z")
_RULE = re.compile(r"={10,}\Z")
_HEAD = re.compile(
    r"(\d{4})-(\d\d)-(\d\d) (\d{1,2}):(\d\d):(\d\d) (?P<name>.*?)"
    r"(?:\((?P<number>\d{4,12})\)|<(?P<mail>[^<>\s]+@[^<>\s]+)>)?\Z"
)
# What somebody is in a group stands before their name.
_LEVEL = re.compile(r"(?:【[^【】]{1,20}】)+(?=.)")
_NOBODY = frozenset(("系统消息", "10000", "1000000"))
_MANY = ("群", "讨论组", "多人")
_MARKS: dict[str, MediaKind] = {
    "[图片]": "image",
    "[表情]": "sticker",
    "[语音]": "voice",
    "[视频]": "video",
    "[文件]": "file",
}


def files(folder: Folder) -> Iterator[str]:
    """The texts with QQ's headings."""
    for name in ending(folder, ".txt"):
        found = first_lines(folder, name, FIRST_LINES)
        is_titled = any(_TITLE.match(line) for line in found)
        if is_titled or (any(map(_GROUPING.match, found)) and any(map(_CHAT.match, found))):
            yield name


def read(folder: Folder, name: str, options: ReadOptions) -> Iterator[Told]:
    """The chats of a text. Times are of the zone that is given, to the second."""
    with closing(folder.open(name)) as content:
        yield from _Telling(name, options).all(lines(content))


class _Telling:
    """One reading of a text. `begun`: whether the chat at hand was told."""

    def __init__(self, name: str, options: ReadOptions) -> None:
        self.name, self.options = name, options
        self.people = ThreadPeople()
        self.grouping = self.title = ""
        self.begun = False
        self.head: re.Match[str] | None = None
        self.held: list[str] = []
        self.size = 0

    def all(self, told: Iterator[str]) -> Iterator[Told]:
        """Each thread, then its messages; a message may go over several lines."""
        for number, line in enumerate(told, 1):
            if head := _HEAD.match(line):
                yield from self._message()
                self.head, self.held, self.size = head, [], 0
            elif chat := _CHAT.match(line):
                yield from self._message()
                self.title, self.begun, self.people = chat[1].strip(), False, ThreadPeople()
            elif grouping := _GROUPING.match(line):
                yield from self._message()
                self.grouping = grouping[1].strip()
            elif self.head is not None:
                yield from self._hold(line, number)
            elif line.strip() and not (_RULE.match(line) or _TITLE.match(line)):
                yield HistorySkip(f"{self.name}, line {number}", "before_first_message")
        yield from self._message()

    def _hold(self, line: str, number: int) -> Iterator[Told]:
        if self.size <= LARGEST_BODY:
            self.held.append(line)
            self.size += len(line)
            if self.size > LARGEST_BODY:
                yield HistorySkip(f"{self.name}, line {number}", "message_too_long")

    def _message(self) -> Iterator[Told]:
        """What was held, as one message; before the first, the thread."""
        head, held, self.head = self.head, self.held, None
        if head is None:
            return
        while held and (not held[-1].strip() or _RULE.match(held[-1])):
            # A line without words is before each head, one of signs before each heading.
            held.pop()
        name = _LEVEL.sub("", head["name"].strip())
        key = head["number"] or head["mail"] or name
        nobody = key in _NOBODY or name in _NOBODY
        if not self.begun:
            self.begun = True
            yield self._thread(has_numbers=bool(head["number"]) and not nobody)
        try:
            at = self._at(head)
        except ValueError:
            yield HistorySkip(f"{self.name}, {head[0][:19]}", "odd_message")
            return
        if nobody:
            yield HistoryEntry(at=at, kind="system", body="\n".join(held))
            return
        yield from self.people.meet(key, name or key)
        yield _entry(at, key, "\n".join(held))

    def _thread(self, *, has_numbers: bool) -> HistoryThread:
        # Only in groups a number stands behind each name.
        group = has_numbers or any(word in self.grouping for word in _MANY)
        return HistoryThread(source="qq", title=self.title, group=group)

    def _at(self, head: re.Match[str]) -> datetime:
        year, month, day, hour, minute, second = map(int, head.groups()[:6])
        said = datetime(year, month, day, hour, minute, second, tzinfo=self.options.zone)
        return said.astimezone(UTC)


def _entry(at: datetime, sender: str, body: str) -> HistoryEntry:
    if kind := _MARKS.get(body.strip()):
        media = (HistoryMedia(kind=kind),)
        return HistoryEntry(at=at, kind=kind, sender=sender, media=media)
    return HistoryEntry(at=at, kind="text", sender=sender, body=body)
