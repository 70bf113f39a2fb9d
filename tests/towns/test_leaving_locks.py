"""Who leaves, and what another town says of them at the same moment: neither waits for what the
other one has, in a ring.
"""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from leapfrog import portability
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.portability import erasure
from leapfrog.towns import dispatches
from tests.contacts.conftest import Settle
from tests.http import PATIENCE
from tests.town import of_another
from tests.towns.test_hostile import Line, app, client, clock, hill, join, settings, settle, town
from tests.towns.test_strangers import tie

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]
# For whom the line is held, or for whoever waits for it already.
WAITS = "select pg_blocking_pids($1) <> '{}'"
# What a session has changed so far.
CHANGED = """
select distinct relation::regclass::text from pg_locks
where pid = $1 and locktype = 'relation' and mode = 'RowExclusiveLock'
"""


@pytest.fixture
async def tied(hill: Line, settle: Settle) -> UUID:
    """Amina, a contact of Tariq of Hill."""
    await hill.says()
    await tie(hill)
    await settle()
    return UUID(hill.amina.me["id"])


@pytest.mark.parametrize("verb", [erasure.erase, portability.check_leaving])
async def test_who_leaves_waits_for_the_lines_before_anything_of_theirs_goes(
    tied: UUID, town: Town, verb: Callable[[Db, UUID], Awaitable[object]]
) -> None:
    backend = asyncio.get_running_loop().create_future()

    async def leaves() -> None:
        async with town.database.transaction() as db:
            backend.set_result(await db.value("select pg_backend_pid()"))
            await verb(db, tied)

    async with of_another(town.database.transaction()) as hears, asyncio.timeout(PATIENCE):
        await dispatches.line_to(hears, "hill.town")
        leaving = asyncio.create_task(leaves())
        while not await hears.value(WAITS, await backend):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        # So what is heard from there waits for nothing of theirs.
        assert await hears.rows(CHANGED, await backend) == []
    await leaving
    async with town.database.glance() as db:
        left = await db.rows("select 1 from contacts_contact where owner_id = $1", tied)
    assert bool(left) == (verb is portability.check_leaving)
