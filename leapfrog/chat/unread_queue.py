"""News: what was said to people who may not be looking; taken once, by whoever tells them.

Saying something only leaves a mark, one for each batch. Who has not read it is asked later, when
those who are there have.
"""

from uuid import UUID

from leapfrog.chat import store_unread_queue
from leapfrog.chat.store_unread_queue import Unread
from leapfrog.kernel.db import Db

__all__ = ["Unread", "has_marks", "take_unread", "unread"]


async def has_marks(db: Db) -> bool:
    """Whether something was said since `take_unread` was asked last: cheaper than to ask it."""
    return await store_unread_queue.waits(db)


async def take_unread(db: Db) -> list[Unread]:
    """Who has something to read where something was said since this was asked last."""
    places = {place for mark in await store_unread_queue.take(db) for place in mark}
    return await store_unread_queue.unread(db, places) if places else []


async def unread(db: Db, person_id: UUID) -> int:
    """How much a person has to read in all."""
    return await store_unread_queue.total(db, person_id)
