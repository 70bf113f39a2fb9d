"""A zip that is written while it is sent: nothing of it is ever whole in memory or on disk."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

BLOCK = 64 * 1024


class _Sink:
    """What `zipfile` writes to: a stream that goes only forwards."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        """There is nothing behind this."""

    def take(self) -> bytes:
        data = bytes(self.held)
        self.held.clear()
        return data


class Zip:
    """Entries one after the other, then the end."""

    def __init__(self, at: datetime) -> None:
        self._sink = _Sink()
        self._zip = ZipFile(cast(IO[bytes], self._sink), "w", ZIP_DEFLATED, compresslevel=5)
        self._at = at.timetuple()[:6]

    async def entry(
        self, name: str, chunks: AsyncIterator[bytes], *, packed: bool = False
    ) -> AsyncIterator[bytes]:
        """The zip's bytes up to the end of this entry; `packed`: it cannot get smaller."""
        info = ZipInfo(name, self._at)
        info.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
        with self._zip.open(info, "w", force_zip64=True) as entry:
            async for chunk in chunks:
                entry.write(chunk)
                if len(self._sink.held) >= BLOCK:
                    yield self._sink.take()
        yield self._sink.take()

    def end(self) -> bytes:
        self._zip.close()
        return self._sink.take()
