"""A town closes, also when its database was killed under it or has fallen silent."""

import asyncio
from contextlib import suppress

import asyncpg
import pytest

from leapfrog.kernel import closing, db, jobs
from leapfrog.kernel.closing import end
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings
from tests.http import running
from tests.postgres_line import wired

# Tables of its own, connections that are killed or closed.
pytestmark = pytest.mark.own_database

KILL = """
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid()
"""
# Far more than it takes; to stand still is to stand for ever.
PATIENCE = 60


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "CLOSE_SECONDS", 0.5)
    monkeypatch.setattr(closing, "CANCEL_SECONDS", 0.2)
    monkeypatch.setattr(db, "ROLL_BACK_SECONDS", 0.3)
    monkeypatch.setattr(jobs, "GIVE_BACK_SECONDS", 0.3)


@pytest.mark.parametrize("moment", [0.0, 0.05, 0.3])
async def test_it_closes_when_its_connections_were_killed(
    settings: Settings, moment: float
) -> None:
    outside = await asyncpg.connect(settings.database_url)
    async with asyncio.timeout(PATIENCE), running(settings):
        await asyncio.sleep(moment)
        for _ in range(3):
            await outside.execute(KILL)
            await asyncio.sleep(0.01)
    await outside.close()


async def test_it_closes_when_its_database_does_not_answer_any_more(settings: Settings) -> None:
    async with (
        wired(settings) as (wire, through),
        asyncio.timeout(PATIENCE),
        running(through),
    ):
        await asyncio.sleep(0.3)
        wire.cut_off = True
        await asyncio.sleep(0.3)


async def test_who_is_cancelled_while_its_connection_is_lost_ends_and_gives_it_back(
    settings: Settings,
) -> None:
    async with wired(settings) as (wire, through), asyncio.timeout(PATIENCE):
        assert through.database_url
        database = await Database.connect(through.database_url, 1)

        async def dream() -> None:
            async with database.transaction() as one:
                await one.value("select pg_sleep(600), pg_current_xact_id()")

        task = asyncio.create_task(dream())
        await asyncio.sleep(0.1)
        wire.cut_off = True
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        wire.cut_off = False
        async with database.glance() as one:
            assert await one.value("select 1") == 1
        await database.close()


async def test_who_hears_nothing_is_left_behind() -> None:
    over = asyncio.Event()

    async def deaf() -> None:
        while not over.is_set():
            with suppress(asyncio.CancelledError):
                await over.wait()

    task = asyncio.create_task(deaf())
    async with asyncio.timeout(PATIENCE):
        await end(task)
    assert not task.done()
    over.set()
    await task
