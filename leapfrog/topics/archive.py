"""The record set of topics that somebody follows."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.topics import store


async def export_topics(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for row in await store.follows_of(db, person_id):
        yield msgspec.to_builtins(row)


async def restore_topics(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    new = 0
    for record in records:
        name = str(record.get("name", ""))
        if await store.find(db, person_id, name):
            await store.follow(db, person_id, name, db.now)
            new += 1
    return restored(new, records)


async def erase_topics(db: Db, person_id: UUID) -> int:
    return await store.erase(db, person_id)


RECORD_SETS = [RecordSet("post_topics", export_topics, restore_topics, erase_topics)]
