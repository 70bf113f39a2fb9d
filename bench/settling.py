"""When a town has done all that follows from what it was asked."""

import asyncio
import time

import asyncpg

# Events, reactions that wait or gave way, timers that are due, and what the search of chats has not
# read; not what failed, which comes again later.
LEFT = """
select exists (select from kernel_event)
    or exists (select from chat_unindexed)
    or exists (
        select from kernel_timer where attempts = 0 and (
            due_at <= now() or kind like 'reaction:%' and due_at <= now() + interval '1 second'
        )
    )
"""
LOOK_EVERY, PATIENCE = 0.5, 300.0


async def _left(dsn: str) -> bool:
    connection = await asyncpg.connect(dsn)
    found: bool = await connection.fetchval(LEFT)
    await connection.close()
    return found


def settle(dsn: str) -> None:
    """Waits for that, at most `PATIENCE` seconds. Raises `TimeoutError`."""
    until = time.monotonic() + PATIENCE
    while asyncio.run(_left(dsn)):
        if time.monotonic() > until:
            raise TimeoutError("the town does not come to rest")
        time.sleep(LOOK_EVERY)
