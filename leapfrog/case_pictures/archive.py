"""The record set of pictures that somebody, or a shop of theirs, showed of questions."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog.case_pictures import showing, store
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db


async def export_pictures(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Those of their own side, with the pictures themselves."""
    for one in await store.of_person(db, person_id):
        file = {"sha256": one.sha256.hex(), "media_type": showing.MEDIA_TYPE}
        yield {**record_without(one, "person_id", "sha256"), "file": file}


async def erase_pictures(db: Db, person_id: UUID) -> int:
    found = await store.of_person(db, person_id)
    await showing.forget(db, found)
    return len(found)


# A question is between a person and a shop of this town: what was shown of it is history elsewhere.
RECORD_SETS = (RecordSet("case_pictures", export_pictures, None, erase_pictures),)
