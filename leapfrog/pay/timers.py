"""What pay does by the clock."""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import Handlers
from leapfrog.pay import escrow, packets, splits, till, transfers
from leapfrog.pay.codes import keys
from leapfrog.pay.confirming import store as confirming

# Longer than the longest wait after wrong PINs.
TRIES_LIFE = timedelta(days=2)
TIMERS: Handlers = {
    **transfers.TIMERS,
    **packets.TIMERS,
    **splits.TIMERS,
    **escrow.TIMERS,
}


async def drop_expired(db: Db) -> None:
    """Wrong PINs of long ago, confirmations and payments that nobody made, codes that are too old
    to be taken.
    """
    await confirming.drop_over(db)
    await confirming.drop_old_tries(db, db.now - TRIES_LIFE)
    await till.expire(db)
    await keys.tidy(db)
