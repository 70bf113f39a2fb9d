"""What gates need: the keys by which they know tickets, and that somebody went in."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.tickets import store_gate
from leapfrog.tickets.signing import key


async def public_keys(db: Db) -> dict[int, bytes]:
    """By their numbers; a town that has none makes one."""
    await key(db)
    return await store_gate.keys(db)


async def let_in(db: Db, ticket_id: UUID, at: datetime, gate: str, scan_id: UUID) -> None:
    """A locked ticket went in by this scan."""
    await store_gate.use(db, ticket_id, at, gate, scan_id)
