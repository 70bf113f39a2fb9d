"""What a process does again and again while its town is open."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from leapfrog.kernel.breaker import DatabaseAway
from leapfrog.kernel.closing import end
from leapfrog.kernel.db import TRANSIENT

log = structlog.get_logger()


@asynccontextmanager
async def turning(every: float, *steps: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Runs these steps one after the other, `every` so many seconds, until it is left. What keeps
    one from being done is noted and keeps neither the others nor its next turn; that the database
    is away is noted once, until it is back.
    """
    task = asyncio.create_task(_turn(every, steps))
    try:
        yield
    finally:
        task.cancel()
        await end(task)


async def _turn(every: float, steps: tuple[Callable[[], Awaitable[object]], ...]) -> None:
    interrupted = set[Callable[[], Awaitable[object]]]()
    while True:
        await asyncio.sleep(every)
        for step in steps:
            try:
                await step()
                interrupted.discard(step)
            except (*TRANSIENT, OSError) as cause:
                if step not in interrupted and not isinstance(cause, DatabaseAway):
                    log.warning("turn_interrupted", step=step.__qualname__, error=repr(cause))
                interrupted.add(step)
            except Exception:
                log.exception("turn_failed", step=step.__qualname__)
