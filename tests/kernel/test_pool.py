"""Connections: when a transaction begins, and which connection is lent again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID

import asyncpg
import pytest

from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.pool import LIFE_SECONDS

# Tables of its own, connections that are killed or closed.
pytestmark = pytest.mark.own_database

PID = "select pg_backend_pid()"
STATE = "select state from pg_stat_activity where pid = $1"
OPEN, CLOSED = "idle in transaction", "idle"


@pytest.fixture
async def narrow(database_url: str) -> AsyncIterator[Database]:
    """A pool of one connection, with a table."""
    opened = await Database.connect(database_url, 1)
    async with opened.transaction() as db:
        await db.run("create table thing (n int primary key)")
    yield opened
    await opened.close()


@pytest.fixture
async def outside(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def state(outside: asyncpg.Connection, db: Db) -> str:
    found: str = await outside.fetchval(STATE, await db.value(PID))
    return found


async def pid(database: Database) -> int:
    async with database.glance() as db:
        found: int = await db.value(PID)
        return found


async def count(database: Database) -> int:
    async with database.glance() as db:
        found: int = await db.value("select count(*) from thing")
        return found


async def test_who_only_reads_has_no_transaction(
    narrow: Database, outside: asyncpg.Connection
) -> None:
    async with narrow.transaction() as db:
        assert await db.rows("with t as (select n from thing) select n from t") == []
        assert await state(outside, db) == CLOSED


@pytest.mark.parametrize(
    "sql",
    [
        "insert into thing values (1) returning n",
        "with t as (insert into thing values (1) returning n) select n from t",
        "select n from thing for update",
        "select n from thing\nfor no key\n update",
        "SELECT n FROM thing FOR SHARE",
        "select pg_advisory_xact_lock(1)",
        "select pg_current_xact_id()::text",
        "select set_config('work_mem', '4MB', true)",
        "set local work_mem = '4MB'",
    ],
)
@pytest.mark.parametrize("again", [False, True], ids=["new", "prepared"])
async def test_what_needs_a_transaction_begins_one(
    narrow: Database, outside: asyncpg.Connection, sql: str, again: bool
) -> None:
    for _ in range(1 + again):
        with suppress(ZeroDivisionError):
            async with narrow.transaction() as db:
                await (db.run(sql) if sql.startswith("set") else db.rows(sql))
                assert await state(outside, db) == OPEN
                raise ZeroDivisionError
    assert await count(narrow) == 0


async def test_a_snapshot_begins_with_its_first_read(
    narrow: Database, outside: asyncpg.Connection
) -> None:
    for n in range(2):
        async with narrow.reading() as db:
            assert await db.value("select count(*) from thing") == n
            assert await state(outside, db) == OPEN
            await outside.execute("insert into thing values ($1)", n)
            assert await db.value("select count(*) from thing") == n


async def test_many_rows_at_once_are_one_operation(narrow: Database) -> None:
    with suppress(asyncpg.UniqueViolationError):
        async with narrow.transaction() as db:
            await db.run_many("insert into thing values ($1)", [(1,), (2,)])
            await db.run_many("insert into thing values ($1)", [(3,), (1,)])
    assert await count(narrow) == 0


@pytest.mark.parametrize(
    ("sql", "args", "failure"),
    [
        ("insert into nowhere values ($1)", [1], asyncpg.UndefinedTableError),
        ("insert into thing values ($1)", ["one"], asyncpg.DataError),
        ("insert into thing values ($1)", [None], asyncpg.NotNullViolationError),
        ("insert into thing valuse (1)", [], asyncpg.PostgresSyntaxError),
    ],
)
async def test_a_first_change_that_fails_leaves_the_connection_as_it_was(
    narrow: Database,
    outside: asyncpg.Connection,
    sql: str,
    args: list[object],
    failure: type[Exception],
) -> None:
    before = await pid(narrow)
    for _ in range(2):
        with pytest.raises(failure):
            async with narrow.transaction() as db:
                await db.run(sql, *args)
    async with narrow.transaction() as db:
        assert await state(outside, db) == CLOSED
        await db.run("insert into thing values ($1)", 1)
    assert await count(narrow) == 1
    assert await pid(narrow) == before


async def test_a_failure_that_was_passed_over_is_not_taken_for_a_commit(narrow: Database) -> None:
    told: list[str] = []

    async def pass_over() -> None:
        async with narrow.transaction() as db:
            await db.run("insert into thing values (1)")
            db.after_commit(lambda: told.append("one"))
            with suppress(asyncpg.UniqueViolationError):
                await db.run("insert into thing values (1)")

    with pytest.raises(asyncpg.InFailedSQLTransactionError):
        await pass_over()
    assert told == []
    assert await count(narrow) == 0


async def test_savepoints_stand_within_each_other_and_begin_a_transaction(
    narrow: Database,
) -> None:
    async with narrow.transaction() as db, db.savepoint():
        await db.run("insert into thing values (1)")
        with suppress(ZeroDivisionError):
            async with db.savepoint():
                await db.run("insert into thing values (2)")
                raise ZeroDivisionError
        async with db.savepoint():
            await db.run("insert into thing values (3)")
    async with narrow.glance() as db:
        assert [row[0] for row in await db.rows("select n from thing order by n")] == [1, 3]


async def test_a_connection_that_the_server_ended_is_not_lent_again(
    narrow: Database, outside: asyncpg.Connection
) -> None:
    before = await pid(narrow)
    await outside.fetchval("select pg_terminate_backend($1, 5000)", before)
    await asyncio.sleep(0.05)
    assert await pid(narrow) != before


async def test_a_connection_whose_user_was_cancelled_is_not_lent_again(narrow: Database) -> None:
    before = await pid(narrow)

    async def dream() -> None:
        async with narrow.transaction() as db:
            await db.value("select pg_sleep(60)")

    task = asyncio.create_task(dream())
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await pid(narrow) != before


async def test_an_old_connection_makes_place_for_a_new_one(narrow: Database) -> None:
    before = await pid(narrow)
    async with narrow.glance() as db:
        db.connection.born -= LIFE_SECONDS
    assert await pid(narrow) != before


async def test_who_asks_a_closed_pool_is_told(narrow: Database) -> None:
    await narrow.close()
    for _ in range(2):
        with pytest.raises(asyncpg.InterfaceError):
            await pid(narrow)


async def test_a_connection_that_was_given_up_gives_its_place_back(narrow: Database) -> None:
    async with narrow.glance() as db:
        first: int = await db.value(PID)
        db.connection.terminate()
    async with asyncio.timeout(60):
        assert await pid(narrow) != first


async def test_types_are_asked_for_once_in_a_process(database_url: str) -> None:
    """What asyncpg asks of PostgreSQL's own types is kept; of a town's own it asks each time."""
    asked: list[str] = []
    sql = "select $1::int8[], $2::uuid[], $3::thing[]"
    given = ([1, 2], [UUID(int=7)], ["big"])
    outside = await asyncpg.connect(database_url)
    await outside.execute("create type thing as enum ('big')")
    await outside.close()
    for _ in range(2):
        opened = await Database.connect(database_url, 1)
        async with opened.glance() as db:
            db.connection.add_query_logger(lambda record: asked.append(record.query))
            asked.clear()
            assert tuple(await db.row("select $1::int8[], $2::uuid[]", *given[:2])) == given[:2]
            questions = [one for one in asked if "typeinfo" in one]
            assert tuple(await db.row(sql, *given)) == given
            assert len([one for one in asked if "typeinfo" in one]) == len(questions) + 1
        await opened.close()
    assert questions == []
