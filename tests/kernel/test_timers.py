"""Timers and reactions: each effect exactly once, on the town's own clock."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from leapfrog.kernel import timers
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.timers import (
    MOST_AT_ONCE,
    SOON,
    ForMany,
    Handlers,
    cancel,
    due_now,
    failing,
    run_one,
    schedule,
    schedule_missing,
)
from tests.town import of_another

# Tables of its own, connections that are killed or closed.
pytestmark = pytest.mark.own_database

HOUR = timedelta(hours=1)
PLANNED = """
select kind, ref, due_at from kernel_timer where kind like 'write%' order by kind, ref
"""
LINES = "select word from line order by n"


@pytest.fixture(autouse=True)
async def table(database: Database) -> None:
    async with database.transaction() as db:
        await db.run("create table line (n int generated always as identity, word text)")


async def write(db: Db, ref: str, body: Any) -> None:
    await db.run("insert into line (word) values ($1)", f"{ref}:{body}")


async def fail(db: Db, ref: str, body: Any) -> None:
    await write(db, ref, body)
    raise ValueError("not \0 now \ud800")


WRITE: Handlers = {"write": write}


async def lines(database: Database) -> list[str]:
    async with database.glance() as db:
        return [row[0] for row in await db.rows(LINES)]


async def plan(database: Database, *due: tuple[str, timedelta, Any]) -> None:
    async with database.transaction() as db:
        for ref, wait, body in due:
            await schedule(db, "write", ref, db.now + wait, body)


async def run_all(database: Database, handlers: Handlers = WRITE) -> int:
    ran = 0
    while await run_one(database, handlers):
        ran += 1
    return ran


async def test_a_timer_waits_for_the_towns_clock(database: Database, clock: FixedClock) -> None:
    await plan(database, ("tea", HOUR, {"cups": 2}))
    clock.advance(HOUR - timedelta(seconds=1))
    assert await run_all(database) == 0
    clock.advance(timedelta(seconds=1))
    assert await run_all(database) == 1
    assert await lines(database) == ["tea:{'cups': 2}"]


async def test_timers_run_in_the_order_in_which_they_fall_due(
    database: Database, clock: FixedClock
) -> None:
    await plan(database, ("late", 2 * HOUR, 1), ("early", HOUR, 2), ("also late", 2 * HOUR, 3))
    clock.advance(3 * HOUR)
    await run_all(database)
    assert await lines(database) == ["early:2", "late:1", "also late:3"]


async def test_the_same_kind_and_ref_replaces_a_timer(
    database: Database, clock: FixedClock
) -> None:
    await plan(database, ("tea", HOUR, ["old"]))
    await plan(database, ("tea", 3 * HOUR, ["new"]))
    clock.advance(2 * HOUR)
    assert await run_all(database) == 0
    clock.advance(HOUR)
    assert await run_all(database) == 1
    assert await lines(database) == ["tea:['new']"]


async def test_a_cancelled_timer_never_runs(database: Database, clock: FixedClock) -> None:
    await plan(database, ("tea", HOUR, None), ("cake", HOUR, None))
    async with database.transaction() as db:
        await cancel(db, "write", "tea")
        await cancel(db, "write", "never planned")
    clock.advance(HOUR)
    await run_all(database)
    assert await lines(database) == ["cake:None"]


async def test_who_cancels_a_timer_that_runs_does_not_wait_for_it(
    database: Database, clock: FixedClock
) -> None:
    """It may be waiting for what they hold: a deadlock otherwise."""
    async with database.transaction() as db:
        await schedule(db, "write", "tea", clock.now())
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def wait(db: Db, ref: str, body: Any) -> None:
        begun.set()
        await go_on.wait()
        await write(db, ref, body)

    running = asyncio.create_task(run_one(database, {"write": wait}))
    await begun.wait()
    async with asyncio.timeout(30), database.transaction() as db:
        await cancel(db, "write", "tea")
    go_on.set()
    assert await running
    assert await lines(database) == ["tea:None"]


async def test_a_process_that_starts_waits_for_no_timer_that_runs_in_another_one(
    database: Database, clock: FixedClock
) -> None:
    """Processes start at once after a power cut, and the first one makes up for the night."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def every_hour(db: Db, ref: str, body: Any) -> None:
        begun.set()
        await go_on.wait()
        await write(db, ref, body)
        await schedule(db, "write", ref, db.now + HOUR)

    async with database.transaction() as db:
        await due_now(db, ["write"])
    running = asyncio.create_task(run_one(database, {"write": every_hour}))
    await begun.wait()
    async with asyncio.timeout(30), database.transaction() as db:
        await db.run("set local lock_timeout = '1s'")
        await due_now(db, ["write", "write often"])
        await schedule_missing(db, [("write", "", db.now), ("write", "tea", db.now + HOUR)])
    go_on.set()
    assert await running
    assert await lines(database) == [":None"]
    async with database.glance() as db:
        planned = [tuple(row) for row in await db.rows(PLANNED)]
    later = clock.now() + HOUR
    assert planned == [
        ("write", "", later),
        ("write", "tea", later),
        ("write often", "", clock.now()),
    ]


async def test_what_was_to_come_later_is_due_when_a_process_starts(
    database: Database, clock: FixedClock
) -> None:
    await plan(database, ("", HOUR, ["old"]), ("tea", HOUR, None))
    async with database.transaction() as db:
        await due_now(db, ["write"])
    assert await run_all(database) == 1
    assert await lines(database) == [":None"]
    async with database.transaction() as db:
        await schedule_missing(db, [("write", "tea", db.now)])
    assert await run_all(database) == 0


async def test_what_was_rolled_back_was_never_planned(
    database: Database, clock: FixedClock
) -> None:
    with suppress(RuntimeError):
        async with database.transaction() as db:
            await schedule(db, "write", "tea", db.now, None)
            raise RuntimeError
    assert await run_all(database) == 0


async def test_a_handler_may_plan_itself_anew(database: Database, clock: FixedClock) -> None:
    async def every_hour(db: Db, ref: str, body: Any) -> None:
        await write(db, ref, body)
        await schedule(db, "write", ref, db.now + HOUR, body + 1)

    await plan(database, ("tick", timedelta(), 0))
    for _ in range(3):
        assert await run_all(database, {"write": every_hour}) == 1
        clock.advance(HOUR)
    assert await lines(database) == ["tick:0", "tick:1", "tick:2"]


async def test_a_failure_undoes_its_effect_is_kept_and_tried_again(
    database: Database, clock: FixedClock
) -> None:
    await plan(database, ("tea", timedelta(), 1))
    assert await run_all(database, {"write": fail}) == 1
    assert await lines(database) == []
    async with database.glance() as db:
        [(kind, ref, attempts, error, again)] = await failing(db)
    assert (kind, ref, attempts) == ("write", "tea", 1)
    assert error == "ValueError: not  now ?"
    assert again == clock.now() + timedelta(seconds=1)
    clock.set(again)
    assert await run_all(database) == 1
    assert await lines(database) == ["tea:1"]
    async with database.glance() as db:
        assert await failing(db) == []


async def test_tries_become_rarer_up_to_once_an_hour(database: Database, clock: FixedClock) -> None:
    await plan(database, ("tea", timedelta(), 1))
    waits = []
    for _ in range(15):
        await run_all(database, {"write": fail})
        async with database.glance() as db:
            [(*_, again)] = await failing(db)
        waits.append((again - clock.now()).total_seconds())
        clock.set(again)
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert waits[-1] == 3600


async def test_one_that_fails_does_not_hold_up_the_others(
    database: Database, clock: FixedClock
) -> None:
    async with database.transaction() as db:
        await schedule(db, "bad", "x", db.now, None)
        await schedule(db, "write", "tea", db.now + HOUR, None)
    clock.advance(HOUR)
    await run_all(database, {"bad": fail, "write": write})
    assert await lines(database) == ["tea:None"]


async def test_one_whose_statement_takes_too_long_does_not_hold_up_the_others(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dream(db: Db, ref: str, _: Any) -> None:
        await db.value("select pg_sleep(600), pg_current_xact_id()")

    async with database.transaction() as db:
        await schedule(db, "dream", "x", db.now, None)
        await schedule(db, "write", "tea", db.now + HOUR, None)
    clock.advance(HOUR)
    with monkeypatch.context() as impatient:
        impatient.setattr(timers, "STATEMENT_SECONDS", 0.3)
        assert await run_one(database, {"dream": dream, "write": write})
    await run_all(database, {"dream": dream, "write": write})
    assert await lines(database) == ["tea:None"]


async def test_what_nobody_handles_here_is_left_alone(database: Database) -> None:
    await plan(database, ("tea", timedelta(), None))
    assert await run_all(database, {"other": write}) == 0
    assert await run_all(database) == 1


@pytest.fixture
async def elsewhere(database_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    opened = await Database.connect(database_url, 4, clock)
    yield opened
    await opened.close()


async def test_many_workers_do_each_thing_once(database: Database, elsewhere: Database) -> None:
    await plan(database, *((f"{n}", timedelta(), n) for n in range(200)))
    ran = await asyncio.gather(*(run_all(place) for place in (database, elsewhere) * 4))
    assert sum(ran) == 200
    assert sorted(await lines(database)) == sorted(f"{n}:{n}" for n in range(200))


async def test_a_worker_that_dies_in_the_middle_leaves_the_work_to_others(
    database: Database, database_url: str
) -> None:
    outside = await asyncpg.connect(database_url)

    async def die(db: Db, ref: str, body: Any) -> None:
        await write(db, ref, body)
        pid = await db.value("select pg_backend_pid()")
        await outside.execute("select pg_terminate_backend($1)", pid)

    await plan(database, ("tea", timedelta(), 1))
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
        await run_one(database, {"write": die})
    await outside.close()
    assert await lines(database) == []
    assert await run_all(database) == 1
    assert await lines(database) == ["tea:1"]


async def test_a_timer_gives_way_to_a_operation_that_puts_it_off(
    database: Database, clock: FixedClock
) -> None:
    """The operation has the thing and wants the timer; the timer has itself and wants the thing."""
    running, thing = asyncio.Event(), "select word from line where n = 1 for update"

    async def wants(db: Db, ref: str, body: Any) -> None:
        running.set()
        await db.rows(thing)
        await write(db, ref, body)

    async with database.transaction() as db:
        await write(db, "the thing", 0)
    await plan(database, ("tea", HOUR, ["early"]))
    clock.advance(HOUR)
    async with of_another(database.transaction()) as db:
        await db.rows(thing)
        timer = asyncio.create_task(run_one(database, {"write": wants}))
        await running.wait()
        await schedule(db, "write", "tea", db.now + HOUR, ["late"])
    assert await timer
    assert await run_all(database) == 0
    clock.advance(HOUR)
    assert await run_all(database) == 1
    assert await lines(database) == ["the thing:0", "tea:['late']"]


async def test_one_that_is_held_up_comes_again_soon_however_often(
    database: Database, clock: FixedClock
) -> None:
    """Somebody else has what it wants for long: that is no failure of its own."""
    thing = "select word from line where n = 1 for update"

    async def wants(db: Db, ref: str, body: Any) -> None:
        await db.rows(thing)
        await write(db, ref, body)

    async with database.transaction() as db:
        await write(db, "the thing", 0)
    await plan(database, ("tea", timedelta(), 1))
    async with of_another(database.transaction()) as db:
        await db.rows(thing)
        for _ in range(4):
            assert await run_all(database, {"write": wants}) == 1
            async with of_another(database.glance()) as looking:
                [(_, _, attempts, _, again)] = await failing(looking)
            assert (attempts, again) == (0, clock.now() + SOON)
            clock.set(again)
    assert await run_all(database, {"write": wants}) == 1
    assert await lines(database) == ["the thing:0", "tea:1"]


async def test_many_of_a_kind_are_done_together_and_a_bad_one_spoils_no_other(
    database: Database, clock: FixedClock
) -> None:
    calls: list[int] = []

    async def write_many(db: Db, refs: Sequence[str]) -> None:
        calls.append(len(refs))
        await db.run_many("insert into line (word) values ($1)", [(one,) for one in refs])
        if "bad" in refs:
            raise ValueError("bad")

    handlers: Handlers = {"write": ForMany(write_many)}
    words = [f"{n:03}" for n in range(MOST_AT_ONCE + 3)]
    await plan(database, *((one, HOUR, None) for one in words))
    await plan(database, ("later", 2 * HOUR, None))
    clock.advance(HOUR)
    assert await run_one(database, handlers)
    assert await run_one(database, handlers)
    assert not await run_one(database, handlers)
    assert (calls, sorted(await lines(database))) == ([MOST_AT_ONCE, 3], words)
    # What fails is undone with the others, and then fails alone; the others are done once.
    await plan(database, ("one", HOUR, None), ("bad", HOUR, None), ("two", HOUR, None))
    clock.advance(HOUR)
    await run_all(database, handlers)
    assert sorted(await lines(database)) == [*words, "later", "one", "two"]
    async with database.glance() as db:
        [(_, ref, attempts, *_)] = await failing(db)
    assert (ref, attempts) == ("bad", 1)
