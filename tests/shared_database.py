"""Databases that one test after the other is lent: emptied in between, which costs a seventh of
copying the migrated one.

What a test may leave behind is looked for, not hoped for: sessions, another schema, rows that
migrations put there. A database with which anything is unusual is dropped, so that whoever still
has its address finds nobody there, and the next test gets a fresh copy. See decision 84.
"""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import asyncpg
import msgspec

from tests.administrator import ADMINISTRATOR, Administrator
from tests.kept_connections import SHELF
from tests.town import TEMPLATE, create_database, drop_database

# What a database has grown in so many tests, such as dead rows, goes with it.
LENDINGS = 100
# Bytes of a file; where a test stored so much, the next ones soon get another database. To look
# takes as long as to empty everything, and only time depends on it.
LARGEST_TABLE = 8 << 20
SIZES_EVERY = 8
# Seconds for a session that is about to end.
PATIENCE = 1.0
# Whose rows say what tables, functions, triggers, types and rights there are.
CATALOGUES = (
    "pg_attrdef",
    "pg_attribute",
    "pg_class",
    "pg_constraint",
    "pg_db_role_setting",
    "pg_default_acl",
    "pg_extension",
    "pg_index",
    "pg_namespace",
    "pg_policy",
    "pg_proc",
    "pg_trigger",
    "pg_type",
)
OURS = "relnamespace <> all(array['pg_catalog', 'information_schema', 'pg_toast']::regnamespace[])"
TABLES = f"""
select oid::regclass::text from pg_class
where relkind in ('r', 'p') and not relispartition and {OURS} order by 1
"""
SEQUENCES = f"select oid::regclass::text from pg_class where relkind = 'S' and {OURS} order by 1"
LARGEST = "select coalesce(max(pg_relation_size(oid)), 0) from pg_class where relkind = 'r'"
# Those that are not known, and who is known but in the middle of something.
SESSIONS = """
select pid, application_name, state from pg_stat_activity
where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
    and not (pid = any($1::int[]) and state = 'idle')
"""
# It deletes and inserts as the replica of a database does: no trigger and no key has a say, and
# no lock is waited for that nobody should hold any more.
KEEPER = Administrator(session_replication_role="replica", lock_timeout="2s")
ALL = "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {} t"


class Unusual(Exception):
    """What this database was left with is not looked after; it goes."""


# Another text after each statement that changed something but rows.
SCHEMA = "select concat_ws(' ', {})".format(
    ", ".join(f"(select hash_record(row(array_agg(xmin))) from {name})" for name in CATALOGUES)
)


class Contents(msgspec.Struct, frozen=True):
    """What a fresh copy holds: `schema` as `SCHEMA` tells it; rows that migrations put there, of
    all tables that have some, and their hashes; `empty`, the statement for all others.
    """

    schema: str
    empty: str
    seeds: dict[str, list[asyncpg.Record]]
    hashes: dict[str, str]

    @classmethod
    async def read(cls, connection: asyncpg.Connection) -> "Contents":
        """Those of a database that nobody has used yet."""
        tables = [row[0] for row in await connection.fetch(TABLES)]
        rows = {name: await connection.fetch(f"select * from {name}") for name in tables}
        seeds = {name: found for name, found in rows.items() if found}
        sequences = [
            await connection.fetchrow(f"select '{name}', last_value, is_called from {name}")
            for (name,) in await connection.fetch(SEQUENCES)
        ]
        return cls(
            schema=await connection.fetchval(SCHEMA),
            empty=emptying([name for name in tables if name not in seeds], sequences),
            seeds=seeds,
            hashes=await hashes(connection, list(seeds)),
        )


async def hashes(connection: asyncpg.Connection, tables: Sequence[str]) -> dict[str, str]:
    """Of all rows of each table, in one statement."""
    asked = ", ".join(f"({ALL.format(name)})" for name in tables)
    return dict(zip(tables, await connection.fetchrow(f"select {asked}"), strict=True))


def emptying(tables: Sequence[str], sequences: Sequence[asyncpg.Record]) -> str:
    """One statement, which is planned once: no rows, and sequences as they were."""
    gone = ", ".join(f"gone_{n} as (delete from {name})" for n, name in enumerate(tables))
    back = ", ".join(f"setval('{n}', {v}, {str(c).lower()})" for n, v, c in sequences)
    return f"with {gone} select {back}"


class SharedDatabase:
    """One database, and who looks after it on a connection of its own."""

    def __init__(self, dsn: str, contents: Contents | None) -> None:
        self._dsn, self._lendings = dsn, 0
        self.url = create_database(dsn, TEMPLATE)
        self.contents = contents or KEEPER.ask(self.url, Contents.read)
        SHELF.open(self.url)

    def clean(self) -> None:
        """Makes it what it was. Raises `Unusual`, and what PostgreSQL says to the statements."""
        self._lendings += 1
        if self._lendings == LENDINGS:
            raise Unusual("it is old")
        known = SHELF.pids(self.url) | ADMINISTRATOR.pids(self.url)
        KEEPER.ask(self.url, partial(self._look, known))
        KEEPER.ask(self.url, self._bring_back)

    async def _look(self, known: set[int], connection: asyncpg.Connection) -> None:
        end = time.monotonic() + PATIENCE
        while left := await connection.fetch(SESSIONS, known):
            if time.monotonic() > end:
                raise Unusual(f"sessions: {left}")
            await asyncio.sleep(0.01)
        if await connection.fetchval(SCHEMA) != self.contents.schema:
            raise Unusual("another schema")
        is_looked_for = self._lendings % SIZES_EVERY == 0
        if is_looked_for and await connection.fetchval(LARGEST) > LARGEST_TABLE:
            raise Unusual("it is large")

    async def _bring_back(self, connection: asyncpg.Connection) -> None:
        contents = self.contents
        async with connection.transaction():
            await connection.fetch(contents.empty)
            now = await hashes(connection, list(contents.seeds))
            for name in (name for name, text in now.items() if text != contents.hashes[name]):
                await connection.execute(f"delete from {name}")
                await connection.copy_records_to_table(name, records=contents.seeds[name])

    def drop(self) -> None:
        """Ends all sessions with it."""
        SHELF.close(self.url)
        KEEPER.leave(self.url)
        drop_database(self._dsn, self.url)


class Lender:
    """The shared databases of one PostgreSQL. `dropped`: why those went that did."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._idle: list[SharedDatabase] = []
        self._contents: Contents | None = None
        self.dropped: list[str] = []

    @contextmanager
    def lend(self) -> Iterator[str]:
        """A database that is as if it were fresh; answers its DSN."""
        one = self._idle.pop() if self._idle else SharedDatabase(self._dsn, self._contents)
        self._contents = one.contents
        try:
            yield one.url
        finally:
            self._take_back(one)

    def _take_back(self, one: SharedDatabase) -> None:
        clean = False
        try:
            one.clean()
            clean = True
        except (Unusual, asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as cause:
            self.dropped.append(repr(cause))
        finally:
            if clean:
                self._idle.append(one)
            else:
                one.drop()

    def close(self) -> None:
        for one in self._idle:
            one.drop()
