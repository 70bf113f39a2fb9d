"""What goes by itself when a ride is over for a while: where it went, and what the two wrote."""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.rides import store_traces
from leapfrog.rides.hailing.store_trips import drop_priced
from leapfrog.rides.talking import drop_messages

KEPT, WRITTEN_KEPT = timedelta(days=30), timedelta(days=1)


async def drop_expired(db: Db) -> int:
    """Forgets where rides went that are over for thirty days, what was written about rides that are
    over for one, and trips that were priced and never asked for; answers how many.
    """
    gone = await drop_messages(db, db.now - WRITTEN_KEPT)
    gone += await drop_priced(db, db.now - WRITTEN_KEPT)
    return gone + await store_traces.drop_traces(db, db.now - KEPT)
