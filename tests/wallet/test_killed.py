"""`kill -9` of the town's process and of PostgreSQL in the middle of payments: what was answered
is in the books, once; what was not can be sent again.
"""

import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.db import Database
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.wallet import reconcile
from tests.wallet.acts import Books
from tests.wallet.payers import Payer, Row, kept, operations

ROUNDS = 3
MANY = 4_000
ENOUGH = 600


async def town_of(dsn: str) -> tuple[Database, list[Row], int]:
    """Open books with 30 people, half of whose payments go to one shop; the sum of all they
    have.
    """
    database = await Database.connect(dsn, 4)
    books = await Books(database).begin()
    people = [await books.open("person", who=f"person {n}") for n in range(30)]
    for one in people:
        await books.fund(one, 10_000)
    pairs = [
        (people[n % 30], books.shop if n % 2 else people[(n * 7 + 3) % 30]) for n in range(MANY)
    ]
    rows = operations([pair for pair in pairs if pair[0] != pair[1]])
    return database, rows, books.issuer


async def all_is_there_once(database: Database, dsn: str, payer: Payer) -> None:
    """Every operation is in the books as it was meant, and nothing else is; the books are in
    order.
    """
    assert set(payer.said.values()) <= {"done", "again"}
    assert await kept(dsn, payer.rows) == set(range(len(payer.rows)))
    async with database.transaction() as db:
        assert await reconcile(db) == []
        assert await db.value("select sum(balance) from wallet_account") == 0
        funds = "select count(*) from wallet_transfer where amount <> 1"
        assert await db.value("select count(*) from wallet_transfer") == len(payer.rows) + 30
        assert await db.value(funds) == 30


async def test_a_killed_process_loses_and_doubles_nothing(
    database_url: str, tmp_path: Path
) -> None:
    database, rows, _ = await town_of(database_url)
    payer = Payer(database_url, rows, tmp_path)
    for turn in range(1, ROUNDS + 1):
        before = dict(payer.said)
        payer.said = {}
        await payer.start()
        await payer.listen(until=ENOUGH * turn)
        await payer.kill()
        assert len(payer.said) < len(rows)
        # What was answered before the kills, this one and those before it, is in the books.
        payer.said = before | payer.said
        assert payer.said.keys() <= await kept(database_url, rows)
    payer.said = {}
    await payer.start()
    await payer.finish()
    assert "again" in payer.said.values()
    await all_is_there_once(database, database_url, payer)
    await database.close()


@pytest.fixture
async def postgres(folder: Path) -> AsyncIterator[tuple[EmbeddedPostgres, str]]:
    """A server of its own, which syncs to the disk, with the town's schema."""
    server = EmbeddedPostgres(Settings(home=folder / "town"))
    dsn = server.start()
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    await connection.close()
    yield server, dsn
    server.stop()


def kill(server: EmbeddedPostgres) -> str:
    """Kills the server as a power cut does, all its processes at once; answers the DSN of the
    next one.
    """
    assert server.child
    pid = server.child.pid
    family = [pid, *children(pid)]
    for each in family:
        os.kill(each, signal.SIGKILL)
    server.child.wait()
    while any(map(alive, family)):
        time.sleep(0.01)
    server.stop()
    return server.start()


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(each) for each in listed.split()]


def alive(pid: int) -> bool:
    """Not gone, and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z"
    except OSError:
        return False


async def test_a_killed_postgresql_loses_and_doubles_nothing(
    postgres: tuple[EmbeddedPostgres, str], tmp_path: Path
) -> None:
    server, dsn = postgres
    database, rows, _ = await town_of(dsn)
    payer = await Payer(dsn, rows, tmp_path).start()
    for turn in range(1, ROUNDS + 1):
        await payer.listen(until=ENOUGH * turn)
        answered = set(payer.said)
        assert kill(server) == dsn
        assert len(payer.said) < len(rows)
        assert answered <= await kept(dsn, rows)
    await payer.finish()
    await database.close()
    fresh = await Database.connect(dsn, 2)
    await all_is_there_once(fresh, dsn, payer)
    await fresh.close()
