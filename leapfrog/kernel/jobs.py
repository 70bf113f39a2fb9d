"""Background work that talks to the world or takes long: PgQueuer behind two functions.

A job is enqueued in the caller's transaction, so a rolled-back operation has none. Jobs run at
least once (a killed worker's job is run again), so their work must bear it.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import asyncpg
import msgspec
import structlog
from pgqueuer import AsyncpgPoolDriver, Job, Queries, QueueManager
from pgqueuer.db import AsyncpgDriver
from pgqueuer.domain.models import TableChangedEvent, TracebackRecord, utc_now
from pgqueuer.domain.settings import db_settings
from pgqueuer.domain.types import JOB_STATUS
from pgqueuer.errors import RetryRequested

from leapfrog.kernel.closing import end
from leapfrog.kernel.connecting import Servers
from leapfrog.kernel.db import STATEMENT_SECONDS, TRANSIENT, Db
from leapfrog.kernel.errors import Unavailable
from leapfrog.kernel.pool import Connection, take_time
from leapfrog.kernel.timers import HELD_UP, schedule

Work = Callable[[Any], Awaitable[None]]

# Whose worker has not been heard of for so long is run again, by whoever looks for work next.
SILENT = timedelta(seconds=10)
LOOK_EVERY = timedelta(seconds=5)
# A manager that got no job for so long ends; the next job, or look that finds one, begins it again.
QUIET = timedelta(seconds=5)
AGAIN_SECONDS = 2
# When the database is gone, or has no connection for a job, it is run again after this time.
WHEN_BUSY = timedelta(seconds=5)
GIVE_BACK_SECONDS = 5
# PgQueuer has one job of a key, running ones included. One that waits is begun after the commit of
# whoever looks here, so that it sees what they wrote.
WAITS = """
select 1 from pgqueuer where dedupe_key = $1 and status = 'queued' for no key update
"""
# Whether there is something for a manager until the next look: what is due by then, and what nobody
# runs any more.
LOOK = """
select where exists (
    select from pgqueuer
    where status = 'queued' and entrypoint = any($1::text[])
        and execute_after < now() + $2::interval
) or exists (
    select from pgqueuer
    where status = 'picked' and entrypoint = any($1::text[]) and heartbeat < now() - $3::interval
)
"""
# PgQueuer's table tells of what was deleted as well, and managers ask whether they hear.
BRINGS_WORK = ('"insert"', '"update"')
ONCE_MORE = "jobs.once_more"
SOON = timedelta(seconds=1)

log = structlog.get_logger()


class JobsDriver(AsyncpgPoolDriver):
    """Listens whether a manager runs or not. `heard`: somebody may have left work since a manager
    last asked; `deaf`: the connection that listens was lost. PgQueuer itself would notice that by
    silence, after ten seconds or more.

    It says how long a connection may take to come back: after a question that was cancelled and
    whose connection was then lost, asyncpg's pool would wait for ever.
    """

    def __init__(self, pool: Any) -> None:
        super().__init__(pool)
        self._take = partial(pool.acquire, timeout=GIVE_BACK_SECONDS)
        self.heard, self.deaf = asyncio.Event(), asyncio.Event()
        self._listening = asyncio.Event()
        self._manager: Callable[[Any], None] | None = None

    async def fetch(self, query: str, *args: object) -> list[dict[str, object]]:
        async with self._take() as connection:
            found = await connection.fetch(query, *args, timeout=STATEMENT_SECONDS)
            return [dict(row) for row in found]

    async def execute(self, query: str, *args: object) -> str:
        async with self._take() as connection:
            status: str = await connection.execute(query, *args, timeout=STATEMENT_SECONDS)
            return status

    async def listen(self) -> None:
        await super().add_listener(db_settings().channel, self._hear)
        if self._listener_connection is not None:
            self._listener_connection.add_termination_listener(self._lost)

    async def add_listener(self, channel: str, callback: Callable[[Any], None]) -> None:
        """A manager begins."""
        self._manager = callback
        self._listening.set()

    async def __aexit__(self, *_: object) -> None:
        """A manager ends; what listens stays, until the pool is gone."""
        self._listening.clear()
        self._manager = None

    def _hear(self, told: Any) -> None:
        if any(how in told for how in BRINGS_WORK):
            self.heard.set()
        if self._manager is not None:
            self._manager(told)

    def _lost(self, _: object) -> None:
        self.deaf.set()

    async def notify(self, channel: str, payload: str) -> None:
        """PgQueuer asks whether it hears before it listens: that is never heard, and after ten
        seconds of silence it would end all that is under way.
        """
        await self._listening.wait()
        await self.execute("select pg_notify($1, $2)", channel, payload)


class JobQueue(QueueManager):
    """Begins at once. PgQueuer would look at each start, in thirteen slow questions, whether its
    tables are there; ours are of our migrations, and a test looks.

    Ends when nothing came for `QUIET`, since its many clocks go on while there is nothing to do.
    It may begin again.
    """

    def __init__(self, driver: JobsDriver) -> None:
        super().__init__(JobQueries(driver))
        self._heard, self._busy_at = driver.heard, 0.0

    async def verify_structure(self) -> None:
        self._busy_at = time.monotonic()

    async def fetch_jobs(self, *limits: Any, **named: Any) -> AsyncGenerator[Job, None]:
        """Ends it where no question is under way: a job that one of them still brought would be
        run while nobody takes others. One who does not know whether it hears stays until it does.
        """
        self._heard.clear()
        async for job in super().fetch_jobs(*limits, **named):
            self._busy_at = time.monotonic()
            yield job
        if self.job_context or self.pending_health_check or self._heard.is_set():
            self._busy_at = time.monotonic()
        elif time.monotonic() - self._busy_at >= QUIET.total_seconds():
            self.shutdown.set()


class JobQueries(Queries):
    """Says that a job is to be run again. The trigger of PgQueuer's table tells of new rows and not
    of changed ones, so whoever waits for work would hear of it at the next look by the clock.

    A job that was cut off has not ended: PgQueuer would take its row away.
    """

    async def log_jobs(
        self, job_status: list[tuple[Job, JOB_STATUS, TracebackRecord | None]]
    ) -> None:
        """What was cut off stays, and is run again when nothing is heard of it any more."""
        ended = [one for one in job_status if one[1] != "canceled"]
        if ended:
            await super().log_jobs(ended)

    async def retry_job(
        self, job: Job, delay: timedelta, traceback_record: TracebackRecord | None
    ) -> None:
        await super().retry_job(job, delay, traceback_record)
        told = TableChangedEvent(
            channel=self.qbq.settings.channel,
            sent_at=utc_now(),
            type="table_changed_event",
            operation="update",
            table=self.qbq.settings.queue_table,
        )
        # It is put off, whether that is heard or not.
        with suppress(*TRANSIENT, OSError):
            await self.driver.notify(told.channel, told.model_dump_json())


class RunAgain(Exception):
    """A job raises it to be run again, after a time; a restart does not forget it."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(f"again in {after}")
        self.after = after


async def enqueue(
    db: Db, name: str, payload: Any, key: str | None = None, *, after: timedelta | None = None
) -> None:
    """Does `name` with `payload` (JSON) after the commit, and `after` so long. The same `key`
    while one waits adds nothing; while one runs, which may have looked before this, it is done
    once more when that is over.
    """
    queries = Queries(AsyncpgDriver(db.connection))
    more: Any = {"dedupe_key": key, "on_conflict": "skip", "execute_after": after}
    [made] = await queries.enqueue(name, msgspec.json.encode(payload), **more)
    if made is None and key and not await db.value(WAITS, key):
        await schedule(db, ONCE_MORE, key, db.now + SOON, {"name": name, "payload": payload})


async def enqueue_again(db: Db, key: str, body: Any) -> None:
    """The due row: one of this key was running when it was asked for."""
    await enqueue(db, body["name"], body["payload"], key)


async def enqueue_all(db: Db, name: str, payloads: Sequence[Any]) -> None:
    """One job for each payload, in one statement."""
    if payloads:
        encoded: list[bytes | None] = [msgspec.json.encode(payload) for payload in payloads]
        queries = Queries(AsyncpgDriver(db.connection))
        await queries.enqueue([name] * len(encoded), encoded, [0] * len(encoded))


async def work(
    dsn: str,
    works: Mapping[str, Work],
    stop: asyncio.Event,
    last_taken: asyncio.Event | None = None,
) -> None:
    """Runs jobs until `stop`, on connections of its own; begins anew when they are lost. A failed
    job is kept for the operator to see. From `last_taken` on, no new ones are begun.
    """
    last_taken, interrupted = last_taken or asyncio.Event(), False
    while works and not stop.is_set() and not last_taken.is_set():
        try:
            await _work(dsn, works, stop, last_taken)
        except (*TRANSIENT, OSError) as cause:
            if not interrupted:
                log.warning("jobs_interrupted", error=repr(cause))
            interrupted = True
        except Exception:
            log.exception("jobs_interrupted")
        else:
            continue
        await _first(stop.wait(), asyncio.sleep(AGAIN_SECONDS))
    await stop.wait()


async def _work(
    dsn: str, works: Mapping[str, Work], stop: asyncio.Event, last_taken: asyncio.Event
) -> None:
    servers = Servers(dsn)

    async def connect(*_: Any, **__: Any) -> Connection:
        return await servers.connect(application_name="leapfrog jobs")

    pool = await asyncpg.create_pool(dsn, min_size=1, max_size=4, connect=connect, reset=_as_it_is)
    try:
        driver = JobsDriver(pool)
        await driver.listen()
        queuer, names = JobQueue(driver), list(works)
        for name, act in works.items():
            queuer.entrypoint(name, on_failure="hold")(_job(name, act))
        ends = (stop, last_taken, driver.deaf)
        while not any(one.is_set() for one in ends):
            if driver.heard.is_set() or await driver.fetch(LOOK, names, LOOK_EVERY, SILENT):
                await _manage(queuer, driver, stop, last_taken)
            else:
                waits = [one.wait() for one in (*ends, driver.heard)]
                await _first(*waits, asyncio.sleep(LOOK_EVERY.total_seconds()))
        if not stop.is_set() and not last_taken.is_set():
            raise ConnectionResetError("the connection that listens for jobs was closed")
    finally:
        pool.terminate()


async def _manage(
    queuer: JobQueue, driver: JobsDriver, stop: asyncio.Event, last_taken: asyncio.Event
) -> None:
    """Runs jobs until one of the events, or until there are none."""
    if stop.is_set() or last_taken.is_set():
        return
    queuer.shutdown.clear()
    running = asyncio.create_task(
        queuer.run(
            batch_size=20,
            max_concurrent_tasks=40,
            dequeue_timeout=QUIET,
            heartbeat_timeout=SILENT,
            shutdown_on_listener_failure=True,
        )
    )
    deaf = driver.deaf
    await _first(stop.wait(), last_taken.wait(), deaf.wait(), asyncio.shield(running))
    if running.done():
        running.result()
        return
    queuer.shutdown.set()
    if last_taken.is_set():
        await _first(stop.wait(), deaf.wait(), asyncio.shield(running))
    await end(running)


async def _as_it_is(_: Connection) -> None:
    """PgQueuer leaves nothing behind in a session, so there is nothing to ask the server to undo
    after each of its statements.
    """


async def _first(*waits: Awaitable[Any]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


def _job(name: str, act: Work) -> Callable[[Job], Awaitable[None]]:
    async def run(job: Job) -> None:
        # Each job has a task, and so a context, of its own.
        take_time()
        try:
            await act(msgspec.json.decode(job.payload or b"null"))
        except RunAgain as again:
            raise RetryRequested(again.after) from None
        except HELD_UP as cause:
            log.info("job_held_up", job=name, error=repr(cause))
            raise RetryRequested(SOON) from None
        except (Unavailable, *TRANSIENT) as cause:
            log.warning("job_put_off", job=name, error=repr(cause))
            raise RetryRequested(WHEN_BUSY) from None
        except Exception:
            log.exception("job_failed", job=name)
            raise

    return run


TIMERS = {ONCE_MORE: enqueue_again}
