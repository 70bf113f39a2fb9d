"""The database of a command: that of `DATABASE_URL`, else the town's own for as long as needed."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import Event

import asyncpg
import structlog
from msgspec.structs import replace

from leapfrog.cli.errors import CommandError
from leapfrog.embedded_postgres import OLDEST, EmbeddedPostgres, running
from leapfrog.kernel.connecting import Servers
from leapfrog.kernel.cursor import adopt
from leapfrog.kernel.db import Database
from leapfrog.kernel.migrations import lowest_program_after, migrate, schema_held
from leapfrog.kernel.settings import Settings
from leapfrog.nodes import GONE_AFTER, all_nodes

# A migration waits for a table for five seconds, since whoever comes after it waits for it.
TRIES = 3
# So long a node that died without a word counts as one that serves.
NODES_SECONDS = GONE_AFTER.total_seconds() + 5
HOLDERS = """
select application_name, pid, extract(epoch from now() - xact_start)::int as seconds
from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
    and xact_start < now() - interval '5 seconds'
order by xact_start
"""

log = structlog.get_logger()


class DatabaseError(CommandError):
    """The database cannot be used, or not any more."""


@asynccontextmanager
async def database_at(url: str) -> AsyncIterator[Database]:
    """The database there, by one connection."""
    database = await Database.connect(url, 1)
    try:
        yield database
    finally:
        await database.close()


@contextmanager
def database(settings: Settings) -> Iterator[Settings]:
    """Settings with a `database_url` that answers. Raises `DatabaseError` or `PostgresError`."""
    if settings.database_url:
        if settings.archive or settings.backup_log:
            name = "LEAPFROG_ARCHIVE" if settings.archive else "LEAPFROG_BACKUP_LOG"
            reason = f"{name} is for the town's own PostgreSQL: unset it, or DATABASE_URL"
            raise DatabaseError(reason)
        yield settings
        return
    postgres, gone = EmbeddedPostgres(settings), Event()
    with postgres as dsn:
        postgres.watch(lambda: _close_the_town(gone))
        try:
            yield replace(settings, database_url=dsn, alone=settings.processes == 1)
        finally:
            if gone.is_set():
                reason = f"PostgreSQL has stopped by itself; see {settings.home}/postgres.log"
                raise DatabaseError(reason)


@contextmanager
def database_of_any(settings: Settings) -> Iterator[Settings]:
    """Settings with a `database_url` that answers, of a town that is open as well as of one that is
    not, whose database is then brought up to this program. Raises `DatabaseError`, `PostgresError`.
    """
    if not settings.database_url and (dsn := running(settings)):
        yield replace(settings, database_url=dsn)
        return
    with database(settings) as town:
        bring_up(town)
        yield town


def bring_up(settings: Settings) -> list[str]:
    """Migrates the database; answers what was applied. Raises `DatabaseError`, `MigrationError`."""
    return asyncio.run(_bring_up(settings.database_direct_url or settings.database_url or ""))


async def _bring_up(url: str) -> list[str]:
    try:
        connection = await Servers(url).connect(application_name="leapfrog migrate")
    except (OSError, TimeoutError, asyncpg.PostgresError) as error:
        raise DatabaseError(f"the database of DATABASE_URL cannot be reached: {error}") from None
    try:
        if (found := connection.get_server_version().major) < OLDEST:
            raise DatabaseError(f"PostgreSQL {OLDEST} or newer is needed; this is {found}")
        for _ in range(TRIES):
            try:
                await _wait_for_nodes(connection, url)
                return await _migrated(connection)
            except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError):
                # Nodes serve meanwhile, and take tables in the order of their requests.
                holders = await _holders(connection)
                log.warning("schema_waits_for_tables", held_by=holders)
        raise DatabaseError(
            f"the schema was not changed: {holders} had tables that it changes; end that, or start"
            " again later"
        )
    finally:
        await connection.close()


async def _wait_for_nodes(connection: asyncpg.Connection, url: str) -> None:
    """A node whose program the new schema shuts out ends as soon as it sees that: all of them would
    at the same moment. Raises `DatabaseError` when they stay.
    """
    lowest, until = await lowest_program_after(connection), time.monotonic() + NODES_SECONDS
    while older := await _older_nodes(url, lowest) if lowest else []:
        names = ", ".join(older)
        if time.monotonic() > until:
            raise DatabaseError(
                f"the schema was not changed, which would shut out nodes of an older program that"
                f" serve now: {names}. End them first: leapfrog cluster drain"
            )
        log.warning("schema_waits_for_nodes", nodes=names)
        await asyncio.sleep(1)


async def _older_nodes(url: str, program: int) -> list[str]:
    """The names of those that are here, of a program before this one."""
    try:
        async with database_at(url) as database, database.glance() as db:
            nodes = await all_nodes(db)
    except (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError):
        return []
    return [one.name for one in nodes if one.is_here and one.program < program]


async def _migrated(connection: asyncpg.Connection) -> list[str]:
    applied = await migrate(connection)
    async with schema_held(connection):
        adopted = await adopt(connection)
    if adopted:
        log.warning("this database was restored from a dump: every device reads all anew")
    return applied


async def _holders(connection: asyncpg.Connection) -> str:
    """Who has had a transaction open for longer than a migration waits for a table."""
    found = await connection.fetch(HOLDERS)
    named = (
        f"{row['application_name'] or 'a program'} (process {row['pid']} of PostgreSQL, for"
        f" {row['seconds']} s)"
        for row in found
    )
    return ", ".join(named) or "other transactions"


def _close_the_town(gone: Event) -> None:
    gone.set()
    os.kill(os.getpid(), signal.SIGTERM)
