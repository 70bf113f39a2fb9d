"""What all readers share."""

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from functools import partial
from itertools import islice
from typing import Any

from leapfrog.chat_formats.model import HistorySkip, HistoryThread, Speaker, Told
from leapfrog.unpacking import Folder, first_bytes, lines

# What a message of an unexpected shape ends in.
ODD = (AttributeError, IndexError, KeyError, OSError, OverflowError, TypeError, ValueError)


def safely(place: str, tell: Callable[[], Iterable[Told]]) -> list[Told]:
    """What one message tells; of one that is shaped as none should be, where it is."""
    try:
        return list(tell())
    except ODD:
        return [HistorySkip(place, "odd_message")]


class ThreadPeople:
    """Those of a thread who were told of."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    def meet(self, key: str, name: str) -> Iterator[Speaker]:
        """A speaker, the first time; nobody for an empty key."""
        if key and key not in self.known:
            self.known.add(key)
            yield Speaker(key, name)


def headed_thread(
    found: Iterable[tuple[str, Any]],
    name: str,
    head_of: Callable[[dict[str, str]], HistoryThread],
    tell: Callable[[Any, ThreadPeople], Iterable[Told]],
    prefix: str = "",
) -> Iterator[Told]:
    """A thread of JSON that says of itself first, then `messages`. `found`: places and values as
    `unpacking.values` gives them; `head_of` gets those before the messages by their places without
    `prefix`, `tell` each message. Also a thread without messages is told of.
    """
    head: dict[str, str] = {}
    people = ThreadPeople()
    number = 0
    for place, value in found:
        if place != "messages.item":
            head[place.removeprefix(prefix)] = str(value or "")
            continue
        if not number:
            yield head_of(head)
        number += 1
        yield from safely(f"{name}, message {number}", partial(tell, value, people))
    if not number:
        yield head_of(head)


def whole(value: Any) -> int | None:
    """A count or size that is one."""
    return value if type(value) is int and 0 <= value < 2**53 else None


def of_unix(seconds: float) -> datetime:
    """The time of a Unix stamp. Raises one of `ODD` when there is no such time."""
    return datetime.fromtimestamp(seconds, UTC)


def of_millis(milliseconds: int) -> datetime:
    """The time of a stamp in milliseconds, exactly."""
    seconds, rest = divmod(milliseconds, 1000)
    return of_unix(seconds).replace(microsecond=rest * 1000)


def of_iso(text: str, zone: tzinfo = UTC) -> datetime:
    """The time of an ISO 8601 text; of the zone where it names none. Raises `ValueError`."""
    at = datetime.fromisoformat(text)
    return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)


def ending(folder: Folder, *suffixes: str) -> list[str]:
    """The files whose names end so; one that came alone may be called as it likes."""
    names = folder.names
    return (
        [name for name in names if name.lower().endswith(suffixes)] if folder.is_packed else names
    )


def first_lines(folder: Folder, name: str, count: int) -> list[str]:
    """The lines that a file begins with, as far as they are in its first bytes: what has a line
    without end is no text, and may be a file of another format.
    """
    head = io.BytesIO(first_bytes(folder, name))
    return [line.removeprefix("\ufeff") for line in islice(lines(head), count)]
