"""LINE's "Export chat history" as Android and iPhones write it: a text with a heading, a line for
each day, and below it a line for each message, with tabs between time, name and words.

Known from files that people published, not from LINE, which describes it nowhere. Headings and
marks are those of English, Japanese and Chinese; in other languages a message is as it stands. What
LINE for computers writes has spaces instead of tabs, so that nobody can tell a name from words: it
is not read.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time

from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    MediaKind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, first_lines
from leapfrog.unpacking import FileFormat, Folder, lines

_HEADING = re.compile(
    r"\ufeff?\[LINE\] ?(?:"
    r"Chat history (?:with|in) (?P<en>.+)|(?P<ja>.+?)(?P<two>と)?のトーク履歴"
    r"|[與与](?P<zh>.+?)的(?:聊天記錄|聊天记录)|(?P<zh_group>.+?)的(?:聊天記錄|聊天记录))\s*\Z"
)
_SAVED = re.compile(r"(?:Saved on|Save date|保存日時|儲存日期|保存日期) ?[:：]")
_YEAR_FIRST = re.compile(
    r"(\d{4})[/.](\d{1,2})[/.](\d{1,2}) ?(?:[(（](?:星期|週|周)?\w{1,4}[)）]|\w{2,9})?\Z"
)
_YEAR_LAST = re.compile(r"([A-Z][a-z]{2}), (\d{1,2})/(\d{1,2})/(\d{4})\Z")
_MESSAGE = re.compile(
    r"(?P<before>上午|下午|午前|午後)?(?P<hour>\d{1,2}):(?P<minute>\d{2}) ?(?P<after>[AaPp][Mm])?"
    r"\t(?P<rest>.*)\Z"
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LATE = ("下午", "午後", "pm")
_EARLY = ("上午", "午前", "am")
_CALL = "☎"
# What stands for something that is not in the export.
_MARKS: dict[str, MediaKind] = {
    **dict.fromkeys(("[Sticker]", "[スタンプ]", "[貼圖]", "[贴图]"), "sticker"),
    **dict.fromkeys(("[Photo]", "[写真]", "[照片]", "[圖片]", "[图片]"), "image"),
    **dict.fromkeys(("[Video]", "[動画]", "[影片]", "[视频]"), "video"),
    **dict.fromkeys(("[Voice message]", "[ボイスメッセージ]", "[語音訊息]", "[语音消息]"), "voice"),
    **dict.fromkeys(("[File]", "[ファイル]", "[檔案]", "[文件]"), "file"),
}
_FIRST_LINES = 10


def knows(folder: Folder) -> bool:
    """Whether the first text has LINE's heading."""
    return bool(_text(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """The one thread of the export. Times are of the zone that is given, exact to the minute."""
    with closing(folder.open(_text(folder))) as content:
        yield from _Telling(options).all(lines(content))


def _text(folder: Folder) -> str:
    """The text with the heading; empty when there is none."""
    for name in folder.names:
        if folder.is_packed and not name.lower().endswith(".txt"):
            continue
        if any(map(_HEADING.match, first_lines(folder, name, _FIRST_LINES))):
            return name
    return ""


class _Telling:
    """One reading of a text."""

    def __init__(self, options: ReadOptions) -> None:
        self.options, self.people = options, ThreadPeople()
        self.day: date | None = None
        self.held: list[str] = []

    def all(self, told: Iterator[str]) -> Iterator[Told]:
        """The thread, then its messages; a message may go over several lines."""
        for number, line in enumerate(told, 1):
            if found := _HEADING.match(line):
                yield _thread(found)
            elif day := self._day(line):
                yield from self._message()
                self.day, ambiguous = day
                if ambiguous:
                    yield HistorySkip(f"line {number}", "day_or_month_first")
            elif _MESSAGE.match(line) and self.day:
                yield from self._message()
                self.held = [line]
            elif self.held:
                self.held.append(line)
            elif line.strip() and not _SAVED.match(line):
                yield HistorySkip(f"line {number}", "before_first_message")
        yield from self._message()

    def _day(self, line: str) -> tuple[date, bool] | None:
        """The day of a line that is one, and whether it may be another."""
        if found := _YEAR_FIRST.match(line):
            day = _date(int(found[1]), int(found[2]), int(found[3]))
            return (day, False) if day else None
        if found := _YEAR_LAST.match(line):
            first, second, year = int(found[2]), int(found[3]), int(found[4])
            return self._either(found[1], _date(year, second, first), _date(year, first, second))
        return None

    def _either(
        self, weekday: str, day_first: date | None, month_first: date | None
    ) -> tuple[date, bool] | None:
        """The weekday tells which of both it is, but for one date of seven."""
        found = [
            one
            for one in dict.fromkeys((month_first, day_first))
            if one and _DAYS[one.weekday()] == weekday
        ]
        if len(found) < 2:
            return (found[0], False) if found else None
        if self.options.day_first is None:
            return found[0], True
        return found[1 if self.options.day_first else 0], False

    def _message(self) -> Iterator[Told]:
        """What was held, as one message."""
        held, self.held = self.held, []
        while held and not held[-1].strip():
            # A line without words is before each day.
            held.pop()
        if not held or self.day is None:
            return
        found = _MESSAGE.match(held[0])
        assert found
        at = _at(self.day, found, self.options)
        name, tab, words = found["rest"].partition("\t")
        body = "\n".join([words if tab else name, *held[1:]])
        if not tab or not name:
            yield HistoryEntry(at=at, kind="system", body=body)
            return
        yield from self.people.meet(name, name)
        yield _entry(at, name, body)


def _thread(found: re.Match[str]) -> HistoryThread:
    title = found["en"] or found["ja"] or found["zh"] or found["zh_group"]
    # English says "with" of both; who speaks tells, but only at the end.
    group = bool(found["zh_group"]) or bool(found["ja"] and not found["two"])
    return HistoryThread(source="line", title=title.strip(), group=group)


def _entry(at: datetime, name: str, body: str) -> HistoryEntry:
    if kind := _MARKS.get(body):
        media = (HistoryMedia(kind=kind),)
        return HistoryEntry(at=at, kind=kind, sender=name, media=media)
    if body.startswith(_CALL):
        said = body.removeprefix(_CALL).strip()
        return HistoryEntry(at=at, kind="call", sender=name, body=said)
    if "\n" in body and body.startswith('"') and body.endswith('"'):
        # Only what goes over several lines is quoted, with its own quotes twice.
        body = body[1:-1].replace('""', '"')
    return HistoryEntry(at=at, kind="text", sender=name, body=body)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _at(day: date, found: re.Match[str], options: ReadOptions) -> datetime:
    half = found["before"] or (found["after"] or "").lower()
    hour, minute = int(found["hour"]), int(found["minute"])
    if half in _LATE and hour < 12:
        hour += 12
    elif half in _EARLY and hour == 12:
        hour = 0
    said = time(min(hour, 23), min(minute, 59))
    return datetime.combine(day, said, options.zone).astimezone(UTC)


FORMAT: ChatFormat = FileFormat("line", knows, read, order=55)
