"""The record set of speeds: how long somebody's rides took."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ride_speeds import store


async def export_seen(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Of those that the person drove, the oldest first."""
    for one in await store.of_driver(db, person_id):
        told = msgspec.to_builtins(one)
        del told["driver_id"]
        yield told


# How fast one drives in one town says nothing in another.
RECORD_SETS = (RecordSet("ride_speeds", export_seen, None, store.forget),)
