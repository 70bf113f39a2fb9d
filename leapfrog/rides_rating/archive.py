"""Record sets of ratings: how somebody rated who drove them, or whom they drove."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.rides_rating import store


async def export_ratings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """How the person rated others."""
    for rating in await store.export_by(db, person_id):
        yield msgspec.to_builtins({"rating": rating})


async def erase_ratings(db: Db, person_id: UUID) -> int:
    """Also what others said of them."""
    return await store.forget_ratings(db, person_id)


# A ride is between two people of this town: it is history elsewhere.
RECORD_SETS = (RecordSet("rides_ratings", export_ratings, None, erase_ratings),)
