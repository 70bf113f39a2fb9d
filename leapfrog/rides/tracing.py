"""What goes by itself when a ride is over for a while: where it went."""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.rides import store_traces
from leapfrog.rides.hailing.store_trips import drop_priced

KEPT, PRICED_KEPT = timedelta(days=30), timedelta(days=1)


async def drop_expired(db: Db) -> int:
    """Deletes the traces of rides that are over for thirty days, and trips that were priced and
    never asked for; answers how many.
    """
    gone = await drop_priced(db, db.now - PRICED_KEPT)
    return gone + await store_traces.drop_traces(db, db.now - KEPT)
