"""Rows that belong together though they do not follow each other: kept in a file beside, so that
memory does not follow the size of a catalogue.
"""

import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec

from leapfrog.unpacking import UnreadableFile

Kind = TypeVar("Kind")
MOST_RECORDS = 1_000_000
# Of one group more are counted and not kept.
MOST_KEPT = 2_000


class RecordSpool(Generic[Kind]):
    """Records by group, in the order in which the groups came. Only where each stands is in memory:
    some hundred bytes for a group.
    """

    def __init__(self, kind: type[Kind]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._groups: dict[str, list[int]] = {}
        self._beyond: dict[str, int] = {}
        self._count = 0

    def __enter__(self) -> "RecordSpool[Kind]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, cause: Any, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, group: str, record: Kind) -> None:
        """Raises `UnreadableFile` for far too many."""
        self._count += 1
        if self._count > MOST_RECORDS:
            raise UnreadableFile("too_many_items", "There is too much in this catalogue.")
        places = self._groups.setdefault(group, [])
        if len(places) >= MOST_KEPT:
            self._beyond[group] = self._beyond.get(group, 0) + 1
            return
        places.append(self._file.tell())
        data = msgspec.msgpack.encode(record)
        self._file.write(len(data).to_bytes(4, "big") + data)

    def groups(self) -> Iterator[tuple[str, list[Kind], int]]:
        """Each with its records in order, and how many more there were."""
        end = self._file.tell()
        for group, places in self._groups.items():
            yield group, [self._read(at) for at in places], self._beyond.get(group, 0)
        self._file.seek(end)

    def _read(self, at: int) -> Kind:
        self._file.seek(at)
        size = int.from_bytes(self._file.read(4), "big")
        return self._decoder.decode(self._file.read(size))
