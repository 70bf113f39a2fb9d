"""Viber's message history by e-mail: a CSV for each chat, without headings: day, time, name, number
and words.

Known from two forms that people published, one with commas and one with tabs and `="…"` around
its cells, not from a file of ours. Pictures and stickers are words of the app's language in it, and
stay so.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath

from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistorySkip,
    HistoryThread,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, ending, first_lines, safely
from leapfrog.unpacking import FileFormat, Folder, numbered_rows

Row = list[str]
_LINE = re.compile(
    r'\s*(?:=?")?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"?(?P<by>[,\t])\s*(?:=?")?\d{1,2}:\d\d:\d\d"?'
    r'(?P=by)[^\r\n]*?(?P=by)\s*(?:=?")?\+?[\d*Xx ()-]{4,24}"?(?P=by)'
)
_DAY = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})\Z")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d):(\d\d)\Z")
_FIRST_LINES = 5
CELLS = 5


def knows(folder: Folder) -> bool:
    """Whether a CSV begins with a day, a time, a name and a number."""
    return any(True for _ in _files(folder))


def _files(folder: Folder) -> Iterator[tuple[str, str]]:
    """The files and what parts their cells."""
    for name in ending(folder, ".csv", ".txt"):
        found = map(_LINE.match, first_lines(folder, name, _FIRST_LINES))
        if mark := next(filter(None, found), None):
            yield name, mark["by"]


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """A thread a file. Times are of the zone that is given, to the second."""
    for name, by in _files(folder):
        days = DayOrder(options)
        speakers = set[str]()
        for _, row in _rows(folder, name, by):
            days.see(row[0])
            speakers.add(row[2])
        path = name if folder.is_packed else folder.name or name
        yield HistoryThread(
            source="viber", title=PurePosixPath(path).stem, group=len(speakers - {""}) > 2
        )
        if not days.is_sure:
            yield HistorySkip(name, "day_or_month_first")
        people = ThreadPeople()
        for number, row in _rows(folder, name, by):
            yield from safely(f"{name}, {number}", partial(_told, row, days, people, options))


def _rows(folder: Folder, name: str, by: str) -> Iterator[tuple[int, Row]]:
    """Rows of five cells: words that hold what parts cells are put together again."""
    for number, row in numbered_rows(folder, name, by):
        cells = [cell.strip().removeprefix("=").strip('"') for cell in row[: CELLS - 1]]
        if any(row):
            yield number, [*cells, *[""] * (CELLS - 1 - len(cells)), by.join(row[CELLS - 1 :])]


class DayOrder:
    """Which number of a date is the day, told by all of a file."""

    def __init__(self, options: ReadOptions) -> None:
        self._asked = options.day_first
        self._day = self._month = self._year = False

    def see(self, text: str) -> None:
        if found := _DAY.match(text):
            self._year = self._year or len(found[1]) == 4
            self._day = self._day or int(found[1]) > 12
            self._month = self._month or int(found[2]) > 12

    @property
    def is_sure(self) -> bool:
        return self._asked is not None or self._year or self._day != self._month

    def day(self, text: str) -> tuple[int, int, int]:
        """Year, month and day. Raises `ValueError`."""
        found = _DAY.match(text)
        if found is None:
            raise ValueError(text)
        one, two, three = (int(found[n]) for n in (1, 2, 3))
        if len(found[1]) == 4:
            return one, two, three
        year = three if three > 99 else three + 2000
        month_first = self._month if self._day != self._month else self._asked is False
        return (year, one, two) if month_first else (year, two, one)


def _told(row: Row, days: DayOrder, people: ThreadPeople, options: ReadOptions) -> Iterator[Told]:
    day, clock, name, number, words = row
    found = _CLOCK.match(clock)
    if found is None:
        raise ValueError(clock)
    hour, minute, second = (int(found[n]) for n in (1, 2, 3))
    at = datetime(*days.day(day), hour, minute, second, tzinfo=options.zone)
    # Two may be called alike: their numbers tell them apart.
    sender = number or name
    yield from people.meet(sender, name or number)
    yield HistoryEntry(at=at.astimezone(UTC), kind="text", sender=sender, body=words)


FORMAT: ChatFormat = FileFormat("viber", knows, read, order=56)
