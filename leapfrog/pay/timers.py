"""What pay does by the clock."""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import Handlers
from leapfrog.pay import transfers
from leapfrog.pay.confirming import store as confirming

# Longer than the longest wait after wrong PINs.
TRIES_LIFE = timedelta(days=2)
TIMERS: Handlers = transfers.TIMERS


async def drop_expired(db: Db) -> None:
    """Deletes wrong PINs after two days, and confirmations that nobody used in time."""
    await confirming.drop_over(db)
    await confirming.drop_old_tries(db, db.now - TRIES_LIFE)
