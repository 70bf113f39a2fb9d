"""Record sets of gates: how they were called by who stood there is forgotten, where somebody
helped, and how those of one's own shops are set up.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import tickets, till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ticket_gates import store, store_rules


async def export_gates(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """At which gates somebody stood, and what they read there, without the tickets."""
    for one in await store.of_person(db, person_id):
        yield {
            "show_id": str(one.show_id),
            "gate": one.gate,
            "at": one.at.isoformat(),
            "way": one.way,
            "outcome": one.outcome,
        }


async def erase_gates(db: Db, person_id: UUID) -> int:
    scans = await store.forget(db, person_id)
    await tickets.forget_gates(db, scans)
    return len(scans)


async def export_helping(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """At whose gates somebody helps or helped, and when they looked for a name there."""
    for one in await store_rules.helps(db, person_id):
        show = {"show_id": str(one.show_id), "searches": one.searches}
        yield {"helps": {**show, "at": one.at.isoformat()}}
    for each in await store_rules.searches_of(db, person_id):
        show = {"show_id": str(each.show_id), "found": each.found}
        yield {"looked": {**show, "at": each.at.isoformat()}}


async def erase_helping(db: Db, person_id: UUID) -> int:
    return await store_rules.forget_helper(db, person_id)


async def export_setups(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Of the shows of the shops that one owns."""
    found = await store_rules.of_shops(db, await till.shops_owned(db, person_id))
    for show_id, gate in found.items():
        yield {"show_id": str(show_id), **msgspec.to_builtins(gate)}


async def erase_setups(db: Db, person_id: UUID) -> int:
    """At gates of a shop that closes nobody stands any more."""
    return await store_rules.forget_setups(db, await till.shops_owned(db, person_id))


# What was seen here is history elsewhere.
RECORD_SETS = (
    RecordSet("ticket_gates", export_gates, None, erase_gates),
    RecordSet("ticket_gate_helpers", export_helping, None, erase_helping),
    RecordSet("ticket_gate_setups", export_setups, None, erase_setups),
)
