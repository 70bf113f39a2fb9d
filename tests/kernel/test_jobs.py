"""Background work: enqueued with the operation, done at least once, kept when it fails."""

import asyncio
import sys
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from typing import Any

import asyncpg
import pytest
from pgqueuer import AsyncpgDriver, Queries, QueueManager

from leapfrog.kernel import closing, jobs
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.jobs import RunAgain, enqueue, enqueue_all, work
from leapfrog.kernel.pool import PoolExhausted
from leapfrog.kernel.timers import run_one
from tests.kernel.baking import Oven, empty, enough, put, quick, states, until, working
from tests.town import of_another

__all__ = ["quick"]

LISTENERS = """
select pid from pg_stat_activity
where datname = current_database() and query ilike 'listen%' and pid <> pg_backend_pid()
"""
WORKER = """
import asyncio, sys
from leapfrog.kernel import jobs

async def hang(payload):
    print("began", flush=True)
    await asyncio.sleep(600)

asyncio.run(jobs.work(sys.argv[1], {"bake": hang}, asyncio.Event()))
"""


async def test_the_tables_are_what_pgqueuer_wants(database_url: str) -> None:
    connection = await asyncpg.connect(database_url)
    try:
        await QueueManager(Queries(AsyncpgDriver(connection))).verify_structure()
        await connection.execute("drop index pgqueuer_picked_slot_idx")
        with pytest.raises(RuntimeError, match="pgqueuer_picked_slot_idx"):
            await QueueManager(Queries(AsyncpgDriver(connection))).verify_structure()
    finally:
        await connection.close()


async def test_what_is_enqueued_is_done_once(database: Database, database_url: str) -> None:
    oven = Oven()
    await put(database, {"cake": 1}, None)
    async with working(database_url, {"bake": oven.bake}):
        await oven.done(2)
        await put(database, *range(50))
        await oven.done(52)
    assert sorted(map(str, oven.baked)) == sorted(map(str, [{"cake": 1}, None, *range(50)]))
    assert await states(database) == []


async def test_who_is_about_to_end_begins_no_job_and_ends_those_under_way(
    database: Database, database_url: str
) -> None:
    stop, last_taken = asyncio.Event(), asyncio.Event()
    began, gate, oven = asyncio.Event(), asyncio.Event(), Oven()

    async def slow(payload: Any) -> None:
        began.set()
        await gate.wait()
        await oven.bake(payload)

    running = asyncio.create_task(work(database_url, {"bake": slow}, stop, last_taken))
    await put(database, 1)
    async with asyncio.timeout(15):
        await began.wait()
    last_taken.set()
    await asyncio.sleep(0)
    await put(database, 2)
    gate.set()
    await oven.done(1)
    assert not running.done()
    async with working(database_url, {"bake": oven.bake}):
        await oven.done(2)
    stop.set()
    async with asyncio.timeout(15):
        await running
    assert oven.baked == [1, 2]


async def test_a_operation_that_is_rolled_back_leaves_no_job(database: Database) -> None:
    with suppress(RuntimeError):
        async with database.transaction() as db:
            await enqueue(db, "bake", 1)
            raise RuntimeError
    assert await states(database) == []


async def test_the_same_key_waits_once(database: Database, database_url: str) -> None:
    oven = Oven()
    await put(database, 1, 2, key="the cake")
    await put(database, 3, key="the cake")
    await put(database, 4)
    async with working(database_url, {"bake": oven.bake}):
        await oven.done(2)
        assert sorted(oven.baked) == [1, 4]
        await until(lambda: empty(database))
        await put(database, 5, key="the cake")
        await oven.done(3)


async def test_what_is_asked_for_while_one_runs_is_done_once_more(
    database: Database, database_url: str, clock: FixedClock
) -> None:
    """The one that runs may have looked before."""
    oven, go_on = Oven(), asyncio.Event()

    async def bake(payload: Any) -> None:
        await oven.bake(payload)
        await go_on.wait()

    await put(database, 1, key="the cake")
    async with working(database_url, {"bake": bake}):
        await oven.done(1)
        await put(database, 2, 3, key="the cake")
        clock.advance(jobs.SOON)
        assert await run_one(database, jobs.TIMERS), "it looks, and comes again while that one runs"
        assert not await run_one(database, jobs.TIMERS)
        go_on.set()
        await until(lambda: empty(database))
        assert oven.baked == [1]
        clock.advance(jobs.SOON)
        assert await run_one(database, jobs.TIMERS)
        await oven.done(2)
        await until(lambda: empty(database))
    assert oven.baked == [1, 3]
    assert not await run_one(database, jobs.TIMERS)


@pytest.mark.parametrize("cause", [PoolExhausted, asyncpg.DeadlockDetectedError])
async def test_what_others_stand_in_the_way_of_is_done_again(
    database: Database,
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
    cause: type[Exception],
) -> None:
    monkeypatch.setattr(jobs, "WHEN_BUSY", timedelta())
    oven = Oven()

    async def bake(payload: Any) -> None:
        if not oven.baked:
            oven.baked.append("nothing")
            raise cause
        await oven.bake(payload)

    await put(database, 1)
    async with working(database_url, {"bake": bake}):
        await oven.done(2)
        await until(lambda: empty(database))
    assert oven.baked == ["nothing", 1]


async def test_jobs_leave_half_of_the_connections_to_others(
    database: Database, database_url: str
) -> None:
    """However many of them want one at once."""
    gate, begun = asyncio.Event(), []

    async def hold(payload: Any) -> None:
        async with database.transaction():
            begun.append(payload)
            await gate.wait()

    await put(database, *range(20))
    async with working(database_url, {"bake": hold}):
        await until(lambda: enough(begun, 5))
        async with of_another(database.transaction()), of_another(database.transaction()):
            assert await states(database)
        assert len(begun) == 5
        gate.set()
        await until(lambda: enough(begun, 20))
        await until(lambda: empty(database))


async def _said(what: list[str]) -> bool:
    return len(what) > 1


async def test_whoever_does_not_hear_any_more_listens_anew(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sooner than by looking for work, or by a silence that lasts."""
    monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(minutes=1))
    oven = Oven()

    async def listeners() -> set[int]:
        async with database.glance() as db:
            return {pid for (pid,) in await db.rows(LISTENERS)}

    async with working(database_url, {"bake": oven.bake}):
        await until(listeners)
        [pid] = before = await listeners()
        async with database.glance() as db:
            await db.value("select pg_terminate_backend($1)", pid)

        async def anew() -> bool:
            return bool(await listeners() - before)

        await until(anew, 8)
        await put(database, 1)
        await oven.done(1)


async def test_what_is_under_way_when_the_listener_is_lost_is_run_again(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is cut off, since it does not end in time; that is no end of its own."""
    monkeypatch.setattr(jobs, "SILENT", timedelta(seconds=1))
    monkeypatch.setattr(closing, "CLOSE_SECONDS", 0.5)
    tries = list[int]()

    async def bake(payload: Any) -> None:
        tries.append(payload)
        if len(tries) == 1:
            await asyncio.sleep(600)

    async def is_begun() -> bool:
        return bool(tries)

    async def ended() -> bool:
        return len(tries) == 2 and await empty(database)

    await put(database, 1)
    async with working(database_url, {"bake": bake}):
        await until(is_begun)
        async with database.glance() as db:
            for (pid,) in await db.rows(LISTENERS):
                await db.value("select pg_terminate_backend($1)", pid)
        await until(ended)


async def test_nobody_asks_whether_it_hears_before_it_listens(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a question is never heard, and its silence would end all that is under way."""
    listen, oven = jobs.AsyncpgPoolDriver.add_listener, Oven()
    said: list[str] = []

    async def slowly(self: jobs.JobsDriver, *args: Any) -> None:
        await asyncio.sleep(0.2)
        said.append("listens")
        await listen(self, *args)

    async def execute(self: jobs.JobsDriver, query: str, *args: object) -> str:
        if "pg_notify" in query:
            said.append("asks")
        return await run(self, query, *args)

    run = jobs.JobsDriver.execute
    monkeypatch.setattr(jobs.AsyncpgPoolDriver, "add_listener", slowly)
    monkeypatch.setattr(jobs.JobsDriver, "execute", execute)
    await put(database, 1)
    async with working(database_url, {"bake": oven.bake}):
        await until(lambda: _said(said))
    assert said[:2] == ["listens", "asks"]


async def test_what_fails_is_kept_and_does_not_hold_up_the_rest(
    database: Database, database_url: str
) -> None:
    oven = Oven()
    await put(database, 1, name="burn")
    await put(database, 2)
    async with working(database_url, {"bake": oven.bake, "burn": oven.burn}):
        await oven.done(1)
        await until(lambda: _is(database, [("burn", "failed")]))


async def _is(database: Database, expected: list[tuple[str, str]]) -> bool:
    return await states(database) == expected


async def test_a_job_that_asks_for_it_is_run_again_later(
    database: Database, database_url: str
) -> None:
    tries: list[float] = []

    async def rise(payload: Any) -> None:
        tries.append(asyncio.get_running_loop().time())
        if len(tries) < 3:
            raise RunAgain(timedelta(seconds=0.4))

    await put(database, 1, name="rise")
    async with working(database_url, {"rise": rise}):
        await until(lambda: _is(database, []))
    assert len(tries) == 3
    assert min(after - before for before, after in pairwise(tries)) >= 0.4


async def test_a_job_that_runs_again_does_not_wait_for_the_next_look(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(minutes=1))
    tries: list[Any] = []

    async def rise(payload: Any) -> None:
        tries.append(payload)
        if len(tries) < 3:
            raise RunAgain(timedelta(seconds=0.1))

    await put(database, 1, name="rise")
    async with working(database_url, {"rise": rise}):
        await until(lambda: _is(database, []))
    assert tries == [1, 1, 1]


async def test_many_jobs_are_one_statement(database: Database, database_url: str) -> None:
    oven = Oven()
    async with database.transaction() as db:
        await enqueue_all(db, "bake", [])
        await enqueue_all(db, "bake", list(range(30)))
    async with working(database_url, {"bake": oven.bake}):
        await oven.done(30)
    assert sorted(oven.baked) == list(range(30))


async def test_work_goes_on_after_its_connections_were_killed(
    database: Database, database_url: str
) -> None:
    oven = Oven()
    outside = await asyncpg.connect(database_url)
    async with working(database_url, {"bake": oven.bake}):
        await put(database, 1)
        await oven.done(1)
        await outside.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )
        await outside.execute("select 1")
        await asyncio.sleep(0.1)
        await put(database, 2)
        await oven.done(2)
    await outside.close()


async def test_a_killed_workers_job_is_done_by_another(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SILENT", timedelta(seconds=1))
    await put(database, 1)
    oven = Oven()
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WORKER, database_url, stdout=asyncio.subprocess.PIPE
    )
    assert worker.stdout is not None
    assert await worker.stdout.readline() == b"began\n"
    worker.kill()
    await worker.wait()
    assert await states(database) == [("bake", "picked")]
    async with working(database_url, {"bake": oven.bake}):
        await oven.done(1)
        await until(lambda: empty(database))
    assert oven.baked == [1]


async def test_without_works_nothing_is_opened(database_url: str) -> None:
    async with working("postgresql://nowhere.invalid/x", {}):
        await asyncio.sleep(0.05)
