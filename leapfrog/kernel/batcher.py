"""Group commit: concurrent single calls of the edge become one verb call and one commit.

While one commit is on its way to the disk, all that arrives is gathered; when it returns, the
gathered ones go as one batch. There is no timer: alone, a call waits for nobody; under load,
batches grow by themselves. Nobody is answered before the commit that holds their deed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Generic, Protocol, TypeVar

import asyncpg
import structlog

from leapfrog.kernel.db import GONE, Database, Db
from leapfrog.kernel.errors import Unavailable

log = structlog.get_logger()

Item = TypeVar("Item")
Result = TypeVar("Result")
Answered_contra = TypeVar("Answered_contra", contravariant=True)

# Somebody else was faster; what they did is seen by the next try.
CONFLICT = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError, asyncpg.UniqueViolationError)
# The outcome is unknown: the ids are client-made, so the same batch again is a replay and not a
# second deed.
LOST = (*GONE, OSError, asyncpg.InterfaceError)
TRIES = 20
TRIES_IN_CONFLICT = 5
WAITING = 20_000


class Answer(Protocol[Answered_contra]):
    """Who waits for a result: a future, or whoever wants it at once, in the loop's same turn."""

    def done(self) -> bool: ...

    def set_result(self, result: Answered_contra, /) -> None: ...

    def set_exception(self, cause: Exception, /) -> None: ...


Waiter = tuple[Item, Answer[Result]]


class Batcher(Generic[Item, Result]):
    """`submit` answers when the batch that holds the item is on disk.

    `verb` gets the items in order of arrival and answers one result per item. Items of one `key`
    go through one lane, so that they are committed in the order in which they came.
    """

    def __init__(
        self,
        database: Database,
        verb: Callable[[Db, Sequence[Item]], Awaitable[Sequence[Result]]],
        *,
        key: Callable[[Item], Hashable] = lambda _: 0,
        lanes: int = 2,
        largest: int = 500,
    ) -> None:
        self._database, self._verb, self._key, self._largest = database, verb, key, largest
        self._queues: list[list[Waiter[Item, Result]]] = [[] for _ in range(lanes)]
        self._busy = [False] * lanes
        self._tasks: set[asyncio.Task[None]] = set()
        self.batches = 0
        self.items = 0

    async def submit(self, item: Item) -> Result:
        """One item's result, after its commit. Raises what the verb raised for this item alone;
        `Unavailable` when too many wait already or the database is gone for long.
        """
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self.put(item, answer)
        return await answer

    def put(self, item: Item, answer: Answer[Result]) -> None:
        """The same, for who does not wait here. Raises `Unavailable` when too many wait."""
        lane = hash(self._key(item)) % len(self._queues)
        queue = self._queues[lane]
        if len(queue) >= WAITING:
            raise Unavailable
        queue.append((item, answer))
        if not self._busy[lane]:
            self._busy[lane] = True
            task = asyncio.create_task(self._drain(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Waits until all that was submitted is answered."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _drain(self, lane: int) -> None:
        queue = self._queues[lane]
        try:
            while queue:
                batch = queue[: self._largest]
                del queue[: self._largest]
                await self._settle(batch)
        finally:
            self._busy[lane] = False

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

    async def _commit(self, items: list[Item]) -> Sequence[Result]:
        for attempt in range(TRIES):
            try:
                async with self._database.transaction() as db:
                    results = await self._verb(db, items)
                    if len(results) != len(items):
                        raise RuntimeError(f"{len(results)} results for {len(items)} items")
                return results
            except CONFLICT:
                if attempt >= TRIES_IN_CONFLICT - 1:
                    raise
            except LOST as cause:
                if attempt == TRIES - 1:
                    raise Unavailable from cause
                await asyncio.sleep(0.05 * (attempt + 1))
        raise Unavailable


def _give(answer: Answer[Result], result: Result) -> None:
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
