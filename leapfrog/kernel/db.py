"""PostgreSQL: a pool, and one `Db` per transaction, which is what every verb gets first.

Only the edge (a request, a job, a reaction, a batch) opens and commits a transaction. What must
happen after the commit, and only if it came, is left with `Db.after_commit`.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
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
    # What asyncpg says when a connection that it had not used for a while was ended.
    asyncpg.InternalClientError,
)


# Before the text of a jsonb value on the wire.
JSONB_VERSION = b"\x01"

SNAPSHOT: Mapping[str, Any] = {"isolation": "repeatable_read", "readonly": True}


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

    async def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Adds many rows to a table, by COPY."""
        await self.connection.copy_records_to_table(table, columns=columns, records=rows)

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


def _to_jsonb(value: Any) -> bytes:
    """A str is JSON text already, as PgQueuer passes it; we keep only objects and lists."""
    text = value.encode() if isinstance(value, str) else msgspec.json.encode(value)
    return JSONB_VERSION + text


def _from_jsonb(data: bytes) -> Any:
    return msgspec.json.decode(data[len(JSONB_VERSION) :])


async def _prepare(connection: Any) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        format="binary",
        encoder=_to_jsonb,
        decoder=_from_jsonb,
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
        self.gate = asyncio.Semaphore(size)

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

    def transaction(self) -> "_Opened":
        """One transaction, committed at the end, rolled back when anything is raised."""
        return _Opened(self, {})

    def glance(self) -> "_Opened":
        """Single statements without a transaction around them, for look-ups on the way in."""
        return _Opened(self, None)

    def reading(self) -> "_Opened":
        """One read-only snapshot (repeatable read)."""
        return _Opened(self, SNAPSHOT)


class _Opened:
    """A connection of the pool for as long as it is needed; all requests go through here, so it is
    a class: nested generators cost each of them.
    """

    __slots__ = ("_connection", "_database", "_db", "_how", "_transaction")

    def __init__(self, database: Database, how: Mapping[str, Any] | None) -> None:
        self._database, self._how = database, how
        self._transaction: Any = None

    async def __aenter__(self) -> Db:
        database = self._database
        await database.gate.acquire()
        try:
            self._connection = await database.pool.acquire()
            try:
                if self._how is not None:
                    self._transaction = self._connection.transaction(**self._how)
                    await self._transaction.start()
            except BaseException:
                await database.pool.release(self._connection)
                raise
        except BaseException:
            database.gate.release()
            raise
        self._db = Db(self._connection, database.clock.now(), database.publisher)
        return self._db

    async def __aexit__(
        self, kind: type[BaseException] | None, cause: BaseException | None, trace: object
    ) -> None:
        try:
            if self._transaction is not None:
                await self._end(done=kind is None)
        finally:
            try:
                await self._database.pool.release(self._connection)
            finally:
                self._database.gate.release()
        if kind is None:
            self._db.committed()

    async def _end(self, *, done: bool) -> None:
        if not self._connection.is_closed():
            await (self._transaction.commit() if done else self._transaction.rollback())
        elif done:
            raise ConnectionResetError("the connection was closed before the commit")
