"""The text, read twice: once to learn how it writes dates and who speaks, once to tell it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import PurePosixPath

import msgspec

from leapfrog.chat_formats.formats.whatsapp.bodies import MessageBody, body_of, clean
from leapfrog.chat_formats.formats.whatsapp.heads import MessageHead, head
from leapfrog.chat_formats.formats.whatsapp.order import DateOrders, when
from leapfrog.chat_formats.formats.whatsapp.words import TIDY, TITLE_ENDS, TITLES
from leapfrog.chat_formats.media import type_of
from leapfrog.chat_formats.model import (
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    ReadOptions,
    Speaker,
    Told,
)
from leapfrog.chat_formats.reading import first_lines
from leapfrog.unpacking import Folder, lines

FIRST_LINES = 50
MOST_NAMES = 20_000
LONGEST_NAME = 100
LARGEST_BODY = 1024 * 1024
QUOTES = frozenset('"“”„«»‘「『')


class FileDialect(msgspec.Struct, frozen=True):
    """What the first reading tells. `bodies`: who said something that is not WhatsApp's."""

    order: str
    sure: bool
    shape: tuple[object, ...]
    names: Counter[str]


def knows(folder: Folder) -> bool:
    """Whether this is such an export: a text whose first lines hold a message's head."""
    return any(True for _ in _texts(folder))


def _texts(folder: Folder) -> Iterator[str]:
    """The texts with messages. Beside one that is called as WhatsApp calls them, another is a file
    that somebody sent.
    """
    texts = folder.names
    if folder.is_packed:
        texts = [name for name in texts if name.lower().endswith(".txt")]
    called = [name for name in texts if _is_called(name)]
    places = {_place(name) for name in called}
    for name in [*called, *(name for name in texts if _place(name) not in places)]:
        if _has_head(folder, name):
            yield name


def _is_called(name: str) -> bool:
    return PurePosixPath(name).name == "_chat.txt" or bool(_title(name))


def _place(name: str) -> str:
    return name.rpartition("/")[0]


def _has_head(folder: Folder, name: str) -> bool:
    return any(map(head, first_lines(folder, name, FIRST_LINES)))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """A thread for each text of the export. Files that no message names are told at the end."""
    texts = list(_texts(folder))
    left = set(folder.names) - set(texts)
    for name in texts:
        for told in _thread(folder, name, options):
            if isinstance(told, HistoryEntry):
                left -= {media.path for media in told.media}
            yield told
    for name in folder.names:
        if name in left:
            yield HistorySkip(name, "file_of_no_message")


def _thread(folder: Folder, name: str, options: ReadOptions) -> Iterator[Told]:
    learnt = _learn(folder, name, options)
    place = PurePosixPath(name).parent.name
    title = _title(name) or _title(place) or _title(folder.name)
    telling = _Telling(folder, name, learnt, options)
    people = [who for who in learnt.names if telling.is_name(who)]
    yield HistoryThread(source="whatsapp", title=title, group=len(people) > 2)
    if not learnt.sure:
        yield HistorySkip(name, "day_or_month_first")
    with closing(folder.open(name)) as content:
        yield from telling.all(lines(content))


def _title(path: str) -> str:
    """Whom the file's name names, in any language."""
    name = PurePosixPath(path.replace("\\", "/")).stem.strip()
    for start in TITLES:
        if name.startswith(start):
            return _without_end(name.removeprefix(start))
    return _without_end(name) if name.endswith(TITLE_ENDS) else ""


def _without_end(name: str) -> str:
    for end in TITLE_ENDS:
        name = name.removesuffix(end)
    return name.strip()


def _learn(folder: Folder, name: str, options: ReadOptions) -> FileDialect:
    orders = DateOrders(options)
    names: Counter[str] = Counter()
    shape: tuple[object, ...] = ()
    with closing(folder.open(name)) as content:
        for line in lines(content):
            found = head(line)
            if found is None or shape not in ((), found.shape):
                continue
            shape = found.shape
            orders.see(found)
            who = name_of(found.rest)[0]
            if who and (who in names or len(names) < MOST_NAMES):
                names[who] += 1
    order, sure = orders.best()
    return FileDialect(order, sure, shape, names)


def name_of(rest: str) -> tuple[str, str]:
    """Who speaks, and what; no name in a line of WhatsApp itself."""
    name, colon, text = rest.partition(": ")
    if not colon:
        if not rest.endswith(":"):
            return "", rest
        name, text = rest[:-1], ""
    name = name.translate(TIDY).strip()
    is_name = name and len(name) <= LONGEST_NAME and not QUOTES & set(name) and "://" not in name
    return (name, text) if is_name else ("", rest)


class _Telling:
    """The second reading."""

    def __init__(
        self, folder: Folder, text: str, learnt: FileDialect, options: ReadOptions
    ) -> None:
        self.folder, self.learnt, self.options = folder, learnt, options
        # Of several chats in one zip each has its files beside it.
        near = sorted(folder.names, key=lambda name: _place(name) == _place(text))
        self.paths = {PurePosixPath(name).name: name for name in near}
        self.known: set[str] = set()

    def is_name(self, who: str) -> bool:
        """A name, and not the beginning of `Anna changed the subject to: ...`."""
        first = who.partition(" ")[0]
        return self.learnt.names[who] > 1 or first == who or first not in self.learnt.names

    def all(self, text: Iterator[str]) -> Iterator[Told]:
        current: MessageHead | None = None
        held: list[str] = []
        size = number = 0
        for number, line in enumerate(text, 1):
            found = self._head(line)
            if found is not None:
                if current is not None:
                    yield from self._told(current, held)
                current, held, size = found, [found.rest], len(found.rest)
            elif current is None:
                if line.strip():
                    yield HistorySkip(f"line {number}", "before_first_message")
            elif size <= LARGEST_BODY:
                held.append(line)
                size += len(line)
                if size > LARGEST_BODY:
                    yield HistorySkip(f"line {number}", "message_too_long")
        if current is not None:
            yield from self._told(current, held)

    def _head(self, line: str) -> MessageHead | None:
        """A head of this file. One of another shape was pasted into a message."""
        found = head(line)
        if found is None or found.shape != self.learnt.shape:
            return None
        return found if when(found, self.learnt.order) else None

    def _told(self, head: MessageHead, held: list[str]) -> Iterator[Told]:
        at = when(head, self.learnt.order)
        assert at is not None
        who, text = name_of("\n".join(held).rstrip("\n"))
        if who and not self.is_name(who):
            who, text = "", "\n".join(held)
        iphone = head.shape[0] == "]"
        body = body_of(text, self.paths.__contains__, iphone=iphone) if who else None
        if body is None or body.kind == "system":
            yield HistoryEntry(at=self._utc(at), kind="system", body=clean(text))
            return
        if who not in self.known:
            self.known.add(who)
            yield Speaker(who, who.removeprefix("~").strip())
        yield self._entry(at, who, body)

    def _entry(self, at: datetime, who: str, body: MessageBody) -> HistoryEntry:
        return HistoryEntry(
            at=self._utc(at),
            kind=body.kind,
            sender=who,
            body=body.text,
            media=tuple(self._found(media) for media in body.media),
            place=body.place,
            edited=body.edited,
        )

    def _found(self, media: HistoryMedia) -> HistoryMedia:
        path = self.paths.get(media.path, "")
        return msgspec.structs.replace(
            media,
            path=path,
            type=type_of(media.name) if media.name else "",
            size=self.folder.size(path) if path else None,
        )

    def _utc(self, at: datetime) -> datetime:
        return at.replace(tzinfo=self.options.zone).astimezone(UTC)
