"""PostgreSQL: a pool, and one `Db` per transaction, which is what every verb gets first.

Only the edge (a request, a job, a reaction, a batch) opens and commits a transaction. What must
happen after the commit, and only if it came, is left with `Db.after_commit`.

Each round trip costs a tenth of a small request. So a transaction begins with the first statement
that needs one, without waiting; who only reads has none, for at READ COMMITTED every statement has
a snapshot of its own anyway.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeAlias, TypeVar

import asyncpg
import msgspec
import structlog

from leapfrog.kernel.breaker import Breaker
from leapfrog.kernel.clock import Clock, SystemClock
from leapfrog.kernel.connecting import Servers
from leapfrog.kernel.pool import (
    Connection,
    ConnectionPool,
    PoolExhausted,
    message,
    unhurried,
)
from leapfrog.kernel.publisher import Publisher
from leapfrog.kernel.records import read_map, read_pairs, read_row, read_rows
from leapfrog.kernel.statements import only_reads
from leapfrog.kernel.waking import Wakeup

Row: TypeAlias = Any
T = TypeVar("T")
U = TypeVar("U")

log = structlog.get_logger()


class DatabaseSilent(Exception):
    """A statement was not answered in time: whether it was done, nobody knows."""


# The database is not there, not yet again, or has no time; or it chose this transaction to give way
# to another: who asks later may be served.
TRANSIENT = (
    PoolExhausted,
    DatabaseSilent,
    ConnectionError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    # Of a connection that was ended while it was not used; of a plan older than the tables.
    asyncpg.InternalClientError,
    asyncpg.InvalidCachedStatementError,
    # Locks that somebody else held for too long, or this session, whose process stood still.
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.TransactionTimeoutError,
    # It was the primary until just now.
    asyncpg.ReadOnlySQLTransactionError,
)
# After these a connection is of no use, and a question more would wait as long as the last one.
USELESS = (DatabaseSilent, asyncpg.ReadOnlySQLTransactionError)

# Seconds for one statement: a server that does not answer by then has fallen silent. What may take
# long (`take_time`) is given as long as a slow disk may need.
STATEMENT_SECONDS = 8.0
UNHURRIED_SECONDS = 300.0
ROLL_BACK_SECONDS = 5.0


class Begin(msgspec.Struct, frozen=True):
    """How a transaction begins: its first message, and whether statements that only read can stay
    outside.
    """

    message: bytes
    lazy: bool


READ_WRITE = Begin(message("begin"), lazy=True)
# The statements of a batch come again and again, with more elements or fewer: they are planned
# once. Planning takes longer than a small batch does.
PLANNED_ONCE = message("set local plan_cache_mode = force_generic_plan")
BATCH = Begin(message("begin") + PLANNED_ONCE, lazy=True)
SNAPSHOT = Begin(message("begin isolation level repeatable read read only"), lazy=False)
KEPT_SNAPSHOT = Begin(SNAPSHOT.message + PLANNED_ONCE, lazy=False)
# Who takes time with what was read is no process that stands still.
UNHURRIED = message("set local idle_in_transaction_session_timeout = '60s'")
WITHOUT_END = message("set local transaction_timeout = 0")


class Db:
    """One open transaction: run statements, know the time, remember what to do after the commit."""

    __slots__ = (
        "_after",
        "_began",
        "_begin",
        "_connection",
        "_database",
        "_patience",
        "now",
        "publisher",
    )

    def __init__(
        self,
        connection: Connection,
        now: datetime,
        database: "Database",
        begin: Begin | None,
        patience: float | None,
    ) -> None:
        self.now = now
        self.publisher = database.publisher
        self._database = database
        self._connection, self._begin, self._began = connection, begin, False
        usual = UNHURRIED_SECONDS if unhurried.get() else STATEMENT_SECONDS
        self._patience = usual if patience is None else patience
        self._after: list[Callable[[], None]] = []

    @property
    def connection(self) -> Connection:
        """The connection for a library with statements of its own: within the transaction."""
        self._start()
        return self._connection

    async def rows(self, sql: str, *args: Any) -> list[Row]:
        """All rows."""
        self._start(sql)
        try:
            found: list[Row] = await self._connection.fetch(sql, *args, timeout=self._patience)
        except TimeoutError:
            raise DatabaseSilent from None
        return found

    async def row(self, sql: str, *args: Any) -> Row | None:
        """The first row, or None."""
        self._start(sql)
        try:
            found: Row | None = await self._connection.fetchrow(sql, *args, timeout=self._patience)
        except TimeoutError:
            raise DatabaseSilent from None
        return found

    async def all_as(self, kind: Callable[..., T], sql: str, *args: Any) -> list[T]:
        """All rows as structs (or what else takes its fields by name), see `kernel.records`."""
        return read_rows(kind, await self.rows(sql, *args))

    async def one_as(self, kind: Callable[..., T], sql: str, *args: Any) -> T | None:
        """The first row as a struct, or None."""
        found = await self.row(sql, *args)
        return None if found is None else read_row(kind, found)

    async def map_as(self, kind: Callable[..., T], sql: str, *args: Any) -> dict[Any, T]:
        """All rows as structs, by the first column, which is no field of them."""
        return read_map(kind, await self.rows(sql, *args))

    async def pairs_as(
        self, one: Callable[..., T], other: Callable[..., U], sql: str, *args: Any
    ) -> list[tuple[T, U | None]]:
        """All rows as two structs each; None for the second one where a left join found none."""
        return read_pairs(one, other, await self.rows(sql, *args))

    async def value(self, sql: str, *args: Any) -> Any:
        """The first column of the first row, or None."""
        self._start(sql)
        try:
            return await self._connection.fetchval(sql, *args, timeout=self._patience)
        except TimeoutError:
            raise DatabaseSilent from None

    async def run(self, sql: str, *args: Any) -> int:
        """Runs a statement; answers the number of rows it touched."""
        self._start(sql)
        status = await self._execute(sql, *args)
        return int(status.rpartition(" ")[2] or 0) if status[-1:].isdigit() else 0

    async def _execute(self, sql: str, *args: Any) -> str:
        try:
            status: str = await self._connection.execute(sql, *args, timeout=self._patience)
        except TimeoutError:
            raise DatabaseSilent from None
        return status

    async def run_many(self, sql: str, args: Sequence[Sequence[Any]]) -> None:
        """Runs one statement for each tuple of arguments."""
        self._start(sql)
        try:
            await self._connection.executemany(sql, args, timeout=self._patience)
        except TimeoutError:
            raise DatabaseSilent from None

    async def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Adds many rows to a table, by COPY."""
        try:
            await self.connection.copy_records_to_table(
                table, columns=columns, records=rows, timeout=self._patience
            )
        except TimeoutError:
            raise DatabaseSilent from None

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What fails inside is undone; the transaction goes on. After-commit work of the failed
        part is dropped.
        """
        kept = len(self._after)
        await self.run("savepoint part")
        try:
            yield
        except BaseException as cause:
            del self._after[kept:]
            if not isinstance(cause, USELESS) and not self._connection.is_closed():
                await self.run("rollback to savepoint part; release savepoint part")
            raise
        await self.run("release savepoint part")

    async def in_parts(
        self, acts: Iterable[Callable[[], Awaitable[None]]]
    ) -> list[Exception | None]:
        """Does one after the other, each as in a savepoint of its own, for two round trips less;
        answers for each what it failed with.
        """
        found: list[Exception | None] = []
        await self.run("savepoint part")
        for act in acts:
            kept = len(self._after)
            try:
                await act()
            except Exception as cause:
                if isinstance(cause, USELESS) or self._connection.is_closed():
                    raise
                del self._after[kept:]
                await self.run("rollback to savepoint part")
                found.append(cause)
            else:
                await self.run("release savepoint part; savepoint part")
                found.append(None)
        await self.run("release savepoint part")
        return found

    def _start(self, sql: str | None = None) -> None:
        """Begins the transaction before the first statement that needs one."""
        begin = self._begin
        if self._began or begin is None or (sql is not None and begin.lazy and only_reads(sql)):
            return
        self._began = True
        self._connection.send(begin.message)
        if self._patience > STATEMENT_SECONDS:
            self._connection.send(UNHURRIED)
            if self._connection.limits_transactions:
                self._connection.send(WITHOUT_END)

    async def commit(self) -> None:
        """Raises when the commit did not come, or nobody knows."""
        if not self._began:
            return
        if self._connection.is_closed():
            raise ConnectionResetError("the connection was closed before the commit")
        status = await self._execute("commit")
        if status != "COMMIT" and self._begin not in (SNAPSHOT, KEPT_SNAPSHOT):
            raise asyncpg.InFailedSQLTransactionError("a statement had failed: rolled back")

    async def roll_back(self) -> bool:
        """Answers whether it worked; if not, the end of the connection does it. asyncpg would wait
        for ever after a question that was cancelled and whose connection was then lost.
        """
        if not self._began:
            return True
        try:
            async with asyncio.timeout(ROLL_BACK_SECONDS):
                await self._connection.execute("rollback")
        except Exception:
            return False
        return True

    def after_commit(self, act: Callable[[], None]) -> None:
        """`act` runs once, without waiting, when the transaction is on disk."""
        self._after.append(act)

    def wake(self) -> None:
        """After the commit this process looks at once for what there is to do: an operation that
        leaves something for its loops calls this.
        """
        self._after.append(self._database.woken.set)

    def wake_soon(self) -> None:
        """The same for what can wait a moment (`kernel.waking`)."""
        self._after.append(self._database.woken.set_soon)

    def worker(self, name: str) -> Callable[[str], None] | None:
        """What does such work in this process without a job, if anything does."""
        return self._database.workers.get(name)

    def committed(self) -> None:
        """The operation is done: an act that fails is noted and fails nobody."""
        acts, self._after = self._after, []
        for act in acts:
            try:
                act()
            except Exception:
                log.exception("after_commit_failed")


class Database:
    """The pool. `transaction()` for operations, `reading()` for several reads that must agree with
    each other. `woken`: something was left to do since the loops of this process last looked;
    `breaker`: whether the database is away.
    """

    def __init__(self, pool: ConnectionPool, clock: Clock, breaker: Breaker | None = None) -> None:
        self.pool = pool
        self.clock = clock
        self.breaker = breaker or Breaker()
        self.publisher: Publisher | None = None
        self.woken = Wakeup()
        self.workers: dict[str, Callable[[str], None]] = {}

    @classmethod
    async def connect(cls, dsn: str, size: int = 10, clock: Clock | None = None) -> "Database":
        servers, breaker = Servers(dsn), Breaker()

        def connect() -> Awaitable[Connection]:
            return breaker.connect(lambda: servers.connect_for_statements("leapfrog"))

        pool = ConnectionPool(connect, size, servers.is_newest)
        # What is wrong with the address is known at once.
        pool.give_back(await pool.take(), sound=True)
        return cls(pool, clock or SystemClock(), breaker)

    async def close(self) -> None:
        self.woken.forget()
        await self.pool.close()

    def transaction(self, patience: float | None = None) -> "Transaction":
        """One transaction, committed at the end, rolled back when anything is raised. `patience`:
        seconds for each statement, where that is not what is usual for the task.
        """
        return Transaction(self, READ_WRITE, patience)

    def batch(self) -> "Transaction":
        """A transaction for many alike operations at once, whose statements take arrays."""
        return Transaction(self, BATCH)

    def glance(self) -> "Transaction":
        """Single statements without a transaction around them, for look-ups on the way in."""
        return Transaction(self, None)

    def reading(self, *, planned_once: bool = False) -> "Transaction":
        """One read-only snapshot (repeatable read); `planned_once`: statements keep their plan."""
        return Transaction(self, KEPT_SNAPSHOT if planned_once else SNAPSHOT)


class Transaction:
    """A connection of the pool for as long as it is needed; all requests go through here, so it is
    a class: nested generators cost each of them.
    """

    __slots__ = ("_begin", "_connection", "_database", "_db", "_patience")

    def __init__(
        self, database: Database, begin: Begin | None, patience: float | None = None
    ) -> None:
        self._database, self._begin, self._patience = database, begin, patience

    async def __aenter__(self) -> Db:
        database = self._database
        self._connection = await database.pool.take()
        now = database.clock.now()
        self._db = Db(self._connection, now, database, self._begin, self._patience)
        return self._db

    async def __aexit__(
        self, kind: type[BaseException] | None, cause: BaseException | None, trace: object
    ) -> None:
        sound = False
        try:
            if kind is None:
                await self._db.commit()
                sound = True
            else:
                # Whoever was cancelled may have left a question without its answer.
                sound = (
                    not issubclass(kind, USELESS)
                    and await self._db.roll_back()
                    and issubclass(kind, Exception)
                )
        finally:
            self._database.pool.give_back(self._connection, sound=sound)
        if kind is None:
            self._db.committed()
