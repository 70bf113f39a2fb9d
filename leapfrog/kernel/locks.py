"""Locks by name, for what is read, decided on and kept whole, and has no row to lock."""

from uuid import UUID

from leapfrog.kernel.db import Db

LOCK = "select pg_advisory_xact_lock(hashtextextended($1 || ':' || ($2::uuid)::text, 0))"


async def lock(db: Db, purpose: str, owner: UUID) -> None:
    """Until this transaction ends, whoever locks the same purpose for the same owner waits. To be
    taken before the reading: what was read earlier may be old by then.
    """
    await db.value(LOCK, purpose, owner)
