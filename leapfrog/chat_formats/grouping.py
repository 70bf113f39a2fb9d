"""Threads out of files in which the messages of all of them stand in one row."""

import tempfile
from array import array
from collections.abc import Iterator
from typing import Any

import msgspec

from leapfrog.unpacking import UnreadableFile

WIDTH = 8
MOST_THREADS = 20_000
LATEST = 2**62


class ThreadSpool:
    """Records on disk, in memory only where each thread begins and ends: every record begins with
    the place of the next one of its thread, and its time. To be closed.
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

    def add(self, thread: str, record: Any, at: int = 0) -> None:
        """A value of JSON; `at`: its time in any unit. Raises `UnreadableFile` for too many
        threads.
        """
        data = msgspec.json.encode(record)
        when = max(-LATEST, min(at, LATEST)).to_bytes(WIDTH, "big", signed=True)
        self._write(self._end, bytes(WIDTH) + when + len(data).to_bytes(WIDTH, "big") + data)
        if thread in self._last:
            self._write(self._last[thread], self._end.to_bytes(WIDTH, "big"))
        elif len(self._first) >= MOST_THREADS:
            raise UnreadableFile("too_many_threads", "There are too many chats in this file.")
        else:
            self._first[thread] = self._end
        self._last[thread] = self._end
        self._end += 3 * WIDTH + len(data)

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
        while at >= 0:
            after, _, record = self._record(at)
            yield msgspec.json.decode(record)
            at = after

    def by_time(self, thread: str) -> Iterator[Any]:
        """What was added to a thread, by time; sixteen bytes of each are in memory."""
        places, times = array("q"), array("q")
        at = self._first[thread]
        while at >= 0:
            places.append(at)
            at, when, _ = self._record(at)
            times.append(when)
        for n in sorted(range(len(times)), key=times.__getitem__):
            yield msgspec.json.decode(self._record(places[n])[2])

    def _record(self, at: int) -> tuple[int, int, bytes]:
        """The place of the next (-1 after the last), the time, and what was added."""
        self._file.seek(at)
        after = int.from_bytes(self._file.read(WIDTH), "big")
        when = int.from_bytes(self._file.read(WIDTH), "big", signed=True)
        size = int.from_bytes(self._file.read(WIDTH), "big")
        return after or -1, when, self._file.read(size)
