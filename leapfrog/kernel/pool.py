"""The connections that one process has to PostgreSQL, each lent to one user at a time.

Lending costs every request twice, so it does nothing that need not be: our transactions leave
nothing behind in a session, and whoever gives back a connection says whether it is sound.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from leapfrog.kernel import closing

# A connection that was not needed for so long is closed, and one that is so old, which keeps what
# PostgreSQL remembers for it small.
IDLE_SECONDS = 300
LIFE_SECONDS = 3600


class Connection(asyncpg.Connection):  # type: ignore[misc]
    """A connection of asyncpg's that can also be told something without waiting for an answer: so
    the beginning of a transaction costs no round trip.

    asyncpg has no pipeline, but passes over answers that come before those of its next statement.
    That is its own affair, so it is held by tests.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.born = self.used = time.monotonic()

    def send(self, message: bytes) -> None:
        """Writes a `message`, whose answer comes with that of the next statement."""
        if not self.is_closed():
            self._transport.write(message)


def message(sql: str) -> bytes:
    """A statement without arguments and rows as Parse, Bind and Execute, but no Sync."""
    parts = (
        (b"P", b"\0" + sql.encode() + b"\0\0\0"),
        (b"B", bytes(8)),
        (b"E", bytes(5)),
    )
    return b"".join(kind + (len(body) + 4).to_bytes(4, "big") + body for kind, body in parts)


class Pool:
    """At most `size` connections; who has to wait gets the next one in the order of asking."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], size: int) -> None:
        self._connect, self._size = connect, size
        self._free = asyncio.Semaphore(size)
        self._idle: list[Connection] = []
        self._closed = False

    async def take(self) -> Connection:
        """A connection that is open, as far as is known. Raises what connecting raises."""
        await self._free.acquire()
        try:
            if self._closed:
                raise asyncpg.InterfaceError("the pool is closed")
            while self._idle:
                connection = self._idle.pop()
                if not connection.is_closed():
                    return connection
            return await self._connect()
        except BaseException:
            self._free.release()
            raise

    def give_back(self, connection: Connection, *, sound: bool) -> None:
        """One that is not `sound` may be in the middle of something, so nobody gets it again."""
        connection.used = now = time.monotonic()
        # asyncpg cannot tell of a connection that it has given up whether it is in a transaction.
        sound = sound and not connection.is_closed() and not connection.is_in_transaction()
        if sound and now - connection.born < LIFE_SECONDS:
            self._idle.append(connection)
        else:
            connection.terminate()
        # The last one that was given back is lent first, so the others rest in front.
        if self._idle and now - self._idle[0].used > IDLE_SECONDS:
            self._idle.pop(0).terminate()
        self._free.release()

    async def close(self) -> None:
        """Waits until all are given back, but not for ever; nobody gets one any more."""
        taken = 0
        try:
            async with asyncio.timeout(closing.CLOSE_SECONDS):
                for _ in range(self._size):
                    await self._free.acquire()
                    taken += 1
        except TimeoutError:
            pass
        self._closed = True
        await closing.end(*(asyncio.create_task(connection.close()) for connection in self._idle))
        for connection in self._idle:
            connection.terminate()
        # Who asked too late is told so.
        for _ in range(taken):
            self._free.release()
