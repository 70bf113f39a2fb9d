"""What becomes of the rows of timers, done or failed."""

import asyncio
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.timers import Handlers, run_one, schedule
from tests.http import PATIENCE

# A table of its own.
pytestmark = pytest.mark.own_database

FEW_BLOCKS = 8
LOOK = "explain (analyze, buffers, format json) select min(due_at) from kernel_timer"
ROW = "select id, kind, ref, body::text, attempts from kernel_timer where kind = 'break'"


async def nothing(_db: Db, _ref: str, _body: Any) -> None:
    return


async def break_all(db: Db, ref: str, body: Any) -> None:
    """Fails when it has scheduled itself anew, and made something else of its body."""
    await schedule(db, "break", ref, db.now, {"anew": True})
    if isinstance(body, dict):
        body["more"] = object()
    raise ValueError("broken")


DO: Handlers = {"do": nothing}
BREAK: Handlers = {"break": break_all}


async def blocks(database: Database) -> int:
    """How many a look at what is due reads."""
    async with database.transaction() as db:
        await db.run("set local enable_seqscan = off")
        [told] = msgspec.json.decode(await db.value(LOOK))
    return int(told["Plan"]["Shared Hit Blocks"] + told["Plan"]["Shared Read Blocks"])


async def test_rows_that_are_done_are_not_walked_over_again(
    database: Database, clock: FixedClock
) -> None:
    """Entries of rows that were locked and deleted under two numbers are never marked as dead."""
    async with database.transaction() as db:
        await db.run("alter table kernel_timer set (autovacuum_enabled = off)")
        for n in range(300):
            await schedule(db, "do", f"{n:03} {'x' * 100}", clock.now())
    while await run_one(database, DO):
        pass
    # Nothing is dead yet where somebody began before, as autovacuum at another table.
    async with asyncio.timeout(PATIENCE):
        while await blocks(database) > FEW_BLOCKS:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


@pytest.mark.parametrize(
    "body", [None, {"n": [1, None, {"x": 1.5}]}, [1, 2], 7, '"later"', '"5"', 2**64]
)
async def test_a_row_that_fails_is_what_it_was(
    database: Database, clock: FixedClock, body: Any
) -> None:
    async with database.transaction() as db:
        await schedule(db, "break", "x", clock.now(), body)
        [before] = await db.rows(ROW)
    assert await run_one(database, BREAK)
    async with database.glance() as db:
        [after] = await db.rows(ROW)
    assert tuple(after) == (*tuple(before)[:-1], 1)
