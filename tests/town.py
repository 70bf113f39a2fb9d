"""A real PostgreSQL for the tests, and copies of databases in some 20 ms."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import asyncpg

from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.db import Db, Transaction
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.pool import held
from leapfrog.kernel.settings import Settings
from tests.administrator import ADMINISTRATOR

TEMPLATE = "town_template"
# A test server may lose its data in a power cut; nothing else differs from the town's own.
UNSAFE = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_wal_size": "128MB",
}
# In memory a database is copied in 11 ms, on a disk in up to 300.
MEMORY = Path("/dev/shm")
ENOUGH_MEMORY = 2 << 30
T = TypeVar("T")


def apart(coroutine: Coroutine[Any, Any, T]) -> T:
    """Runs a coroutine to its end, whatever event loop the calling thread may be in."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


@contextmanager
def short_folder() -> Iterator[Path]:
    """A temporary folder that PostgreSQL's account may enter; for root pytest's is not."""
    folder = Path(tempfile.mkdtemp(prefix="leapfrog-test-", dir=fast_place()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL of its own; answers its DSN."""
    with (
        short_folder() as folder,
        EmbeddedPostgres(Settings(home=folder), UNSAFE) as dsn,
    ):
        yield dsn
        ADMINISTRATOR.leave(dsn)


def fast_place() -> Path:
    """Memory where there is plenty of it, as in most places but small containers."""
    usable = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH_MEMORY
    return MEMORY if usable else Path("/tmp")


def named(dsn: str, database: str) -> str:
    """The same server's DSN for another database."""
    before, _, query = dsn.partition("?")
    return f"{before.rpartition('/')[0]}/{database}?{query}"


def database_of(settings: Settings) -> str:
    """The name of a town's database, to copy it; nobody may be connected to it then."""
    return urlsplit(settings.database_url or "").path.lstrip("/")


async def execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def administer(dsn: str, statement: str) -> None:
    """The same on the administrator's connection."""
    ADMINISTRATOR.ask(dsn, lambda connection: connection.execute(statement))


def make_template(dsn: str) -> str:
    """Makes the database that others are copied from, with all migrations; answers its name."""
    administer(dsn, f"create database {TEMPLATE}")
    there = named(dsn, TEMPLATE)
    ADMINISTRATOR.ask(there, migrate)
    # Nobody may be connected to what is copied.
    ADMINISTRATOR.leave(there)
    return TEMPLATE


def create_database(dsn: str, template: str) -> str:
    """A copy of `template`; answers its DSN."""
    name = f"town_{uuid4().hex}"
    administer(dsn, f"create database {name} template {template} strategy file_copy")
    return named(dsn, name)


def drop_database(dsn: str, url: str) -> None:
    """Whoever is connected to it is not any more."""
    ADMINISTRATOR.leave(url)
    administer(dsn, f"drop database {urlsplit(url).path.lstrip('/')} with (force)")


@contextmanager
def database(dsn: str, template: str) -> Iterator[str]:
    """A database copied from `template`, gone at the end; answers its DSN."""
    url = create_database(dsn, template)
    try:
        yield url
    finally:
        drop_database(dsn, url)


@asynccontextmanager
async def of_another(transaction: Transaction) -> AsyncIterator[Db]:
    """A transaction that somebody else has open meanwhile, such as another request: whoever tests
    what happens beside it may open others.
    """
    mine = held.get()
    async with transaction as db:
        held.set(mine)
        yield db
