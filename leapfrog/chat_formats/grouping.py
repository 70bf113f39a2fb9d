"""Threads out of files in which the messages of all of them stand in one row."""

import tempfile
from collections.abc import Iterator
from typing import Any

import msgspec

from leapfrog.kernel.unpacking import UnreadableFile

WIDTH = 8
MOST_THREADS = 20_000


class ThreadSpool:
    """Records on disk, in memory only where each thread begins and ends: every record begins with
    the place of the next one of its thread. To be closed.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._first: dict[str, int] = {}
        self._last: dict[str, int] = {}
        self._end = 0

    def __enter__(self) -> "ThreadSpool":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, thread: str, record: Any) -> None:
        """A value of JSON. Raises `UnreadableFile` for too many threads."""
        data = msgspec.json.encode(record)
        self._write(self._end, bytes(WIDTH) + len(data).to_bytes(WIDTH, "big") + data)
        if thread in self._last:
            self._write(self._last[thread], self._end.to_bytes(WIDTH, "big"))
        elif len(self._first) >= MOST_THREADS:
            raise UnreadableFile("too_many_threads", "There are too many chats in this file.")
        else:
            self._first[thread] = self._end
        self._last[thread] = self._end
        self._end += 2 * WIDTH + len(data)

    def _write(self, at: int, data: bytes) -> None:
        self._file.seek(at)
        self._file.write(data)

    @property
    def threads(self) -> list[str]:
        """All threads, in the order in which they were met."""
        return list(self._first)

    def records(self, thread: str) -> Iterator[Any]:
        """What was added to a thread, in that order."""
        at = self._first[thread]
        while True:
            self._file.seek(at)
            after = int.from_bytes(self._file.read(WIDTH), "big")
            size = int.from_bytes(self._file.read(WIDTH), "big")
            yield msgspec.json.decode(self._file.read(size))
            if not after:
                return
            at = after
