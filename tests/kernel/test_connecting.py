"""How the primary is found among several hosts, and what happens when one falls silent."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack

import asyncpg
import pytest

from leapfrog.kernel import connecting, db
from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.connecting import OldPrimary, Servers, hosts_of
from leapfrog.kernel.db import TRANSIENT, Database, DatabaseSilent, Db
from leapfrog.kernel.locks import one_at_a_time
from leapfrog.kernel.pool import Connection, take_time
from tests.postgres_line import PostgresLine, postgres_line, through
from tests.waits import somebody_waits

# Tables of its own, connections that are killed or closed.
pytestmark = pytest.mark.own_database

# Far more than it takes; to stand still is to stand for ever.
PATIENCE = 60


@pytest.fixture
async def lines(database_url: str) -> AsyncIterator[list[PostgresLine]]:
    """Two ways to one server, as to two hosts."""
    async with AsyncExitStack() as stack:
        yield [await stack.enter_async_context(postgres_line(database_url)) for _ in "ab"]


@pytest.fixture
async def town(
    database_url: str, lines: list[PostgresLine], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Database]:
    """A pool by both lines, with a table; impatient."""
    monkeypatch.setattr(db, "STATEMENT_SECONDS", 2)
    monkeypatch.setattr(connecting, "HOST_SECONDS", 2)
    opened = await Database.connect(through(database_url, *lines), 2)
    async with opened.transaction() as one:
        await one.run("create table thing (n int primary key)")
    async with asyncio.timeout(PATIENCE):
        yield opened
        await opened.close()


@pytest.mark.parametrize(
    ("dsn", "hosts"),
    [
        ("postgresql://u:p@one/town", ["postgresql://u:p@one/town"]),
        (
            "postgresql://u@one,two:5433/town?target_session_attrs=read-write",
            [
                "postgresql://u@one/town?target_session_attrs=read-write",
                "postgresql://u@two:5433/town?target_session_attrs=read-write",
            ],
        ),
        ("postgresql:///town?host=/run/pg", ["postgresql:///town?host=/run/pg"]),
        (
            "postgresql://[::1]:1,[::2]/town",
            ["postgresql://[::1]:1/town", "postgresql://[::2]/town"],
        ),
    ],
)
def test_each_host_is_an_address_of_its_own(dsn: str, hosts: list[str]) -> None:
    assert hosts_of(dsn) == hosts


async def test_when_a_host_falls_silent_the_other_one_is_asked(
    town: Database, lines: list[PostgresLine]
) -> None:
    first, other = sorted(lines, key=lambda line: -line.reached)
    first.cut_off = True
    before = other.reached
    with pytest.raises(DatabaseSilent):
        async with town.transaction() as one:
            await one.run("insert into thing values (1)")
    async with town.transaction() as one:
        await one.run("insert into thing values (2)")
        assert [row["n"] for row in await one.rows("select n from thing")] == [2]
    assert other.reached > before


async def test_a_batch_bears_a_silent_host_and_is_done_once(
    town: Database, lines: list[PostgresLine]
) -> None:
    async def add(db: Db, items: Sequence[int]) -> Sequence[int]:
        await db.run(
            "insert into thing select unnest($1::int[]) on conflict do nothing", list(items)
        )
        return items

    batcher = Batcher(town, add)
    max(lines, key=lambda line: line.reached).cut_off = True
    assert await asyncio.gather(*map(batcher.submit, range(50))) == list(range(50))
    async with town.glance() as one:
        assert await one.value("select count(*) from thing") == 50
    await batcher.close()


async def test_a_savepoint_of_a_silent_host_is_not_waited_for(
    town: Database, lines: list[PostgresLine]
) -> None:
    async def in_parts() -> None:
        async with town.transaction() as one:
            await one.run("insert into thing values (1)")
            for line in lines:
                line.cut_off = True

            async def add() -> None:
                await one.run("insert into thing values (2)")

            async with one.savepoint():
                await one.in_parts([add, add])

    with pytest.raises(DatabaseSilent):
        await in_parts()


async def test_a_primary_of_an_older_timeline_is_refused_and_left_alone(
    database_url: str, lines: list[PostgresLine]
) -> None:
    servers = Servers(through(database_url, *lines))
    connection = await servers.connect()
    connection.terminate()
    connecting.newest[servers._dsn] += 1
    with pytest.raises(OldPrimary):
        await servers.connect()
    assert len(servers._refused) == 2
    del connecting.newest[servers._dsn]


async def test_once_another_server_is_newer_connections_to_the_old_one_are_not_lent(
    town: Database, database_url: str, lines: list[PostgresLine]
) -> None:
    async with town.glance() as one:
        before = await one.value("select pg_backend_pid()")
    dsn = through(database_url, *lines)
    connecting.newest[dsn] += 1
    with pytest.raises(OldPrimary):
        async with town.glance():
            raise AssertionError
    connecting.newest[dsn] -= 1
    async with town.glance() as one:
        assert await one.value("select pg_backend_pid()") != before


async def test_a_session_gives_up_locks_that_its_process_does_not_use(database_url: str) -> None:
    town = await Database.connect(database_url, 1)
    settings = "select current_setting('lock_timeout'), current_setting($1)"
    asked = "idle_in_transaction_session_timeout"

    async def limits() -> list[str]:
        async with town.transaction() as one:
            await one.run("create table if not exists thing (n int primary key)")
            return list(await one.row(settings, asked) or ())

    async def slowly() -> list[str]:
        take_time()
        return await limits()

    assert await limits() == ["6s", "8s"]
    assert await asyncio.create_task(slowly()) == ["6s", "1min"]
    assert await limits() == ["6s", "8s"]
    await town.close()


async def test_who_waits_too_long_for_a_lock_is_told_to_come_back(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connecting.SESSION, "lock_timeout", "100ms")
    town = await Database.connect(database_url, 1)
    outside = await asyncpg.connect(database_url)
    await outside.execute("create table thing (n int primary key)")
    async with outside.transaction():
        await outside.execute("lock table thing")
        with pytest.raises(TRANSIENT):
            async with town.transaction() as one:
                await one.run("insert into thing values (1)")
    async with town.transaction() as one:
        await one.run("insert into thing values (1)")
    await outside.close()
    await town.close()


async def test_who_gives_way_in_a_deadlock_is_told_to_come_back(database_url: str) -> None:
    town = await Database.connect(database_url, 1)
    outside = await asyncpg.connect(database_url)
    await outside.execute("create table thing (n int primary key, said text)")
    await outside.execute("insert into thing values (1), (2)")
    put = "update thing set said = $2 where n = $1"

    async def both(held: asyncio.Event) -> None:
        async with town.transaction() as one:
            await one.run(put, 2, "ours")
            held.set()
            await somebody_waits(one)
            await one.run(put, 1, "ours")

    async with outside.transaction():
        # The other one never looks whether it waits in a ring: it is ours that does.
        await outside.execute("set local deadlock_timeout = '1h'")
        await outside.execute(put, 1, "theirs")
        held = asyncio.Event()
        ours = asyncio.create_task(both(held))
        await held.wait()
        await outside.execute(put, 2, "theirs")
        with pytest.raises(TRANSIENT):
            await ours
    assert [row["said"] for row in await outside.fetch("select said from thing")] == ["theirs"] * 2
    await outside.close()
    await town.close()


async def test_what_is_done_one_at_a_time_is_waited_for(database_url: str) -> None:
    order: list[str] = []
    began, go = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with one_at_a_time(database_url, "story"):
            began.set()
            await go.wait()
            order.append("first")

    async def second() -> None:
        await began.wait()
        async with one_at_a_time(database_url, "story"):
            order.append("second")

    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        group.create_task(first())
        group.create_task(second())
        await began.wait()
        async with one_at_a_time(database_url, "something else"):
            go.set()
    assert order == ["first", "second"]


async def test_whoever_is_cancelled_while_connecting_leaves_nothing_open(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()

    async def stand_still(connection: Connection) -> None:
        made.set_result(connection)
        await asyncio.Event().wait()

    monkeypatch.setattr(connecting, "limit_transactions", stand_still)
    task = asyncio.create_task(Servers(database_url).connect_for_statements("a test"))
    async with asyncio.timeout(PATIENCE):
        connection = await made
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert connection.is_closed()
