"""Closing has an end. Who is asked to end and does not is cancelled; who does not hear that either
is left behind, so that a town whose database has fallen silent closes like any other.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any

import structlog

# For what is under way, and then for taking back what was cancelled.
CLOSE_SECONDS = 5.0
CANCEL_SECONDS = 1.0

log = structlog.get_logger()


async def end(*running: asyncio.Task[Any]) -> None:
    """Waits for tasks that know that they shall end; their failures are noted."""
    waiting = set(running)
    for seconds in (CLOSE_SECONDS, CANCEL_SECONDS):
        if waiting:
            done, waiting = await asyncio.wait(waiting, timeout=seconds)
            _note(done)
        for task in waiting:
            log.warning("closing_cancelled", task=repr(task.get_coro()))
            task.cancel()


async def close(closing: Awaitable[None]) -> None:
    """Waits for something that is closed by awaiting it; its failure is noted."""
    await end(asyncio.ensure_future(closing))


def _note(done: set[asyncio.Task[Any]]) -> None:
    for task in done:
        if not task.cancelled() and (cause := task.exception()):
            log.warning("closing_failed", error=repr(cause))
