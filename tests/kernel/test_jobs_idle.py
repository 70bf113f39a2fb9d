"""Nobody asks for jobs all the time while there are none, and none is late for that."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel import jobs
from leapfrog.kernel.db import Database
from tests.kernel.baking import Oven, enough, put, quick, until, working

__all__ = ["quick"]

# What a manager, or whoever begins it, does at its end, in this order.
ENDING = {
    "no job was found": (jobs.JobQueries, "dequeue"),
    "it is to end": (jobs.JobQueries, "eligible_queued_work"),
    "it ends": (jobs.JobsDriver, "__aexit__"),
    "it has ended": (jobs, "_manage"),
    "nothing was left": (jobs.JobsDriver, "fetch"),
}


@pytest.mark.parametrize("moment", ENDING)
async def test_what_is_enqueued_while_the_manager_ends_is_run_at_once(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Nothing but the notification says so: who looks by the clock would come after a minute."""
    monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(minutes=1))
    oven, queuers, is_put = Oven(), list[jobs.JobQueue](), asyncio.Event()
    owner, name = ENDING[moment]
    act: Any = getattr(owner, name)
    run = jobs.JobQueue.run

    async def runs(self: jobs.JobQueue, **named: Any) -> None:
        queuers[:] = [self]
        await run(self, **named)

    def is_over() -> bool:
        quiet = time.monotonic() - queuers[0]._busy_at >= jobs.QUIET.total_seconds()
        return bool(oven.baked) and not queuers[0].job_context and quiet

    async def acted(*args: Any, **named: Any) -> Any:
        found = await act(*args, **named)
        of_this = name != "fetch" or args[1] == jobs.LOOK
        if of_this and queuers and is_over() and not found and not is_put.is_set():
            is_put.set()
            await put(database, 2)
        return found

    monkeypatch.setattr(jobs.JobQueue, "run", runs)
    monkeypatch.setattr(owner, name, acted)
    await put(database, 1)
    async with working(database_url, {"bake": oven.bake}):
        await oven.done(2)
    assert is_put.is_set()


async def test_a_queue_without_jobs_is_asked_one_thing(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is due later, or was left behind, is run all the same."""
    monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(seconds=0.05))
    oven, asked, fetch = Oven(), [], jobs.JobsDriver.fetch

    async def fetched(self: jobs.JobsDriver, query: str, *args: Any) -> Any:
        asked.append(query)
        return await fetch(self, query, *args)

    async def idle() -> bool:
        return asked[-5:] == [jobs.LOOK] * 5

    monkeypatch.setattr(jobs.JobsDriver, "fetch", fetched)
    await put(database, 1, after=timedelta(seconds=2))
    async with working(database_url, {"bake": oven.bake}):
        for count in (1, 2, 3):
            await until(idle)
            asked.clear()
            if count > 1:
                await put(database, count)
            await oven.done(count)
    assert oven.baked == [1, 2, 3]


async def test_who_hears_nothing_listens_anew_although_there_is_little_to_do(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A manager that does not know whether it hears stays until it is told, or is not."""
    healthy, hear = jobs.JobQueue.listener_healthy, jobs.JobsDriver._hear
    oven, drivers = Oven(), list[jobs.JobsDriver]()

    async def soon(self: jobs.JobQueue, **_: Any) -> Any:
        return await healthy(self, timedelta(seconds=1))

    def heard(self: jobs.JobsDriver, told: Any) -> None:
        if self is not drivers[0]:
            hear(self, told)

    made = jobs.JobsDriver.__init__

    def make(self: jobs.JobsDriver, pool: Any) -> None:
        drivers.append(self)
        made(self, pool)

    monkeypatch.setattr(jobs.JobQueue, "listener_healthy", soon)
    monkeypatch.setattr(jobs.JobsDriver, "_hear", heard)
    monkeypatch.setattr(jobs.JobsDriver, "__init__", make)
    async with working(database_url, {"bake": oven.bake}):
        await put(database, 1)
        await oven.done(1)
        await until(lambda: enough(drivers, 2))
        monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(minutes=1))
        await put(database, 2)
        await oven.done(2)
