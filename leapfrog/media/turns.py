"""Files of one person are made anew one after another, so that many of one, or a single one that
takes long to read, do not stand before those of everybody else.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID
from weakref import WeakValueDictionary

from leapfrog.kernel.pool import expect_no_loan

_locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()


@asynccontextmanager
async def one_at_a_time(owner: UUID) -> AsyncIterator[None]:
    """A context that waits until no other file of this person is worked on in this process; who
    came first goes first. Not to be entered while a connection is held.
    """
    expect_no_loan()
    lock = _locks.setdefault(owner, asyncio.Lock())
    async with lock:
        yield
