"""Waiting for work in the background."""

import asyncio

from leapfrog.kernel.http import Town

PATIENCE = 60
# What is put off until later is not waited for.
LEFT = """
select exists (
    select from pgqueuer where status in ('queued', 'picked') and execute_after <= now()
)
"""


async def worked_off(town: Town) -> None:
    """Waits until no job waits and none is under way; what failed is not waited for."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with town.database.reading() as db:
                if not await db.value(LEFT):
                    return
            await asyncio.sleep(0.05)
