"""Everybody is in one call at a time, whatever kind of call it is."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.calls import store
from leapfrog.kernel.db import Db


async def engage(db: Db, call_id: UUID, person_id: UUID) -> bool:
    """Somebody is in this call from now on; False when they are in a call already."""
    return person_id in await store.engage(db, call_id, [person_id])


async def disengage(db: Db, call_id: UUID, people: Iterable[UUID]) -> None:
    """These people are in this call no more, as far as they were."""
    await store.disengage(db, call_id, people)


async def release(db: Db, call_id: UUID) -> None:
    """Nobody is in this call any more."""
    await store.release(db, call_id)
