"""Transactions: what happens after the commit, and what is undone."""

import asyncio
from contextlib import suppress
from functools import partial

import asyncpg
import pytest

from leapfrog.kernel.db import Database, Db
from tests.town import of_another

# Tables of its own, connections that are killed or closed.
pytestmark = pytest.mark.own_database


class Boom(Exception):
    pass


@pytest.fixture
async def table(database: Database) -> None:
    async with database.transaction() as db:
        await db.run("create table thing (n int primary key)")


async def count(database: Database) -> int:
    async with database.glance() as db:
        found: int = await db.value("select count(*) from thing")
        return found


async def test_after_commit_runs_when_others_see_the_operation(
    database: Database, table: None
) -> None:
    told: list[str] = []
    async with of_another(database.transaction()) as db:
        await db.run("insert into thing values (1)")
        db.after_commit(lambda: told.append("one"))
        assert told == []
        assert await count(database) == 0
    assert told == ["one"]
    assert await count(database) == 1


async def test_what_is_rolled_back_is_not_told(database: Database, table: None) -> None:
    told: list[str] = []

    async def fail() -> None:
        async with database.transaction() as db:
            await db.run("insert into thing values (1)")
            db.after_commit(lambda: told.append("one"))
            raise Boom

    with pytest.raises(Boom):
        await fail()
    assert told == []
    assert await count(database) == 0


async def test_a_commit_that_fails_is_not_told(database: Database, table: None) -> None:
    told: list[str] = []
    async with database.transaction() as db:
        await db.run("alter table thing add unique (n) deferrable initially deferred")
        await db.run("alter table thing drop constraint thing_pkey")

    async def insert_twice() -> None:
        async with database.transaction() as db:
            await db.run("insert into thing values (1), (1)")
            db.after_commit(lambda: told.append("one"))

    with pytest.raises(asyncpg.UniqueViolationError):
        await insert_twice()
    assert told == []


async def test_a_savepoint_undoes_its_part_and_what_it_would_tell(
    database: Database, table: None
) -> None:
    told: list[str] = []
    async with database.transaction() as db:
        await db.run("insert into thing values (1)")
        db.after_commit(lambda: told.append("kept"))
        with suppress(Boom):
            async with db.savepoint():
                await db.run("insert into thing values (2)")
                db.after_commit(lambda: told.append("dropped"))
                raise Boom
    assert told == ["kept"]
    assert await count(database) == 1


async def test_of_many_parts_those_that_fail_are_undone_alone(
    database: Database, table: None
) -> None:
    told: list[int] = []

    async def insert(db: Db, n: int, cause: Exception | None = None) -> None:
        await db.run("insert into thing values ($1)", n)
        db.after_commit(lambda: told.append(n))
        if cause:
            raise cause

    async with database.transaction() as db:
        boom = Boom()
        acts = [(1,), (2, boom), (1,), (3,)]
        done = await db.in_parts([partial(insert, db, *one) for one in acts])
        # What comes behind them is no part of theirs.
        await db.run("insert into thing values (4)")
    assert [type(one) for one in done] == [
        type(None),
        Boom,
        asyncpg.UniqueViolationError,
        type(None),
    ]
    assert told == [1, 3]
    async with database.glance() as db:
        assert [row[0] for row in await db.rows("select n from thing order by n")] == [1, 3, 4]


async def test_a_failing_act_after_the_commit_fails_nobody(database: Database, table: None) -> None:
    told: list[str] = []

    def fail() -> None:
        raise Boom

    async with database.transaction() as db:
        await db.run("insert into thing values (1)")
        db.after_commit(fail)
        db.after_commit(lambda: told.append("next"))
    assert told == ["next"]
    assert await count(database) == 1


async def test_reading_sees_one_moment_and_changes_nothing(database: Database, table: None) -> None:
    async with of_another(database.reading()) as db:
        assert await db.value("select count(*) from thing") == 0
        async with database.transaction() as other:
            await other.run("insert into thing values (1)")
        assert await db.value("select count(*) from thing") == 0
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await db.run("insert into thing values (2)")


async def test_a_batch_is_a_operation_whose_statements_are_planned_once(
    database: Database, table: None
) -> None:
    async with of_another(database.batch()) as db:
        await db.run("insert into thing values (1)")
        assert await db.value("show plan_cache_mode") == "force_generic_plan"
        assert await count(database) == 0
    assert await count(database) == 1
    async with database.glance() as db:
        assert await db.value("show plan_cache_mode") == "auto"


async def test_a_reading_may_be_planned_once(database: Database, table: None) -> None:
    async with database.reading(planned_once=True) as db:
        assert await db.value("show plan_cache_mode") == "force_generic_plan"
        assert await db.value("show transaction_isolation") == "repeatable read"
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await db.run("insert into thing values (2)")
    async with database.reading() as db:
        assert await db.value("show plan_cache_mode") == "auto"


async def test_a_statement_is_kept_as_long_as_its_connection(database: Database) -> None:
    async with database.glance() as db:
        assert db.connection._stmt_cache.get_max_lifetime() == 0


async def test_run_answers_how_many_rows_it_touched(database: Database, table: None) -> None:
    async with database.transaction() as db:
        assert await db.run("insert into thing select generate_series(1, 12)") == 12
        assert await db.run("update thing set n = n where n > 10") == 2
        assert await db.run("set local work_mem = '4MB'") == 0


async def test_waiters_get_the_connection_in_the_order_they_came(database_url: str) -> None:
    narrow = await Database.connect(database_url, 1)
    order: list[int] = []

    async def use(n: int) -> None:
        for again in (n, n + 100):
            async with narrow.transaction() as db:
                order.append(await db.value("select $1::int", again))

    await asyncio.gather(*(use(n) for n in range(100)))
    await narrow.close()
    assert order == list(range(200))


async def test_all_connections_come_back_after_failures_and_cancellations(
    database: Database,
) -> None:
    async def fail(n: int) -> None:
        async with database.transaction() as db:
            await db.value("select pg_sleep(0.01)")
            raise Boom

    tasks = [asyncio.create_task(fail(n)) for n in range(60)]
    await asyncio.sleep(0.015)
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(60):
        await asyncio.gather(*(count_one(database) for _ in range(40)))


async def count_one(database: Database) -> None:
    async with database.transaction() as db:
        assert await db.value("select 1") == 1
