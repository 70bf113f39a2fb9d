"""Carries at once what this process writes for other towns. Who writes takes the line for it, in
the same transaction (`dispatches.carry`): so nothing is looked for, and no job is in between. What
a process leaves behind that dies meanwhile is found when its time is over, and becomes a job.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from datetime import timedelta

import structlog

from leapfrog import fediverse
from leapfrog.kernel.closing import end
from leapfrog.kernel.db import TRANSIENT, Db
from leapfrog.kernel.errors import Unavailable
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.timers import schedule
from leapfrog.towns import carrying, dispatches, store

# To so many towns at the same time.
AT_ONCE = 40
# When the database has no time.
WHEN_BUSY = timedelta(seconds=5)
WATCH = "towns.left"
EVERY = timedelta(seconds=30)
log = structlog.get_logger()


class LineCarrier:
    """One per process: a task for each town for which something was written here."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._places = asyncio.Semaphore(AT_ONCE)
        self._carrying: dict[str, asyncio.Task[None]] = {}
        self._again = set[str]()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the town is open; what is under way at its end is found by who comes after."""
        workers = self._town.database.workers
        workers[dispatches.CARRY] = self.carry
        try:
            yield
        finally:
            workers.pop(dispatches.CARRY, None)
            tasks = list(self._carrying.values())
            for task in tasks:
                task.cancel()
            await end(*tasks)

    def carry(self, domain: str) -> None:
        """After the commit of who wrote for that town, and took its line."""
        if domain in self._carrying:
            self._again.add(domain)
        else:
            # What the writer holds, or how much time it has, is nothing to this.
            task = asyncio.create_task(self._carry(domain), context=Context())
            self._carrying[domain] = task

    async def _carry(self, domain: str) -> None:
        try:
            while True:
                self._again.discard(domain)
                async with self._places:
                    await self._once(domain)
                if domain not in self._again:
                    return
        finally:
            del self._carrying[domain]

    async def _once(self, domain: str) -> None:
        try:
            await carrying.carry_own(self._town, domain)
        except RunAgain as later:
            await self._later(domain, later.after)
        except (Unavailable, *TRANSIENT) as cause:
            log.warning("towns_carrying_put_off", domain=domain, error=repr(cause))
            await self._later(domain, WHEN_BUSY)
        except Exception:
            log.exception("towns_carrying_failed", domain=domain)

    async def _later(self, domain: str, after: timedelta) -> None:
        """By a job; where that cannot be written either, what is left is found (`watch`)."""
        with suppress(Unavailable, *TRANSIENT):
            async with self._town.database.transaction() as db:
                await store.release(db, domain)
                await dispatches.carry_by_job(db, domain, after=after)


async def watch(db: Db, _ref: str, _body: object) -> None:
    """A timer: what waits for towns, and nobody is at it or comes back to it, becomes a job."""
    site = await fediverse.site(db)
    if site is None:
        return
    left = await store.left(db, db.now - EVERY)
    for domain in sorted(await fediverse.spoken_with(db, site, left)):
        await dispatches.carry_by_job(db, domain)
    await schedule(db, WATCH, "", db.now + EVERY)
