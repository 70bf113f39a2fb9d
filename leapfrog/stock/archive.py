"""Stock's record set: what a person has claimed."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.stock import store
from leapfrog.stock.claims import release


async def export_claims(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for claim in await store.of_person(db, person_id):
        yield msgspec.to_builtins(claim)


async def erase_claims(db: Db, person_id: UUID) -> int:
    """What is only held goes back to the others. What was kept is part of somebody's trade and is
    said by nobody's name any more.
    """
    held = await store.held_by(db, person_id)
    await release(db, held)
    return len(held)


# What runs out is a town's own: it cannot be carried to another one.
RECORD_SETS = (RecordSet("claims", export_claims, None, erase_claims),)
