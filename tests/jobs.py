"""Waiting for work in the background."""

import asyncio

from leapfrog.kernel.http import Town

PATIENCE = 60
# What is put off until later is not waited for; what is carried to other towns without a job is.
LEFT = """
select exists (
    select from pgqueuer where status in ('queued', 'picked') and execute_after <= now()
) or exists (select from towns_town where leased_until is not null)
"""


async def worked_off(town: Town) -> None:
    """Waits until no job is due and none is under way; what failed is not waited for, nor what is
    put off.
    """
    async with asyncio.timeout(PATIENCE):
        while True:
            async with town.database.reading() as db:
                if not await db.value(LEFT):
                    return
            await asyncio.sleep(0.05)
