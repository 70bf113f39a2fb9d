"""Ranks' record set: where somebody waits for riders now."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ranks import store


async def export_standing(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in (await store.standing(db, [person_id])).values():
        yield msgspec.to_builtins(one)


async def erase_standing(db: Db, person_id: UUID) -> int:
    return len(await store.leave(db, [person_id]))


# Nobody waits at a rank of another town.
RECORD_SETS = (RecordSet("rank_standing", export_standing, None, erase_standing),)
