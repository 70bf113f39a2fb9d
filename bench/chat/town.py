"""Ours: a town as `leapfrog up` runs it, and people in it who know each other."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import msgspec

from bench.chat.processes import Server
from bench.people import SESSION
from bench.start import free_port, until_answered
from leapfrog import chat, contacts, identity
from leapfrog.contacts import StoredRequest
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import NewPerson
from leapfrog.kernel.clock import SystemClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.web import open_town

PEOPLE, PAIRS, MEMBERS = 1_000, 50, 100


class Town(msgspec.Struct):
    """Who is there: ids, session tokens, the conversations of the pairs (k and k + 50), a group."""

    home: Path
    ids: list[UUID]
    tokens: list[str]
    pairs: list[UUID]
    group: UUID


def settled(home: Path) -> Town:
    """A new town in this folder, whose people have met and talked about nothing yet."""
    settings = Settings(home=home, demo=False, alone=True, rate_limits=False)
    with EmbeddedPostgres(settings) as dsn:
        return asyncio.run(_settle(msgspec.structs.replace(settings, database_url=dsn)))


async def _settle(settings: Settings) -> Town:
    connection = await asyncpg.connect(settings.database_url)
    await migrate(connection)
    await connection.close()
    async with open_town(settings, SystemClock()) as town:
        return await people(settings.home, town.database)


async def people(home: Path, database: Database) -> Town:
    ids, tokens = [new_id() for _ in range(PEOPLE)], [new_secret() for _ in range(PEOPLE)]
    async with database.transaction() as db:
        for n, person in enumerate(ids):
            await identity.add(db, NewPerson(person, f"bench_{n}", f"Bench Person {n}", "en"))
            await db.run(SESSION, new_id(), person, secret_hash(tokens[n]))
    pairs, group = [], new_id()
    async with database.transaction() as db:
        for k in range(PAIRS):
            await meet(db, ids[k], ids[PAIRS + k])
            pairs.append((await chat.open_direct(db, ids[k], ids[PAIRS + k])).id)
        for other in ids[1:MEMBERS]:
            if other != ids[PAIRS]:
                await meet(db, ids[0], other)
        await chat.make_group(db, ids[0], group, "Bench", ids[1:MEMBERS])
    return Town(home, ids, tokens, pairs, group)


async def meet(db: Db, one: UUID, other: UUID) -> None:
    """They are contacts of each other."""
    asked = StoredRequest(new_id(), one, other, "", "pending", db.now)
    await contacts.ask_contact(db, asked)
    await contacts.accept_contact(db, other, asked.id, [])


@contextmanager
def running(town: Town, processes: int = 1, *, federation: bool = False) -> Iterator[Server]:
    """The town as its people use it, with its own PostgreSQL below it; with `federation` it speaks
    with others on this machine.
    """
    port = free_port()
    environ = {
        **os.environ,
        "LEAPFROG_HOME": str(town.home),
        "LEAPFROG_HOST": "127.0.0.1",
        "LEAPFROG_PORT": str(port),
        "LEAPFROG_DEMO": "false",
        "LEAPFROG_RATE_LIMITS": "false",
        "LEAPFROG_PROCESSES": str(processes),
        "LEAPFROG_LOG_LEVEL": "warning",
    }
    if federation:
        environ |= {
            "LEAPFROG_ORIGIN": f"http://127.0.0.1:{port}",
            "LEAPFROG_FEDERATION": "on",
            "LEAPFROG_PRIVATE_CALLS": "true",
        }
    with (town.home / "bench.log").open("ab") as log:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("leapfrog"), "up"], env=environ, stdout=log, stderr=log
        )
    try:
        until_answered(f"http://127.0.0.1:{port}/healthz", process)
        postmaster = int((town.home / "data" / "postmaster.pid").read_text().split()[0])
        yield Server(process.pid, port, postmaster)
    finally:
        process.terminate()
        process.wait(60)


def database_of(town: Town) -> str:
    """The address of its database, while it runs."""
    return f"postgresql://leapfrog@/leapfrog?host={town.home / 'run'}&port=5432"


def everybody(town: Town, many: int) -> Sequence[str]:
    return town.tokens[:many]
