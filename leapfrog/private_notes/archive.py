"""What private notes know of somebody here: with whom they talk by them."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog import fediverse
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.private_notes import store


async def export_talks(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What was said is in their conversations."""
    for one in await store.of_person(db, person_id):
        yield {"conversation": str(one.id)}


async def erase_talks(db: Db, person_id: UUID) -> int:
    """Whom they wrote to elsewhere is told that they are gone; no file is given out any more."""
    found = await store.of_person(db, person_id)
    for one in found:
        other = one.other_id if one.one_id == person_id else one.one_id
        await fediverse.tell_gone(db, person_id, other)
        await store.end(db, one.id)
    return len(found)


RECORD_SETS = (RecordSet("note_talks", export_talks, None, erase_talks),)
