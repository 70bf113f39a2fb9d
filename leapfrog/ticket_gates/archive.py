"""Record sets of gates: how they were called by who stood there is forgotten."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog import tickets
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ticket_gates import store


async def export_gates(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """At which gates somebody stood, and what they read there, without the tickets."""
    for one in await store.of_person(db, person_id):
        at = one.at.isoformat()
        yield {"show_id": str(one.show_id), "gate": one.gate, "at": at, "outcome": one.outcome}


async def erase_gates(db: Db, person_id: UUID) -> int:
    scans = await store.forget(db, person_id)
    await tickets.forget_gates(db, scans)
    return len(scans)


# What was seen here is history elsewhere.
RECORD_SETS = (RecordSet("ticket_gates", export_gates, None, erase_gates),)
