"""PostgreSQL: a pool, and one `Db` per transaction, which is what every verb gets first.

Only the edge (a request, a job, a reaction, a batch) opens and commits a transaction. What must
happen after the commit, and only if it came, is left with `Db.after_commit`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeAlias

import asyncpg
import msgspec
import structlog

from leapfrog.kernel.clock import Clock, SystemClock
from leapfrog.kernel.publisher import Publisher

Row: TypeAlias = Any

log = structlog.get_logger()

# The database is not there, or not yet again.
GONE = (
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
)


class LeanConnection(asyncpg.Connection):  # type: ignore[misc]
    """Our transactions leave nothing behind in a session, so the reset round trip is not needed."""

    def get_reset_query(self) -> str:
        return ""


class Db:
    """One open transaction: run statements, know the time, remember what to do after the commit."""

    __slots__ = ("_after", "connection", "now", "publisher")

    def __init__(self, connection: Any, now: datetime, publisher: Publisher | None = None) -> None:
        self.connection = connection
        self.now = now
        self.publisher = publisher
        self._after: list[Callable[[], None]] = []

    async def rows(self, sql: str, *args: Any) -> list[Row]:
        """All rows."""
        found: list[Row] = await self.connection.fetch(sql, *args)
        return found

    async def row(self, sql: str, *args: Any) -> Row | None:
        """The first row, or None."""
        found: Row | None = await self.connection.fetchrow(sql, *args)
        return found

    async def value(self, sql: str, *args: Any) -> Any:
        """The first column of the first row, or None."""
        return await self.connection.fetchval(sql, *args)

    async def run(self, sql: str, *args: Any) -> int:
        """Runs a statement; answers the number of rows it touched."""
        status: str = await self.connection.execute(sql, *args)
        return int(status.rpartition(" ")[2] or 0) if status[-1:].isdigit() else 0

    async def run_many(self, sql: str, args: Sequence[Sequence[Any]]) -> None:
        """Runs one statement for each tuple of arguments."""
        await self.connection.executemany(sql, args)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What fails inside is undone; the transaction goes on. After-commit work of the failed
        part is dropped.
        """
        kept = len(self._after)
        try:
            async with self.connection.transaction():
                yield
        except BaseException:
            del self._after[kept:]
            raise

    def after_commit(self, act: Callable[[], None]) -> None:
        """`act` runs once, without waiting, when the transaction is on disk."""
        self._after.append(act)

    def committed(self) -> None:
        """The deed is done: an act that fails is noted and fails nobody."""
        acts, self._after = self._after, []
        for act in acts:
            try:
                act()
            except Exception:
                log.exception("after_commit_failed")


def _json_text(value: Any) -> str:
    """A str is JSON text already, as PgQueuer passes it; we keep only objects and lists."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


async def _prepare(connection: Any) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="text",
        encoder=_json_text,
        decoder=msgspec.json.decode,
    )


class Database:
    """The pool. `transaction()` for deeds, `reading()` for several reads that must agree with
    each other.
    """

    def __init__(self, pool: Any, size: int, clock: Clock) -> None:
        self.pool = pool
        self.clock = clock
        self.publisher: Publisher | None = None
        # asyncpg lets newcomers overtake waiters when no reset runs; a fair gate in front keeps
        # p99 flat.
        self._gate = asyncio.Semaphore(size)

    @classmethod
    async def connect(cls, dsn: str, size: int = 10, clock: Clock | None = None) -> "Database":
        pool = await asyncpg.create_pool(
            dsn,
            min_size=min(2, size),
            max_size=size,
            connection_class=LeanConnection,
            init=_prepare,
            server_settings={"application_name": "leapfrog", "synchronous_commit": "on"},
        )
        return cls(pool, size, clock or SystemClock())

    async def close(self) -> None:
        await self.pool.close()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Db]:
        """One transaction, committed at the end, rolled back when anything is raised."""
        async with self._gate, self.pool.acquire() as connection:
            db = Db(connection, self.clock.now(), self.publisher)
            async with connection.transaction():
                yield db
        db.committed()

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Db]:
        """Single statements without a transaction around them, for look-ups on the way in."""
        async with self._gate, self.pool.acquire() as connection:
            yield Db(connection, self.clock.now(), self.publisher)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Db]:
        """One read-only snapshot (repeatable read)."""
        async with self._gate, self.pool.acquire() as connection:
            db = Db(connection, self.clock.now(), self.publisher)
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                yield db
