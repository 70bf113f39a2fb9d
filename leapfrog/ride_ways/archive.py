"""The record set of what was driven."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.ride_ways import store


async def export_ways(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """How far each ride went that the person rode in or drove; and where they were driven, as long
    as that is kept.
    """
    for one in await store.of_person(db, person_id):
        yield msgspec.to_builtins({"driven": one})
    for ride_id, trace in (await store.traces(db, person_id)).items():
        yield msgspec.to_builtins({"ride_id": ride_id, "trace": trace})


# A ride is between two people of this town: it is history elsewhere.
RECORD_SETS = (RecordSet("ride_ways", export_ways, None, store.forget),)
