"""Rides' record sets: what somebody rode and drove."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.rides import store

MOST = 100_000


async def export_rides(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Those that the person rode in, with where, as far as it was shared."""
    for ride in await store.of_rider(db, person_id, MOST):
        yield msgspec.to_builtins(ride)


async def erase_rides(db: Db, person_id: UUID) -> int:
    """Where they went is forgotten; that a ride was paid stays the driver's."""
    return await store.forget_places(db, person_id)


async def export_driving(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person drives."""
    found = await store.driver(db, person_id)
    if found is not None:
        yield msgspec.to_builtins(found)


async def erase_driving(db: Db, person_id: UUID) -> int:
    return await store.forget_driver(db, person_id)


# A ride is between two people of this town: it is history elsewhere.
RECORD_SETS = (
    RecordSet("rides", export_rides, None, erase_rides),
    RecordSet("rides_driver", export_driving, None, erase_driving),
)
