"""The record set of the places that somebody keeps."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Counts, Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.places import store_own
from leapfrog.places.own import keep_place
from leapfrog.places.store_own import OwnPlace


async def export_places(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for place in await store_own.all_of(db, person_id):
        yield msgspec.to_builtins(place)


async def restore_places(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """What somebody keeps here already under a word stays."""
    new = 0
    for record in records:
        try:
            place = msgspec.convert(record, OwnPlace)
            if await store_own.one_of(db, person_id, place.word) is None:
                await keep_place(db, person_id, place)
                new += 1
        except (msgspec.ValidationError, Problem):
            continue
    return new, len(records) - new


async def erase_places(db: Db, person_id: UUID) -> int:
    return await store_own.erase(db, person_id)


RECORD_SETS = [RecordSet("places", export_places, restore_places, erase_places)]
