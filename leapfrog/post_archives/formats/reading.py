"""What all readers share."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from leapfrog.post_archives.formats.model import PostSkip, Told
from leapfrog.unpacking import FileBytes, Folder, values

# What something of an unexpected shape ends in.
ODD = (AttributeError, IndexError, KeyError, OSError, OverflowError, TypeError, ValueError)
Record = dict[str, Any]
_SPACE = re.compile(r"[^\S\n]+$", re.M)


def safely(place: str, tell: Callable[[], Iterable[Told]]) -> list[Told]:
    """What one record tells; of one that is shaped as none should be, where it is."""
    try:
        return list(tell())
    except ODD:
        return [PostSkip(place, "odd_post")]


def each(folder: Folder, name: str, *places: str) -> Iterator[tuple[str, Any]]:
    """(where, value) of all that stands at these places in a file of JSON."""
    with closing(folder.open(name)) as content:
        for number, (_, value) in enumerate(values(content, places), 1):
            yield f"{name}, {number}", value


def named(folder: Folder, pattern: re.Pattern[str]) -> list[str]:
    """The files of that name, those of several parts in their order."""
    found = [name for name in folder.names if pattern.search(name)]
    return sorted(found, key=_natural)


def _natural(name: str) -> list[tuple[bool, int, str]]:
    parts = re.split(r"(\d+)", name)
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def of_unix(seconds: float) -> datetime:
    """Raises one of `ODD` when there is no such time."""
    return datetime.fromtimestamp(seconds, UTC)


def of_iso(text: str) -> datetime:
    """A time with its zone; without one it is of UTC. Raises `ValueError`."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def tidy(text: str) -> str:
    """Without what no text here holds, and without space where lines and the text end."""
    return _SPACE.sub("", text.replace("\0", "").replace("\r\n", "\n")).strip()


class DeferredValue:
    """The bytes of a file behind its first `=`: JSON that was written as a script."""

    def __init__(self, content: FileBytes) -> None:
        self.content = content
        self._held = content.read(1024).partition(b"=")[2]

    def read(self, size: int = -1) -> bytes:
        if not self._held:
            return self.content.read(size)
        end = len(self._held) if size < 0 else size
        found, self._held = self._held[:end], self._held[end:]
        return found

    def close(self) -> None:
        self.content.close()
