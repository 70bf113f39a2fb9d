"""Refused and nothing changed: snapshots of whole tables."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import asyncpg

from tests.administrator import ADMINISTRATOR
from tests.timers import HELD_UP

TABLES = r"""
select tablename::text from pg_tables where schemaname = 'public'
    and tablename !~ '^(pgqueuer|kernel_(timer|migration|throttle)|census_last|wallet_recon)'
    and tablename !~ '^(chat_(search|unindexed)|nodes_node)'
order by 1
"""
# One aggregate over all rows of all tables, of which empty ones cost next to nothing. The order of
# rows does not count, so nothing is sorted.
ROWS = 'select {0} as place, hashtextextended(t::text, 0) as hash from "{1}" t'
HASHES = "select place, count(*), sum(hash)::text from ({}) as rows group by place"
UNDER_WAY = """
select exists (select 1 from kernel_event)
    or exists (select 1 from kernel_timer where kind like 'reaction:%')
    or exists (select 1 from chat_unread_queue)
"""
PATIENCE = 30.0
Snapshot = dict[str, tuple[int, str]]
NOTHING = (0, "0")


async def snapshot(database_url: str) -> Snapshot:
    """The number of rows of each table and the sum of their hashes, in one view of the database;
    without what the loops in the background move.
    """
    return await ADMINISTRATOR.asked(database_url, look)


async def look(connection: asyncpg.Connection) -> Snapshot:
    """One statement for all tables, so that it is one view; planned once for each connection."""
    names = tuple(row[0] for row in await connection.fetch(TABLES))
    found = await connection.fetch(hashes(names))
    rows = {names[place]: (count, total) for place, count, total in found}
    return dict.fromkeys(names, NOTHING) | rows


@cache
def hashes(names: tuple[str, ...]) -> str:
    """(place in `names`, number of rows, sum of hashes) of each of these tables that has rows."""
    return HASHES.format(" union all ".join(ROWS.format(*one) for one in enumerate(names)))


async def settled(database_url: str) -> None:
    """Waits until what was announced has had its reactions."""
    async with asyncio.timeout(PATIENCE):
        while await ADMINISTRATOR.asked(database_url, is_under_way):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def is_under_way(connection: asyncpg.Connection) -> bool:
    await connection.execute(HELD_UP)
    return bool(await connection.fetchval(UNDER_WAY))


def changed(before: Snapshot, after: Snapshot) -> list[str]:
    """The names of the tables in which something is different."""
    return sorted(name for name in before | after if before.get(name) != after.get(name))


@asynccontextmanager
async def unchanged(database_url: str, *but: str) -> AsyncIterator[None]:
    """What happens inside, and what follows from it, changes no table, except those that are
    named.
    """
    await settled(database_url)
    before = await snapshot(database_url)
    yield
    await settled(database_url)
    found = [name for name in changed(before, await snapshot(database_url)) if name not in but]
    assert not found, f"changed: {', '.join(found)}"
