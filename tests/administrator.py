"""Whoever looks after the test databases, beside the connections of the towns.

They live in a thread with an event loop of its own, so that any test may ask, and keep their
connections: to open one costs more than most questions, and a fresh one knows no table yet.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from typing import TypeVar

import asyncpg

from leapfrog.kernel.pool import Connection

T = TypeVar("T")
Question = Callable[[asyncpg.Connection], Awaitable[T]]


class Administrator:
    """One connection to each database that was asked about, until it is left. `settings`: those of
    its sessions.
    """

    def __init__(self, **settings: str) -> None:
        self._settings = settings
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._connections: dict[str, asyncpg.Connection] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    def ask(self, dsn: str, question: Question[T]) -> T:
        """What `question` answers when it is given a connection to this database; blocks."""
        return self._begin(dsn, question).result()

    async def asked(self, dsn: str, question: Question[T]) -> T:
        """The same for who has an event loop, which goes on meanwhile."""
        return await asyncio.wrap_future(self._begin(dsn, question))

    def pids(self, dsn: str) -> set[int]:
        """Its sessions in this database: one or none."""
        connection = self._connections.get(dsn)
        return {connection.get_server_pid()} if connection and not connection.is_closed() else set()

    def leave(self, dsn: str) -> None:
        """Closes the connection to a database that is about to go."""
        # Where nobody asked anything there is none, and no loop that would ever answer.
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._leave(dsn), self._loop).result()

    def _begin(self, dsn: str, question: Question[T]) -> "Future[T]":
        if not self._thread.is_alive():
            self._thread.start()
        return asyncio.run_coroutine_threadsafe(self._answer(dsn, question), self._loop)

    async def _answer(self, dsn: str, question: Question[T]) -> T:
        async with self._turns.setdefault(dsn, asyncio.Lock()):
            connection = self._connections.get(dsn)
            # A test may have ended all connections to its database.
            if connection is None or connection.is_closed():
                # Long statements are kept like others.
                connection = await asyncpg.connect(
                    dsn,
                    max_cacheable_statement_size=0,
                    connection_class=Connection,
                    server_settings=self._settings,
                )
                self._connections[dsn] = connection
            return await question(connection)

    async def _leave(self, dsn: str) -> None:
        self._turns.pop(dsn, None)
        if connection := self._connections.pop(dsn, None):
            await connection.close()


ADMINISTRATOR = Administrator()
