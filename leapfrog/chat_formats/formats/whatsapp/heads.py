"""The head of a message: date, time and who, in any phone's way of writing them."""

import re
from functools import lru_cache
from typing import Literal

import msgspec

from leapfrog.chat_formats.formats.whatsapp.words import (
    DIGITS,
    EVENING,
    FILLERS,
    MARKS,
    MORNING,
    NOON,
    TIDY,
)

Part = Literal["", "am", "noon", "pm"]

LONGEST = 60
_DASH = re.compile(r" [-–] ?")
# Some phones write nothing between the time and the name, or a colon. Notes and logs of other
# programs look nearly so: only dates with dots and times to the second are taken for a head.
_BARE = re.compile(
    r"(\d{1,2}\. ?\d{1,2}\. ?(?:\d{4}|\d{2})\.?,? \d{1,2}[.:]\d\d[.:]\d\d)(?::|(?=[ \xa0\u202f])) ?"
)
_WHEN = re.compile(
    r"(?P<a>\d{1,4}) ?(?P<one>[./\-年년]) ?(?P<b>\d{4}|\d{1,2}) ?(?P<two>[./\-月월]) ?"
    r"(?P<c>\d{1,4}) ?[.日일]?"
    r"(?P<between>[^\d]{1,25}?)"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?(?P<after>[^\d]{0,25})\Z"
)
_NO_WORD = re.compile(r"[\s.,،、:]+")


class MessageHead(msgspec.Struct, frozen=True, gc=False):
    """`numbers` are the three of the date as they stand; `shape` is alike for a whole file: where
    the head ends (`]`, `-`, or neither), whether it has seconds, and how its date is written.
    """

    numbers: tuple[int, int, int]
    hour: int
    minute: int
    second: int
    shape: tuple[str, bool, str, str, int]
    spoken: str
    rest: str


def head(line: str) -> MessageHead | None:
    """The head that a line begins with; None when the line goes on with what was before it."""
    start = line.lstrip("\u200e\u200f\u202a\u202b\u2068\ufeff ")
    if not start or not (start[0] == "[" or start[0].isdigit()):
        return None
    end, written, rest = _parted(start)
    found = _WHEN.match(written.translate(TIDY).translate(DIGITS).strip())
    part = _part(found["between"], found["after"]) if found else None
    if found is None or part is None:
        return None
    longest = max(len(found["a"]), len(found["b"]), len(found["c"]))
    return MessageHead(
        numbers=(int(found["a"]), int(found["b"]), int(found["c"])),
        hour=_hour(int(found["hour"]), part[0]),
        minute=int(found["minute"]),
        second=int(found["second"] or 0),
        shape=(end, bool(found["second"]), found["one"], found["two"], longest),
        spoken=part[1],
        rest=rest[1:] if rest.startswith(" ") else rest,
    )


def _parted(start: str) -> tuple[str, str, str]:
    """What ends the head, the head, and what stands behind it; nothing where there is none."""
    if start[0] == "[":
        end = start.find("]", 1, LONGEST)
        return ("]", start[1:end], start[end + 1 :]) if end >= 0 else ("", "", "")
    if dash := _DASH.search(start, 1, LONGEST):
        return "-", start[: dash.start()], start[dash.end() :]
    found = _BARE.match(start)
    return ("", found[1], start[found.end() :]) if found else ("", "", "")


@lru_cache(maxsize=1000)
def _part(between: str, after: str) -> tuple[Part, str] | None:
    """The part of the day that the words around a time tell, and the word; None when they are
    words of something else.
    """
    found: tuple[Part, str] = ("", "")
    for text in (between, after):
        word = _NO_WORD.sub("", text.translate(MARKS)).casefold()
        if word in MORNING:
            found = ("am", text.strip())
        elif word in EVENING:
            found = ("pm", text.strip())
        elif word in NOON:
            found = ("noon", text.strip())
        elif word not in FILLERS:
            return None
    return found


def _hour(hour: int, part: Part) -> int:
    if hour > 12 or not part:
        return hour
    if part == "am":
        return hour % 12
    if part == "noon" and hour >= 11:
        return hour
    return hour % 12 + 12
