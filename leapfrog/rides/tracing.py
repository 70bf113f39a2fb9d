"""Where rides by hail went: noted while somebody is driven, read by the desk about a dispute and by
nobody else, kept for thirty days.
"""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.rides import store_traces

KEPT = timedelta(days=30)


async def drop_expired(db: Db) -> int:
    """Forgets where rides went that are over for thirty days; answers how many points."""
    return await store_traces.drop_traces(db, db.now - KEPT)
