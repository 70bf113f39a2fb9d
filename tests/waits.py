"""Until somebody waits for what a transaction of the test has locked; what they have by then."""

import asyncio

from leapfrog.kernel.db import Db
from tests.http import PATIENCE

WAITING = """
select exists (
    select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))
)
"""

WALLETS = "select id from wallet_account for no key update nowait"


async def somebody_waits(db: Db) -> None:
    """For a lock that the transaction of `db` has."""
    async with asyncio.timeout(PATIENCE):
        while not await db.value(WAITING):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def no_wallet_is_held(db: Db) -> None:
    """Fails where another transaction has locked an account: whoever waits for anything of another
    module has that before the wallet, or two of them wait for each other.
    """
    assert await db.rows(WALLETS)
