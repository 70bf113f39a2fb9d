"""The record set of partings: after which rides somebody said so, and not of whom."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ride_partings import store


async def export_partings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The oldest first."""
    for one in await store.of_one(db, person_id):
        yield msgspec.to_builtins(one)


# The other one is of this town: elsewhere there is nobody to be kept from.
RECORD_SETS = (RecordSet("ride_partings", export_partings, None, store.forget),)
