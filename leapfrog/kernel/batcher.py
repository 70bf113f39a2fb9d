"""Group commit: concurrent single calls of the edge become one verb call and one commit.

While one commit is on its way to the disk, all that arrives is gathered; when it returns, the
gathered ones go as one batch. There is no timer, but for what can wait: alone, a call waits for
nobody; under load, batches grow by themselves. Disks put commits in a row, so few large ones are
faster than many small ones: another batch sets out beside one that is under way only when it is
full. Nobody is answered before the commit that holds their operation.
"""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Hashable, Sequence
from contextvars import Context
from typing import Any, Generic, Protocol, TypeVar

import asyncpg
import msgspec
import structlog

from leapfrog.kernel.closing import end
from leapfrog.kernel.db import TRANSIENT, Database, Db
from leapfrog.kernel.errors import Problem, Unavailable
from leapfrog.kernel.pool import PoolExhausted
from leapfrog.kernel.waking import MOMENT

log = structlog.get_logger()

Item = TypeVar("Item")
Result = TypeVar("Result")
Answered_contra = TypeVar("Answered_contra", contravariant=True)

# Somebody else was faster; what they did is seen by the next try.
CONFLICT = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, asyncpg.UniqueViolationError)
# The outcome is unknown: the ids are client-made, so the same batch again is a replay and not a
# second operation.
LOST = (*TRANSIENT, OSError, asyncpg.InterfaceError)
# Seconds for which a batch is tried while the database is away: longer than another server takes to
# come in place of a primary that died or fell silent. Who only reads is less patient.
PATIENCE = 30.0
READING_PATIENCE = 2.0
LONGEST_WAIT = 1.0
# A deadline that is noticed so many seconds late: this process stood still, or had no processor.
STOOD_STILL = 0.2
TRIES_IN_CONFLICT = 5
WAITING = 20_000


class ResultSink(Protocol[Answered_contra]):
    """Who waits for a result: a future, or whoever wants it at once, in the loop's same turn."""

    def done(self) -> bool: ...

    def set_result(self, result: Answered_contra, /) -> None: ...

    def set_exception(self, cause: Exception, /) -> None: ...


Waiter = tuple[Item, ResultSink[Result | Problem]]
Verb = Callable[[Db, Sequence[Item]], Awaitable[Sequence[Result | Problem]]]


class Batcher(Generic[Item, Result]):
    """`submit` answers when the batch that holds the item is on disk.

    `verb` gets the items in order of arrival and answers one result per item, or the `Problem` that
    stands in its way; what it wrote for a refused one is committed all the same. Items of one `key`
    are never under way in two batches, so they are committed in the order in which they came.
    `lanes`: so many batches may be under way. `one_statement`: the verb is a single statement,
    which commits by itself; its locks are gone with that commit, and not only when this process
    has time to send one. `patience`: seconds after which a batch that could not be committed is
    given up; who only reads need not be as patient as who pays.
    """

    def __init__(
        self,
        database: Database,
        verb: Verb[Item, Result],
        *,
        key: Callable[[Item], Hashable] = lambda _: 0,
        lanes: int = 2,
        largest: int = 500,
        one_statement: bool = False,
        patience: float = PATIENCE,
    ) -> None:
        self._pool = database.pool
        self._open = database.glance if one_statement else database.batch
        self._verb, self._key = verb, key
        self._lanes, self._largest, self._patience = lanes, largest, patience
        self._waiting: list[Waiter[Item, Result]] = []
        self._under_way: dict[asyncio.Task[None], list[Waiter[Item, Result]]] = {}
        self._later: asyncio.TimerHandle | None = None
        self.batches = 0
        self.items = 0

    async def submit(self, item: Item) -> Result:
        """One item's result, after its commit. Raises the problem that the verb answers instead, or
        what it raised for this item alone; `Unavailable` when too many wait already or the
        database is gone for long. Who asks holds no connection: the batch needs one.
        """
        self._pool.expect_none_held()
        answer: asyncio.Future[Result | Problem] = asyncio.get_running_loop().create_future()
        self.put(item, answer)
        result = await answer
        if isinstance(result, Problem):
            raise result
        return result

    def put(self, item: Item, answer: ResultSink[Result | Problem], *, soon: bool = False) -> None:
        """Takes an item of somebody who does not wait here: `answer` gets its result or its problem
        after the commit. `soon`: a moment later is early enough, and it goes with what comes until
        then, or at once with what is in more haste. Raises `Unavailable` when too many wait.
        """
        if len(self._waiting) >= WAITING:
            raise Unavailable
        self._waiting.append((item, answer))
        if not soon:
            self._set_out()
        elif self._later is None:
            self._later = asyncio.get_running_loop().call_later(MOMENT, self._set_out)

    def _set_out(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None
        if self._may_set_out(len(self._under_way)):
            # It acts for all who wait, so it has nothing of the one who happened to wake it.
            task = asyncio.create_task(self._drain(), context=Context())
            self._under_way[task] = []

    async def close(self) -> None:
        """Waits until all that was submitted is answered, unless the database does not answer."""
        self._set_out()
        await end(*self._under_way)

    def _may_set_out(self, others: int) -> bool:
        """Whether a batch may set out beside so many others."""
        enough = self._largest if others else 1
        return others < self._lanes and len(self._waiting) >= enough

    async def _drain(self) -> None:
        task = asyncio.current_task()
        assert task is not None
        try:
            while self._may_set_out(len(self._under_way) - 1):
                self._under_way[task] = []
                self._under_way[task] = batch = self._next()
                if not batch:
                    break
                await self._settle(batch)
        finally:
            del self._under_way[task]

    def _next(self) -> list[Waiter[Item, Result]]:
        """The first of those that wait, but for keys that are under way."""
        first = self._waiting[: self._largest]
        elsewhere = {self._key(item) for batch in self._under_way.values() for item, _ in batch}
        if not elsewhere:
            del self._waiting[: self._largest]
            return first
        self._waiting[: self._largest] = [each for each in first if self._key(each[0]) in elsewhere]
        return [each for each in first if self._key(each[0]) not in elsewhere]

    async def _settle(self, batch: list[Waiter[Item, Result]]) -> None:
        try:
            results = await self._commit([item for item, _ in batch])
        except Exception as cause:
            if len(batch) == 1 or isinstance(cause, Unavailable):
                _fail(batch, cause)
                return
            # One of them is poison: halve until it is alone, so that the others are not refused
            # with it.
            middle = len(batch) // 2
            await self._settle(batch[:middle])
            await self._settle(batch[middle:])
            return
        self.batches += 1
        self.items += len(batch)
        for (_, answer), result in zip(batch, results, strict=True):
            _give(answer, result)

    async def _commit(self, items: list[Item]) -> Sequence[Result | Problem]:
        clock, conflicts, stood_still = asyncio.get_running_loop().time, 0, False
        deadline = clock() + self._patience
        for attempt in itertools.count(1):
            try:
                async with asyncio.timeout_at(deadline), self._open() as db:
                    results = await self._verb(db, items)
                    if len(results) != len(items):
                        raise RuntimeError(f"{len(results)} results for {len(items)} items")
                return results
            except CONFLICT:
                conflicts += 1
                if conflicts >= TRIES_IN_CONFLICT:
                    raise
            except PoolExhausted as cause:
                # That took long enough.
                raise Unavailable from cause
            except LOST as cause:
                late = clock() - deadline
                if late >= STOOD_STILL and not stood_still:
                    # The answer may have been there long before this could hear it.
                    deadline, stood_still = clock() + self._patience, True
                    continue
                if late >= 0:
                    raise Unavailable from cause
                await asyncio.sleep(min(0.05 * attempt, LONGEST_WAIT))
        raise AssertionError("it counts for ever")


class HotVerb(msgspec.Struct, Generic[Item, Result], frozen=True, eq=False):
    """A verb that takes lists, for callers who have one item each; as in `Batcher`."""

    verb: Verb[Item, Result]
    key: Callable[[Item], Hashable]
    one_statement: bool = False
    patience: float = PATIENCE


class Batchers:
    """A process's batchers, one for each hot verb, made when it is first asked for."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._made: dict[HotVerb[Any, Any], Batcher[Any, Any]] = {}

    def of(self, hot: HotVerb[Item, Result]) -> Batcher[Item, Result]:
        """The one that gathers what is submitted to this verb."""
        if hot not in self._made:
            self._made[hot] = Batcher(
                self._database,
                hot.verb,
                key=hot.key,
                one_statement=hot.one_statement,
                patience=hot.patience,
            )
        return self._made[hot]

    async def close(self) -> None:
        """Waits for all that is on its way to the disk."""
        await asyncio.gather(*(each.close() for each in self._made.values()))


def _give(answer: ResultSink[Result], result: Result) -> None:
    """One who cannot be answered keeps nobody else from it."""
    try:
        if not answer.done():
            answer.set_result(result)
    except Exception:
        log.exception("answer_failed")


def _fail(batch: list[Waiter[Item, Result]], cause: Exception) -> None:
    for _, answer in batch:
        if not answer.done():
            answer.set_exception(cause)
