"""Until somebody waits for what a transaction of the test has locked."""

import asyncio

from leapfrog.kernel.db import Db
from tests.http import PATIENCE

WAITING = """
select exists (
    select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
)
"""


async def somebody_waits(db: Db) -> None:
    """For a lock that the transaction of `db` has."""
    async with asyncio.timeout(PATIENCE):
        while not await db.value(WAITING):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
