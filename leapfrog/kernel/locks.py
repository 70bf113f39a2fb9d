"""Locks by name, for what is read, decided on and kept whole, and has no row to lock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from leapfrog.kernel.connecting import Servers
from leapfrog.kernel.db import Db

LOCK = "select pg_advisory_xact_lock(hashtextextended($1 || ':' || ($2::uuid)::text, 0))"


async def lock(db: Db, purpose: str, owner: UUID) -> None:
    """Until this transaction ends, whoever locks the same purpose for the same owner waits. To be
    taken before the reading: what was read earlier may be old by then.
    """
    await db.value(LOCK, purpose, owner)


@asynccontextmanager
async def one_at_a_time(dsn: str, purpose: str) -> AsyncIterator[None]:
    """For what takes many transactions and is done by one process of the town: the others wait here
    meanwhile, for as long as it takes. `dsn`: a way around any pooler.
    """
    connection = await Servers(dsn).connect(application_name=purpose, lock_timeout="0")
    try:
        await connection.execute("select pg_advisory_lock(hashtextextended($1, 0))", purpose)
        yield
    finally:
        connection.terminate()
