"""Cursors never miss a row, whatever the order in which transactions begin, write and commit."""

import asyncio
import random
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest

from leapfrog.kernel.cursor import Cursor, here, parse, since
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id

# Tables of its own, connections that are killed or closed.
pytestmark = pytest.mark.own_database

TABLE = "create table row (id int primary key, version int, last_xid xid8 not null)"
PUT = """
insert into row values ($1, $2, pg_current_xact_id())
on conflict (id) do update set version = $2, last_xid = pg_current_xact_id()
"""
DELTA = "select id, version from row where last_xid >= $1::text::xid8"


@pytest.fixture(autouse=True)
async def table(database: Database) -> None:
    async with database.transaction() as db:
        await db.run(TABLE)


class Reader:
    """A device: what it has, and how far it has read."""

    def __init__(self, database: Database) -> None:
        self.database, self.cursor = database, ""
        self.has: dict[int, int] = {}

    async def read(self) -> None:
        async with self.database.reading() as db:
            now = await here(db)
            xid = since(parse(self.cursor), now) or 0
            self.has |= {row[0]: row[1] for row in await db.rows(DELTA, str(xid))}
        self.cursor = str(now)


@pytest.fixture
async def writers(database_url: str) -> AsyncIterator[list[asyncpg.Connection]]:
    opened = [await asyncpg.connect(database_url) for _ in range(5)]
    yield opened
    for one in opened:
        await one.close()


async def test_a_transaction_that_commits_late_is_read(
    database: Database, writers: list[asyncpg.Connection]
) -> None:
    """It has the lower xid, and commits after the higher one was read."""
    slow, fast, *_ = writers
    reader = Reader(database)
    opened = slow.transaction()
    await opened.start()
    await slow.execute(PUT, 1, 1)
    await fast.execute(PUT, 2, 1)
    await reader.read()
    assert reader.has == {2: 1}
    await opened.commit()
    await reader.read()
    assert reader.has == {1: 1, 2: 1}


@pytest.mark.parametrize("seed", range(12))
async def test_no_interleaving_of_commits_hides_a_row(
    database: Database, writers: list[asyncpg.Connection], seed: int
) -> None:
    """Five writers with open transactions, each step chosen at random; two devices read between."""
    chance = random.Random(seed)
    readers = [Reader(database), Reader(database)]
    opened: dict[int, asyncpg.transaction.Transaction] = {}
    held: dict[int, int] = {}
    for step in range(120):
        if chance.random() < 0.3:
            await chance.choice(readers).read()
            continue
        n = chance.randrange(len(writers))
        if n not in opened:
            opened[n] = writers[n].transaction()
            await opened[n].start()
        elif chance.random() < 0.5:
            await (opened.pop(n).commit if chance.random() < 0.8 else opened.pop(n).rollback)()
            held = {row: holder for row, holder in held.items() if holder != n}
        else:
            row = chance.randrange(12)
            if held.setdefault(row, n) == n:
                await writers[n].execute(PUT, row, step)
    for transaction in opened.values():
        await transaction.commit()
    async with database.glance() as db:
        truth = {row[0]: row[1] for row in await db.rows("select id, version from row")}
    for reader in readers:
        await reader.read()
        assert reader.has == truth


async def test_readers_beside_busy_writers_end_with_all(
    database: Database, writers: list[asyncpg.Connection]
) -> None:
    done = asyncio.Event()
    readers = [Reader(database) for _ in range(3)]

    async def write(connection: asyncpg.Connection, base: int) -> None:
        for n in range(60):
            async with connection.transaction():
                await connection.execute(PUT, base + n, n)
                await asyncio.sleep(random.random() / 300)

    async def follow(reader: Reader) -> None:
        while not done.is_set():
            await reader.read()
            await asyncio.sleep(0)

    following = [asyncio.create_task(follow(reader)) for reader in readers]
    await asyncio.gather(*(write(one, 1000 * n) for n, one in enumerate(writers)))
    done.set()
    await asyncio.gather(*following)
    for reader in readers:
        await reader.read()
        assert len(reader.has) == 300


async def test_a_delta_is_small(database: Database, writers: list[asyncpg.Connection]) -> None:
    for n in range(50):
        await writers[0].execute(PUT, n, 0)
    reader = Reader(database)
    await reader.read()
    reader.has.clear()
    await writers[0].execute(PUT, 7, 1)
    await reader.read()
    assert reader.has == {7: 1}


def test_a_foreign_cursor_means_read_all_anew() -> None:
    here, there = new_id(), new_id()
    now = Cursor(here, 100)
    assert since(Cursor(here, 90), now) == 90
    assert since(Cursor(there, 90), now) is None
    assert since(Cursor(here, 101), now) is None
    assert since(None, now) is None


NOT_OURS = ["", ".", "1.2", "x.5", f"{UUID(int=1).hex}.", f"{UUID(int=1).hex}.-1", "9" * 5000]


@pytest.mark.parametrize("text", [None, *NOT_OURS, f"{UUID(int=1).hex}.{2**63}"])
def test_what_is_no_cursor_is_none(text: str | None) -> None:
    assert parse(text) is None


def test_a_cursor_survives_as_text() -> None:
    cursor = Cursor(new_id(), 2**63 - 1)
    assert parse(str(cursor)) == cursor
