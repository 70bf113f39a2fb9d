"""The record set of pauses: on which rides somebody went back of late."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ride_pauses import store


async def export_broken(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The oldest first."""
    for one in await store.of_one(db, person_id):
        told = msgspec.to_builtins(one)
        del told["person_id"]
        yield told


# Who waits in one town does not wait in another.
RECORD_SETS = (RecordSet("ride_pauses", export_broken, None, store.forget),)
