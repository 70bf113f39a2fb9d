"""Everybody is in one call at a time, whatever kind of call it is."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.calls import store
from leapfrog.kernel.db import Db


async def engage(db: Db, call_id: UUID, person_id: UUID) -> bool:
    """Notes that a person is in this call from now on; False where they are in another call
    already.
    """
    return person_id in await store.engage(db, call_id, [person_id])


async def disengage(db: Db, call_id: UUID, people: Iterable[UUID]) -> None:
    """Notes that these people are in this call no more, so that they can be in another one; who is
    not in it is left out.
    """
    await store.disengage(db, call_id, people)


async def release(db: Db, call_id: UUID) -> None:
    """Notes that nobody is in this call any more, so that all of them can be in another one."""
    await store.release(db, call_id)
