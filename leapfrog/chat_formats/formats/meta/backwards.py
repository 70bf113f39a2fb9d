"""Values told from the last to the first, through a file and not through memory."""

import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

WIDTH = 4


class Spool:
    """Values of JSON on disk, to be read in either direction."""

    def __init__(self, values: Iterable[Any]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        for value in values:
            data = msgspec.json.encode(value)
            length = len(data).to_bytes(WIDTH, "big")
            # The length on both sides, so that one can walk from either end.
            self._file.write(length + data + length)
        self._end = self._file.tell()

    def forwards(self) -> Iterator[Any]:
        at = 0
        while at < self._end:
            length = self._length(at)
            yield msgspec.json.decode(self._file.read(length))
            at += length + 2 * WIDTH

    def backwards(self) -> Iterator[Any]:
        at = self._end
        while at > 0:
            length = self._length(at - WIDTH)
            at -= length + 2 * WIDTH
            self._file.seek(at + WIDTH)
            yield msgspec.json.decode(self._file.read(length))

    def close(self) -> None:
        self._file.close()

    def _length(self, at: int) -> int:
        self._file.seek(at)
        return int.from_bytes(self._file.read(WIDTH), "big")
