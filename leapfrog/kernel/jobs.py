"""Background work that talks to the world or takes long: PgQueuer behind two functions.

A job is enqueued in the caller's transaction, so a rolled-back deed has none. Jobs run at least
once (a killed worker's job is run again), so their work must bear it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import asyncpg
import msgspec
import structlog
from pgqueuer import AsyncpgPoolDriver, Job, PgQueuer, Queries
from pgqueuer.db import AsyncpgDriver

from leapfrog.kernel.db import Database, Db

Work = Callable[[Any], Awaitable[None]]

log = structlog.get_logger()


async def enqueue(db: Db, name: str, payload: Any, key: str | None = None) -> None:
    """Does `name` with `payload` (JSON) after the commit. The same `key` while one waits adds
    nothing.
    """
    queries = Queries(AsyncpgDriver(db.connection))
    await queries.enqueue(name, msgspec.json.encode(payload), dedupe_key=key, on_conflict="skip")


async def work(database: Database, works: Mapping[str, Work], stop: asyncio.Event) -> None:
    """Runs jobs until `stop`. A failed job is kept for the operator to see."""
    queuer = PgQueuer(AsyncpgPoolDriver(database.pool))
    for name, act in works.items():
        queuer.entrypoint(name, on_failure="hold")(_job(name, act))
    running = asyncio.create_task(queuer.run(batch_size=20, max_concurrent_tasks=40))
    await stop.wait()
    queuer.shutdown.set()
    try:
        await running
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as cause:
        log.warning("jobs_ended", error=str(cause))


def _job(name: str, act: Work) -> Callable[[Job], Awaitable[None]]:
    async def run(job: Job) -> None:
        try:
            await act(msgspec.json.decode(job.payload or b"null"))
        except Exception:
            log.exception("job_failed", job=name)
            raise

    return run
