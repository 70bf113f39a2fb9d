"""The record set of who pays for rides."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ride_payers import store
from leapfrog.ride_payers.model import month_of


async def export_payers(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """For whom the person pays and who pays for them, and what rides took of that."""
    month = month_of(db.now)
    for found in (store.of_payer, store.for_rider):
        for one in await found(db, person_id, month):
            yield msgspec.to_builtins({"consent": one})
    for ride in await store.paid_by_or_for(db, person_id):
        yield msgspec.to_builtins({"ride": ride})


# Who pays for somebody in one town says so anew in another.
RECORD_SETS = (RecordSet("ride_payers", export_payers, None, store.forget),)
