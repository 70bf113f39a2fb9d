"""What goes by itself when a ride is over for a while: where it went, what the two wrote, the links
by which it was followed, and calls for help.
"""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.rides import store_traces
from leapfrog.rides.safety import drop_calls, drop_sharing
from leapfrog.rides.talking import drop_messages

KEPT, WRITTEN_KEPT = timedelta(days=30), timedelta(days=1)


async def drop_expired(db: Db) -> int:
    """Forgets where rides went that are over for thirty days, calls for help that were looked after
    thirty days ago, and what was written about rides that are over for one, with the links by which
    they were shared; answers how many.
    """
    gone = await drop_messages(db, db.now - WRITTEN_KEPT)
    gone += await drop_sharing(db, db.now - WRITTEN_KEPT)
    gone += await drop_calls(db, db.now - KEPT)
    return gone + await store_traces.drop_traces(db, db.now - KEPT)
