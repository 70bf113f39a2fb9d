"""Record sets of posters: those of the shops that somebody owns."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog import till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.posters import hanging, store


async def export_posters(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record a poster; the picture is named by its hash."""
    for one in await store.of_shops(db, await till.shops_owned(db, person_id)):
        picture = {"sha256": one.sha256.hex(), "media_type": hanging.MEDIA_TYPE}
        yield {"event_id": str(one.event_id), "alt": one.alt, **picture}


async def erase_posters(db: Db, person_id: UUID) -> int:
    """What a shop that closes would show has no poster any more."""
    found = await store.of_shops(db, await till.shops_owned(db, person_id))
    return await hanging.take_down(db, [one.event_id for one in found])


# What was shown here is history elsewhere.
RECORD_SETS = (RecordSet("posters", export_posters, None, erase_posters),)
