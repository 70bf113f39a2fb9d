"""What goes by itself: links by which rides were followed, and calls for help."""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.ride_safety import store, store_chosen, store_watch

CALLS_KEPT, LINKS_KEPT = timedelta(days=30), timedelta(days=1)


async def drop_expired(db: Db) -> int:
    """Deletes calls for help that were looked after thirty days ago, and links to rides that are
    over for a day, with how these were looked at; answers how many.
    """
    gone = await store_watch.drop(db, db.now - LINKS_KEPT)
    gone += await store_chosen.drop_old(db, db.now - LINKS_KEPT)
    gone += await store.drop_sharing(db, db.now - LINKS_KEPT)
    return gone + await store.drop_calls(db, db.now - CALLS_KEPT)
