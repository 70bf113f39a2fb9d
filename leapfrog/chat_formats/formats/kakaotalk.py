"""KakaoTalk's "Export chats": a text as phones and Windows write it in Korean or English, or the
CSV of a Mac.

Kakao describes none of them; known from files that people published and from programs that read
them, not from any of ours. Words of the app itself are known in Korean and English only.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import PurePosixPath

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
from leapfrog.chat_formats.reading import ThreadPeople, ending, first_lines, of_iso, safely
from leapfrog.unpacking import FileFormat, Folder, lines, rows

FIRST_LINES = 8
LARGEST_BODY = 1024 * 1024
CSV_HEAD = ["Date", "User", "Message"]
_TITLE = re.compile(
    r"\ufeff?(?:(?P<ko>.+?)(?: 님과| (?P<count>\d+))? 카카오톡 대화"
    r"|KakaoTalk Chats with (?P<en>.+?)|(?P<win>.+?) with KakaoTalk Chats)\Z"
)
_SAVED = re.compile(r"(?:저장한 날짜|Date Saved) ?:")
_FILE = re.compile(r"\ufeff?(?:KakaoTalk|Talk)_[^\n]*\.txt\Z")
_DATE = (
    r"(?:(?P<year>\d{4})(?:년|\.) (?P<month>\d{1,2})(?:월|\.) (?P<day>\d{1,2})(?:일|\.)"
    r"|(?:[A-Z][a-z]{2,8}day, )?(?P<name>[A-Z][a-z]{2,8}) (?P<day_en>\d{1,2}), (?P<year_en>\d{4}))"
)
_TIME = r"(?:(?P<half>오전|오후) )?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?: ?(?P<half_en>[AP]M))?"
# 2024년 12월 9일 오후 2:30, 홍길동 : 안녕
_ON_PHONE = re.compile(rf"{_DATE}(?: at|,)? {_TIME}(?:,|:) (?P<rest>.*)\Z")
# [홍길동] [오후 2:30] 안녕
_ON_WINDOWS = re.compile(rf"\[(?P<who>.{{1,100}}?)\] \[{_TIME}\] ?(?P<rest>.*)\Z")
_DAY = re.compile(
    rf"(?P<rule>-{{5,}} )?{_DATE}(?: \w{{1,9}}요일| \w요일)?(?: {_TIME})?(?: -{{5,}})?\Z"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# On Windows nothing but its words tells a note of the app from the end of a message.
_NOTE = re.compile(
    r".{1,200}(?:님이 (?:들어왔습니다|나갔습니다)|님을 (?:초대했습니다|내보냈습니다)"
    r"|메시지를 가렸습니다| (?:joined|left) this chatroom| has been invited)\.?\Z"
    r"|메시지가 삭제되었습니다\.\Z"
)
_MARKS: dict[str, MediaKind] = {
    **dict.fromkeys(("사진", "Photo"), "image"),
    **dict.fromkeys(("동영상", "Video"), "video"),
    **dict.fromkeys(("이모티콘", "(이모티콘)", "Emoticons", "Sticker"), "sticker"),
    **dict.fromkeys(("음성메시지", "Voice Note", "Voice message"), "voice"),
}
_PICTURES = re.compile(r"(?:사진|Photos?) (\d{1,3})(?:장)?\Z")
_NAMED = re.compile(r"(?:파일|File) ?: ?(\S[^\n]*)\Z")
_DELETED = frozenset(("삭제된 메시지입니다.", "This message was deleted.", "Deleted message."))
_CALL = re.compile(
    r"(?:보이스톡|페이스톡|Voice Call|Video Call|Voice Talk|Face Talk)(?: [^\n]{1,20})?\Z"
)


def knows(folder: Folder) -> bool:
    """Whether there is such a text or CSV."""
    return any(True for _ in _texts(folder)) or any(True for _ in _tables(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """A thread a file. Times are of the zone that is given."""
    for name in _texts(folder):
        with closing(folder.open(name)) as content:
            yield from _Telling(name, options).all(lines(content))
    for name in _tables(folder):
        yield from _table(folder, name, options)


def _texts(folder: Folder) -> Iterator[str]:
    """The texts that KakaoTalk's heading begins, and in which a message follows."""
    for name in ending(folder, ".txt"):
        found = first_lines(folder, name, FIRST_LINES)
        is_saved = any(map(_SAVED.match, found))
        if is_saved and any(map(_is_mark, found)):
            yield name


def _is_mark(line: str) -> bool:
    """A line that no other app writes."""
    return bool(_TITLE.match(line) or _FILE.match(line) or _DAY.match(line))


def _tables(folder: Folder) -> Iterator[str]:
    for name in ending(folder, ".csv"):
        first = "".join(first_lines(folder, name, 1)).replace('"', "")
        if first.strip().split(",") == CSV_HEAD:
            yield name


class _Telling:
    """One reading of a text. `shape`: how its messages begin, told by the first of them."""

    def __init__(self, name: str, options: ReadOptions) -> None:
        self.name, self.options = name, options
        self.people = ThreadPeople()
        self.shape: re.Pattern[str] | None = None
        self.day: date | None = None
        self.at: datetime | None = None
        self.who = ""
        self.held: list[str] = []
        self.size = 0
        self.title: re.Match[str] | None = None

    def all(self, told: Iterator[str]) -> Iterator[Told]:
        """The thread when its first message comes; a message may go over several lines."""
        for number, line in enumerate(told, 1):
            head = self._head(line)
            if head is not None:
                if self.shape is None:
                    self.shape = head.re
                    yield self._thread()
                yield from self._message()
                yield from safely(f"{self.name}, line {number}", partial(self._begin, head))
            elif self._is_day(line):
                yield from self._message()
            elif self.shape is _ON_WINDOWS and self.at and _NOTE.match(line):
                yield from self._message()
                yield HistoryEntry(at=self.at, kind="system", body=line)
            else:
                yield from self._other(line, number)
        yield from self._message()
        if self.shape is None:
            yield self._thread()

    def _head(self, line: str) -> re.Match[str] | None:
        if self.shape is not None:
            return self.shape.match(line)
        return _ON_PHONE.match(line) or (_ON_WINDOWS.match(line) if self.day else None)

    def _is_day(self, line: str) -> bool:
        """A line that only begins a day; on Windows it has rules around it."""
        found = _DAY.match(line)
        if found is None or (self.shape is _ON_WINDOWS and not found["rule"]):
            return False
        self.day = _date(found) or self.day
        return True

    def _begin(self, head: re.Match[str]) -> Iterator[Told]:
        """What a head tells. Raises `ValueError` for a day that there is not."""
        if head.re is _ON_PHONE:
            self.day = _date(head)
        if self.day is None:
            raise ValueError("no such day")
        self.at = self._time(self.day, head)
        self.who, colon, said = head["rest"].partition(" : ")
        if head.re is _ON_WINDOWS:
            self.who, said = head["who"], head["rest"]
        elif not colon:
            self.who, said = "", head["rest"]
        self.held, self.size = [said], len(said)
        yield from ()

    def _other(self, line: str, number: int) -> Iterator[Told]:
        """A line that goes on with a message, or one of the heading."""
        if self.held:
            if self.size <= LARGEST_BODY:
                self.held.append(line)
                self.size += len(line)
                if self.size > LARGEST_BODY:
                    yield HistorySkip(f"{self.name}, line {number}", "message_too_long")
        elif self.shape is None and (title := _TITLE.match(line)):
            self.title = title
        elif line.strip() and not (_SAVED.match(line) or _FILE.match(line)):
            yield HistorySkip(f"{self.name}, line {number}", "before_first_message")

    def _thread(self) -> HistoryThread:
        found = self.title
        named = (found["ko"] or found["en"] or found["win"]) if found else ""
        count = int(found["count"] or 0) if found else 0
        return HistoryThread(source="kakaotalk", title=named.strip(), group=count > 2)

    def _time(self, day: date, found: re.Match[str]) -> datetime:
        hour, late = int(found["hour"]), (found["half"] == "오후" or found["half_en"] == "PM")
        if found["half"] or found["half_en"]:
            hour = hour % 12 + (12 if late else 0)
        said = time(hour, int(found["minute"]), tzinfo=self.options.zone)
        return datetime.combine(day, said).astimezone(UTC)

    def _message(self) -> Iterator[Told]:
        """What was held, as one message."""
        held, self.held = self.held, []
        if not held or self.at is None:
            return
        body = "\n".join(held).rstrip()
        if not self.who:
            yield HistoryEntry(at=self.at, kind="system", body=body)
            return
        yield from self.people.meet(self.who, self.who)
        yield _entry(self.at, self.who, body)


def _date(found: re.Match[str]) -> date | None:
    """The day of a line; None where there is no such one."""
    try:
        if found["year"]:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        month = _MONTHS.index(found["name"][:3]) + 1
        return date(int(found["year_en"]), month, int(found["day_en"]))
    except ValueError:
        return None


def _entry(at: datetime, who: str, body: str) -> HistoryEntry:
    entry = partial(HistoryEntry, at=at, sender=who)
    if body in _DELETED:
        return entry(kind="deleted")
    if kind := _MARKS.get(body):
        return entry(kind=kind, media=(HistoryMedia(kind=kind),))
    if pictures := _PICTURES.match(body):
        media = tuple(HistoryMedia(kind="image") for _ in range(int(pictures[1])))
        return entry(kind="image", media=media)
    if named := _NAMED.match(body):
        return entry(kind="file", media=(HistoryMedia(kind="file", name=named[1].strip()),))
    kind_of_words: Kind = "call" if _CALL.match(body) else "text"
    return entry(kind=kind_of_words, body=body)


def _table(folder: Folder, name: str, options: ReadOptions) -> Iterator[Told]:
    title = PurePosixPath(name).stem if folder.is_packed else PurePosixPath(folder.name).stem
    found = rows(folder, name)
    next(found, None)
    yield HistoryThread(source="kakaotalk", title=title.removeprefix("KakaoTalk_Chat_"))
    people = ThreadPeople()
    for number, row in enumerate(found, 2):
        if any(row):
            yield from safely(f"{name}, {number}", partial(_row, row, people, options))


def _row(row: list[str], people: ThreadPeople, options: ReadOptions) -> Iterator[Told]:
    at, who, body = row
    yield from people.meet(who, who)
    if who:
        yield _entry(of_iso(at.strip(), options.zone), who, body)
    else:
        yield HistoryEntry(at=of_iso(at.strip(), options.zone), kind="system", body=body)


FORMAT: ChatFormat = FileFormat("kakaotalk", knows, read, order=54)
