"""iPhones' messages as imessage-exporter writes them on a Mac: a text for each chat, with its
attachments beside it.

Known from that program's own source and tests, not from an export of ours. Its pages are not read.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from leapfrog.chat_formats.media import AttachedFiles
from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistorySkip,
    HistoryThread,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, ending, first_lines, safely
from leapfrog.unpacking import FileFormat, Folder, lines

_HEAD = re.compile(
    r"(?P<month>[A-Z][a-z]{2}) (?P<day>\d\d), (?P<year>\d{4})  ?(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r":(?P<second>\d\d) (?P<half>[AP]M)(?: \(Read by [^()]*\))?(?: (?P<note>.+))?\Z"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
INDENT = "    "
_TAPBACKS = frozenset(("Tapbacks:", "Reactions:"))
_TAPBACK = re.compile(r"(?: {4})?(?P<what>.{1,40}?) by (?P<who>.{1,200})\Z")
_STICKER = re.compile(
    r"(?: {4})?(?:[A-Z]\w+ )?Sticker from .{1,200}?: ?(?P<path>.*?)(?: \([^()]*\))?\Z"
)
_EMOJI: Mapping[str, str] = {
    "Loved": "❤️",
    "Liked": "👍",
    "Disliked": "👎",
    "Laughed": "😂",
    "Emphasized": "‼️",
    "Questioned": "❓",
}
_ATTACHED = re.compile(r"(?:.*/)?[Aa]ttachments/.+|[^\s/]+\.\w{2,5}\Z")
_MISSING = "Attachment missing!"
_EDITED = re.compile(r"Edited .{1,60}? later: (?P<text>.*)\Z")
_UNSENT = re.compile(r".{1,200} unsent (?:a message|this message part|a message part).{0,200}\Z")
_ANSWERED = "This message responded to an earlier message."
_REMARKS = re.compile(
    r"Sent with [A-Z][\w ]{1,30}\Z|This message was deleted from the conversation!\Z"
)
MOST_HELD = 20_000


def knows(folder: Folder) -> bool:
    """Whether the first line of a text is a time as this program writes it."""
    return any(True for _ in _files(folder))


def _files(folder: Folder) -> Iterator[str]:
    for name in ending(folder, ".txt"):
        if any(map(_HEAD.match, first_lines(folder, name, 1))):
            yield name


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """A thread a file. Times are of the zone that is given, to the second."""
    attached = AttachedFiles(folder)
    for name in _files(folder):
        people = {block[1] for block in _blocks(folder, name) if _is_said(block)}
        title = PurePosixPath(name if folder.is_packed else folder.name or name).stem
        yield HistoryThread(source="imessage", title=title, group=len(people) > 2)
        speakers = ThreadPeople()
        for number, block in enumerate(_blocks(folder, name), 1):
            told = partial(_told, block, speakers, attached, options)
            yield from safely(f"{name}, message {number}", told)
            if len(block) >= MOST_HELD:
                yield HistorySkip(f"{name}, message {number}", "message_too_long")


def _blocks(folder: Folder, name: str) -> Iterator[list[str]]:
    """The lines of each message; one begins with a time behind a line without words."""
    held: list[str] = []
    is_free = True
    with closing(folder.open(name)) as content:
        for line in lines(content):
            if is_free and _HEAD.match(line.removeprefix("\ufeff")):
                if held:
                    yield held
                held = []
            is_free = not line.strip()
            if len(held) < MOST_HELD:
                held.append(line.removeprefix("\ufeff"))
    if held:
        yield held


def _is_said(block: list[str]) -> bool:
    head = _HEAD.match(block[0])
    return len(block) > 1 and head is not None and not head["note"]


def _told(
    block: list[str], people: ThreadPeople, attached: AttachedFiles, options: ReadOptions
) -> Iterator[Told]:
    head = _HEAD.match(block[0])
    assert head
    at = _at(head, options)
    if head["note"]:
        yield HistoryEntry(at=at, kind="system", body="\n".join([head["note"], *block[1:]]).strip())
        return
    sender = block[1].strip()
    body = ExportedLines(attached)
    body.take(_own(block[2:]))
    yield from people.meet(sender, sender)
    for one in body.reactions:
        yield from people.meet(one.by, one.by)
    yield body.entry(at, sender)


def _own(block: list[str]) -> Iterator[str]:
    """Without the answers below it: each stands at its own time, too."""
    is_answer = False
    for line in block:
        if line.startswith(INDENT):
            is_answer = is_answer or bool(_HEAD.match(line.strip()))
        elif line.strip():
            is_answer = False
        if not is_answer:
            yield line


class ExportedLines:
    """What the lines of a message say."""

    def __init__(self, attached: AttachedFiles) -> None:
        self.attached = attached
        self.words: list[str] = []
        self.before: list[str] = []
        self.media: list[HistoryMedia] = []
        self.reactions: list[HistoryReaction] = []
        self.remarks: list[str] = []
        self.edited = self.unsent = False

    def take(self, block: Iterator[str]) -> None:
        """Line by line; below a heading stand the reactions, until there is something else."""
        is_reaction = False
        for line in block:
            if line in _TAPBACKS:
                is_reaction = True
            elif is_reaction and self._reaction(line):
                continue
            else:
                is_reaction = False
                self._line(line)

    def _reaction(self, line: str) -> bool:
        if _STICKER.match(line):
            self.remarks.append(line.strip())
            return True
        found = _TAPBACK.match(line)
        if found:
            emoji = _EMOJI.get(found["what"].strip(), found["what"].strip())
            self.reactions.append(HistoryReaction(emoji, found["who"].strip()))
        return found is not None

    def _line(self, line: str) -> None:
        if line == _ANSWERED or _REMARKS.match(line):
            self.remarks.append(line)
        elif _UNSENT.match(line):
            self.unsent = True
            self.remarks.append(line)
        elif edited := _EDITED.match(line):
            # Above it stands what was said before.
            self.before += [one for one in self.words if one]
            self.words, self.edited = [edited["text"]], True
        elif (found := _HEAD.match(line)) and found["note"]:
            self.words.append(found["note"])
        elif not self._file(line):
            self.words.append(line)

    def _file(self, line: str) -> bool:
        if line == _MISSING:
            self.media.append(HistoryMedia(kind="file"))
        elif sticker := _STICKER.match(line):
            self.media.append(self.attached.media(sticker["path"], "sticker"))
        elif _ATTACHED.match(line) and ("/" in line or self.attached.has(line)):
            self.media.append(self.attached.media(line))
        else:
            return False
        return True

    def entry(self, at: datetime, sender: str) -> HistoryEntry:
        """The message."""
        body = "\n".join(self.words).strip()
        extra: dict[str, Any] = {"remarks": self.remarks} if self.remarks else {}
        is_gone = self.unsent and not body and not self.media
        return HistoryEntry(
            at=at,
            kind="deleted" if is_gone else self.media[0].kind if self.media else "text",
            sender=sender,
            body=body,
            media=tuple(self.media),
            reactions=tuple(self.reactions),
            edited=self.edited,
            extra={**extra, "before": self.before} if self.before else extra,
        )


def _at(head: re.Match[str], options: ReadOptions) -> datetime:
    hour = int(head["hour"]) % 12 + (12 if head["half"] == "PM" else 0)
    day = (int(head["year"]), _MONTHS.index(head["month"]) + 1, int(head["day"]))
    clock = (hour, int(head["minute"]), int(head["second"]))
    return datetime(*day, *clock, tzinfo=options.zone).astimezone(UTC)


FORMAT: ChatFormat = FileFormat("imessage", knows, read, order=53)
