"""What is done costs nothing to whoever looks what is due."""

from typing import Any

import msgspec
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.timers import Handlers, run_one, schedule

# A table of its own.
pytestmark = pytest.mark.own_database


async def nothing(_db: Db, _ref: str, _body: Any) -> None:
    return


DO: Handlers = {"do": nothing}


async def test_rows_that_are_done_are_not_walked_over_again(
    database: Database, clock: FixedClock
) -> None:
    """Entries of rows that a savepoint deleted are never marked as dead, only vacuumed."""
    look = "explain (analyze, buffers, format json) select min(due_at) from kernel_timer"

    async def blocks() -> int:
        async with database.transaction() as db:
            await db.run("set local enable_seqscan = off")
            [told] = msgspec.json.decode(await db.value(look))
        return int(told["Plan"]["Shared Hit Blocks"] + told["Plan"]["Shared Read Blocks"])

    async with database.transaction() as db:
        await db.run("alter table kernel_timer set (autovacuum_enabled = off)")
        for n in range(300):
            await schedule(db, "do", f"{n:03} {'x' * 100}", clock.now())
    while await run_one(database, DO):
        pass
    await blocks()
    assert await blocks() < 8, "entries of dead rows are still followed"
