"""Reading from a standby, where the answer says itself that it may be some seconds old: pages for
passers-by, which caches keep for a minute. Nobody who is signed in is answered from there, since
they would miss what they have just done.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

import asyncpg
import structlog

from leapfrog.kernel.clock import Clock
from leapfrog.kernel.connecting import Servers, follows
from leapfrog.kernel.db import TRANSIENT, Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.pool import Connection, ConnectionPool

T = TypeVar("T")

# A standby that is so far behind is not asked; how far, each connection is asked so often.
MOST_BEHIND = 30.0
LOOK_EVERY = 2.0
# One answer takes no longer, with connecting: then the primary is asked.
MOST_SECONDS = 3.0
# So long nobody asks one that failed.
REST_SECONDS = 5.0
# By the last commit that it played, for each process makes one every few seconds (`nodes`): whoever
# hears nothing of the primary has played all that came, too. Nothing for one that follows nobody,
# such as a primary of before. Asked in a snapshot; what it calls is of this moment.
BEHIND = """
select /* acts */ case when pg_is_in_recovery()
    then extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) end::float
"""
FAILED = (*TRANSIENT, OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

log = structlog.get_logger()


class FarBehind(ConnectionError):
    """What this standby says is too old."""


class StandbyReader:
    """A server that follows the primary, or several (`postgresql://…@one,two/town`)."""

    def __init__(self, dsn: str, size: int, clock: Clock) -> None:
        servers = Servers(dsn, only_reads=True)

        def connect() -> Awaitable[Connection]:
            return servers.connect_for_statements("leapfrog reads")

        self._database = Database(ConnectionPool(connect, size, follows), clock)
        self._rests_until = float("-inf")
        self._looked_at: WeakKeyDictionary[Connection, float] = WeakKeyDictionary()

    async def read(self, primary: Database, act: Callable[[Db], Awaitable[T]]) -> T:
        """What `act` finds here, in one snapshot. The primary is asked instead where this one
        cannot answer, is far behind, or does not have what is asked for: it may have come just now.
        """
        if time.monotonic() >= self._rests_until:
            try:
                async with asyncio.timeout(MOST_SECONDS), self._database.reading() as db:
                    await self._check(db)
                    return await act(db)
            except Problem:
                pass
            except FAILED as cause:
                log.warning("standby_rests", error=repr(cause))
                self._rests_until = time.monotonic() + REST_SECONDS
        async with primary.reading() as db:
            return await act(db)

    async def _check(self, db: Db) -> None:
        """Raises `FarBehind`."""
        if time.monotonic() - self._looked_at.get(db.connection, float("-inf")) < LOOK_EVERY:
            return
        behind = await db.value(BEHIND)
        if behind is None or behind > MOST_BEHIND:
            raise FarBehind(f"{behind} seconds behind; None: no commit yet, or no primary")
        self._looked_at[db.connection] = time.monotonic()

    async def close(self) -> None:
        await self._database.close()
