"""News: what was said to people who may not be looking; taken once, by whoever tells them.

Saying something only leaves a mark, one for each batch. Who has not read it is asked later, when
those who are there have.
"""

from uuid import UUID

from leapfrog.chat import store_unread_queue
from leapfrog.chat.store_unread_queue import Unread
from leapfrog.kernel.db import Db

__all__ = ["UNREAD_WAITS", "Unread", "take_unread", "unread"]

# Whether something was said since `take_unread` was asked last.
UNREAD_WAITS = store_unread_queue.WAITS
AT_ONCE = 1000


async def take_unread(db: Db) -> tuple[list[Unread], bool]:
    """Counts what is unread for people in conversations in which something was said since this was
    asked last; and whether there may be more.
    """
    marks = await store_unread_queue.take(db, AT_ONCE)
    places = {place for mark in marks for place in mark}
    return await store_unread_queue.unread(db, places), len(marks) == AT_ONCE


async def unread(db: Db, person_id: UUID) -> int:
    """How many messages a person has to read, in all their conversations."""
    return await store_unread_queue.total(db, person_id)
