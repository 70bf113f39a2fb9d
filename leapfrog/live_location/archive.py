"""Live locations' record set: when somebody showed where they were, and to which conversation."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.live_location import store


async def export_shares(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.of_person(db, person_id):
        yield msgspec.to_builtins(one)


# What was shown for a while is over when somebody moves to another town.
RECORD_SETS = (RecordSet("live_locations", export_shares, None, store.forget),)
