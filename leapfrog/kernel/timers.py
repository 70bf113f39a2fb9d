"""Things that fall due: timers and reactions, as rows on the injected clock.

A due row is taken, its handler runs, and the row goes, all in one transaction: its effect in the
database happens exactly once, whatever dies in between. One that fails stays, with its error, and
is tried again later.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import msgspec
import structlog

from leapfrog.kernel.db import USELESS, Database, Db, Row
from leapfrog.kernel.ids import new_id

REACTION = "reaction:"
# Seconds: a process looks so often for what others left. What falls due later needs not wake it.
LOOK_EVERY = 2.0
Handler = Callable[[Db, str, Any], Awaitable[None]]
Handlers = Mapping[str, Handler]
ListHandler = Callable[[Db, Sequence[Any]], Awaitable[None]]
MOST_AT_ONCE = 25  # rows of one kind in one transaction

# Seconds for a statement of a handler: some tidy up, or count, the whole town.
STATEMENT_SECONDS = 120.0
# Another one has what the handler wants for longer than it waits, or both want what the other has:
# it gives way, which is no failure, and comes again soon.
HELD_UP = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError)
SOON = timedelta(seconds=1)

log = structlog.get_logger()

SCHEDULE = """
insert into kernel_timer (id, kind, ref, body, due_at) values ($1, $2, $3, $4, $5)
on conflict (kind, ref) do update set body = excluded.body, due_at = excluded.due_at, attempts =
0, error = null
"""
SCHEDULE_FIRST = """
insert into kernel_timer (id, kind, ref, due_at) values ($1, $2, $3, $4) on conflict do nothing
"""
# At the start of a process another one may run these at this moment, for two minutes at worst. It
# sees to it that they come again, and nobody waits for it: the row is there, for who does not lock.
SCHEDULE_MISSING = """
insert into kernel_timer (id, kind, ref, due_at)
select n.id, n.kind, n.ref, n.due_at
from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) n (id, kind, ref, due_at)
where not exists (select from kernel_timer t where t.kind = n.kind and t.ref = n.ref)
order by n.kind, n.ref
on conflict do nothing
"""
PUT_FORWARD = """
update kernel_timer set body = null, due_at = $2, attempts = 0, error = null
where id in (
    select id from kernel_timer where kind = any($1::text[]) and ref = '' for update skip locked
)
"""
CANCEL = """
delete from kernel_timer where id in (
    select id from kernel_timer where kind = $1 and ref = any($2::text[]) for update skip locked
)
"""
# $2: the kinds (`kinds`). `coalesce`: PostgreSQL does not weigh each of them, which takes it longer
# than to find the row.
HANDLED = "coalesce(kind = any((select string_to_array($2, ' '))::text[]), false)"
# What falls due holds its row and then wants what it is about; an operation that puts the same
# timer off has these in the other order. The timer gives way, well before PostgreSQL chooses one of
# both. The row goes at once, by the transaction that locked it: were it locked by a transaction and
# deleted within a savepoint of it, who looks what is due would walk over it until it is vacuumed,
# since PostgreSQL does not mark entries of such rows (MultiXact) as dead. Answers also when the one
# after it falls due, of those that do until $3.
TAKE = f"""
with next as (
    select id from kernel_timer
    where due_at <= $1 and {HANDLED}
    order by due_at, id limit 1 for update skip locked
), taken as (
    delete from kernel_timer where id = (select id from next)
    returning id, kind, ref, body, body::text as kept, due_at, attempts, error
)
select taken.*, set_config('lock_timeout', '300ms', true), (
    select due_at from kernel_timer
    where due_at <= $3 and {HANDLED}
        and id <> taken.id
    order by due_at limit 1
) as next_due
from taken
"""
TAKE_MORE = """
delete from kernel_timer where id = any(array(
    select id from kernel_timer
    where due_at <= $1 and kind = $2 and error is null
    order by due_at, id limit $3 for update skip locked
)) returning id, ref, body, due_at
"""
# After those that were taken with the first one.
NEXT_DUE = f"""
select due_at from kernel_timer where due_at <= $1 and {HANDLED} order by due_at limit 1
"""
PUT_BACK = """
insert into kernel_timer (id, kind, ref, body, due_at, attempts, error)
values ($1, $2, $3, $4, $5, $6, $7)
"""
# A server that goes on with a statement whose connection we gave up holds the row: then nobody
# takes it anyway, and waiting would hold up the others. Somebody may have put it off since.
FAILED = """
update kernel_timer set due_at = $2, attempts = $3, error = $4
where id = (
    select id from kernel_timer where id = $1 and due_at = $5 for update skip locked
)
"""
FAILING = "select kind, ref, attempts, error, due_at from kernel_timer where error is not null"


class ForMany:
    """Does many rows by their refs in one transaction; where that fails, each is tried alone."""

    def __init__(self, many: ListHandler) -> None:
        self.many = many

    async def __call__(self, db: Db, ref: str, body: Any) -> None:
        await self.do(db, [(ref, body)])

    async def do(self, db: Db, due: Sequence[tuple[str, Any]]) -> None:
        await self.many(db, [ref for ref, _ in due])


class ForManyBodies(ForMany):
    """Does many rows by their bodies in one transaction; where that fails, each is tried alone."""

    async def do(self, db: Db, due: Sequence[tuple[str, Any]]) -> None:
        await self.many(db, [body for _, body in due])


async def schedule(db: Db, kind: str, ref: str, due_at: datetime, body: Any = None) -> None:
    """At `due_at`, the handler of `kind` gets `ref` and `body`. The same kind and ref again
    replaces it. `body`: a JSON object, list or number; a text alone is taken for JSON text.
    """
    await schedule_all(db, [(kind, ref, body, due_at)])


async def schedule_all(db: Db, due: Iterable[tuple[str, str, Any, datetime]]) -> None:
    """Many at once: (kind, ref, body, due_at)."""
    rows = [(new_id(), kind, ref, body, at) for kind, ref, body, at in due]
    if rows:
        _wake(db, min(row[4] for row in rows))
        await db.run_many(SCHEDULE, rows)


def _wake(db: Db, due_at: datetime) -> None:
    if due_at < db.now + timedelta(seconds=LOOK_EVERY):
        db.wake()


async def schedule_first(db: Db, kind: str, ref: str, due_at: datetime) -> None:
    """Schedules a timer at `due_at`, unless there is one of this kind and ref already: for what
    comes again and again by itself.
    """
    _wake(db, due_at)
    await db.run(SCHEDULE_FIRST, new_id(), kind, ref, due_at)


async def schedule_missing(db: Db, due: Iterable[tuple[str, str, datetime]]) -> None:
    """Many (kind, ref, due_at) at the start of a process, each unless it is scheduled or runs at
    this moment: for what schedules itself anew whenever it runs.
    """
    rows = [(new_id(), *one) for one in due]
    if rows:
        _wake(db, min(row[3] for row in rows))
        ids, kinds, refs, times = map(list, zip(*rows, strict=True))
        await db.run(SCHEDULE_MISSING, ids, kinds, refs, times)


def kinds(handlers: Handlers) -> str:
    """As one argument of a statement: asyncpg looks at each item of a list, each time."""
    return " ".join(handlers)


def unscheduled(kind: str) -> str:
    """A condition: no row of this kind is there, also none that runs at this moment."""
    return f"not exists (select from kernel_timer where kind = '{kind}')"


async def due_now(db: Db, kinds: Sequence[str]) -> None:
    """At the start of a process what comes again and again by itself is due at once, but for what
    runs at this moment.
    """
    await db.run(PUT_FORWARD, kinds, db.now)
    await schedule_missing(db, [(kind, "", db.now) for kind in kinds])


async def cancel(db: Db, kind: str, ref: str) -> None:
    """Forgets a timer; nothing happens when there is none. One that runs at this moment goes on:
    waiting for it, while it waits for what we hold, would be a deadlock. So each handler locks
    what it is about and looks whether there is still something to do.
    """
    await cancel_all(db, kind, [ref])


async def cancel_all(db: Db, kind: str, refs: Sequence[str]) -> None:
    """Many of one kind at once."""
    await db.run(CANCEL, kind, refs)


async def failing(db: Db) -> list[tuple[str, str, int, str, datetime]]:
    """What keeps failing: (kind, ref, attempts, error, next try)."""
    return [tuple(row) for row in await db.rows(FAILING)]


class Ran(msgspec.Struct, frozen=True):
    """A row was done, or failed. `next_due`: when the one after it may fall due, or did, as far as
    was known before its handler ran; None: not within `LOOK_EVERY`.
    """

    next_due: datetime | None


async def run_one(database: Database, handlers: Handlers) -> bool:
    """Runs the row that is due longest; answers whether there was one. Safe to run in many places
    at once. A handler may schedule its own kind and ref anew.
    """
    return await run_next(database, handlers) is not None


async def run_next(database: Database, handlers: Handlers) -> Ran | None:
    """As `run_one`; answers what is known of the one after it, None when there was none."""
    found: Row | None = None
    try:
        async with database.transaction(STATEMENT_SECONDS) as db:
            found = await db.row(TAKE, db.now, kinds(handlers), _horizon(db))
            if found is None:
                return None
            return await _run(db, handlers, found)
    except USELESS as cause:
        if found is None:
            raise
        # Its connection is of no use any more, and that it failed must be known all the same.
        async with database.transaction() as db:
            await db.run(FAILED, found["id"], *_failed(db, found, cause), found["due_at"])
        return Ran(db.now)


def _horizon(db: Db) -> datetime:
    return db.now + timedelta(seconds=LOOK_EVERY)


async def _run(db: Db, handlers: Handlers, found: Row) -> Ran:
    handler = handlers[found["kind"]]
    alone = found["error"] is not None
    if isinstance(handler, ForMany) and not alone:
        ran = await _run_many(db, handlers, handler, found)
        if ran is not None:
            return ran
    try:
        async with db.savepoint():
            await handler(db, found["ref"], found["body"])
    except USELESS:
        raise
    except Exception as cause:
        # The body as it was, whatever the handler made of it.
        row = (found["id"], found["kind"], found["ref"], found["kept"])
        await db.run(PUT_BACK, *row, *_failed(db, found, cause))
        return Ran(db.now)
    return Ran(found["next_due"])


async def _run_many(db: Db, handlers: Handlers, handler: ForMany, found: Row) -> Ran | None:
    """The row together with all others of its kind that are due; None when that failed."""
    next_due = found["next_due"]
    try:
        async with db.savepoint():
            more = await db.rows(TAKE_MORE, db.now, found["kind"], MOST_AT_ONCE - 1)
            if more:
                next_due = await db.value(NEXT_DUE, _horizon(db), kinds(handlers))
            more.sort(key=lambda row: (row["due_at"], row["id"]))
            rows = [(row["ref"], row["body"]) for row in (found, *more)]
            await handler.do(db, rows)
    except USELESS:
        raise
    except Exception as cause:
        log.warning("timers_one_by_one", kind=found["kind"], error=_told(cause))
        return None
    return Ran(next_due)


def _failed(db: Db, found: Row, cause: Exception) -> tuple[datetime, int, str]:
    """When a row that failed is tried again, how often it was tried, and the error."""
    about, attempts = {"kind": found["kind"], "ref": found["ref"]}, found["attempts"]
    if isinstance(cause, HELD_UP):
        log.info("timer_held_up", **about, error=_told(cause))
        wait = SOON
    else:
        wait = timedelta(seconds=min(3600, 2 ** min(attempts, 12)))
        attempts += 1
        log.error("timer_failed", **about, attempts=attempts, exc_info=cause)
    return db.now + wait, attempts, _told(cause)


def _told(cause: Exception) -> str:
    """The error as a text that PostgreSQL can keep."""
    text = f"{type(cause).__name__}: {cause}".replace("\0", "")
    return text.encode(errors="replace").decode()[:500]
