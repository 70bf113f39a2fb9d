"""A schema that cannot be looked at or changed because somebody holds a table of it."""

import asyncio

import asyncpg
import pytest
from msgspec.structs import replace

from leapfrog.cli import database
from leapfrog.cli.database import DatabaseError, bring_up
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings

HOLD = "lock table kernel_migration in access exclusive mode"


@pytest.mark.own_database
async def test_who_waits_in_vain_is_told_for_whom(
    settings: Settings, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "TRIES", 1)
    town = replace(settings, database_url=database_url)
    holder = await asyncpg.connect(database_url, server_settings={"application_name": "a report"})
    try:
        async with holder.transaction():
            await holder.execute(HOLD)
            process = holder.get_server_pid()
            with pytest.raises(DatabaseError, match=rf"a report \(process {process} .*had tables"):
                await asyncio.to_thread(bring_up, town)
    finally:
        await holder.close()
    assert await asyncio.to_thread(bring_up, town) == []


@pytest.mark.own_database
async def test_who_waits_long_enough_goes_on(settings: Settings, database_url: str) -> None:
    town = replace(settings, database_url=database_url)
    holder = await asyncpg.connect(database_url)
    try:
        held = holder.transaction()
        await held.start()
        await holder.execute(HOLD)
        waiting = asyncio.create_task(asyncio.to_thread(bring_up, town))
        # Longer than one try.
        await asyncio.sleep(6)
        assert not waiting.done()
        await held.commit()
        assert await waiting == []
    finally:
        await holder.close()


@pytest.mark.own_database
async def test_who_is_in_a_deadlock_with_nodes_that_serve_tries_again(
    settings: Settings, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = 0

    async def migrates(connection: asyncpg.Connection) -> list[str]:
        nonlocal tried
        tried += 1
        if tried == 1:
            raise asyncpg.DeadlockDetectedError("deadlock detected")
        return await migrate(connection)

    monkeypatch.setattr(database, "migrate", migrates)
    town = replace(settings, database_url=database_url)
    assert await asyncio.to_thread(bring_up, town) == []
    assert tried == 2
