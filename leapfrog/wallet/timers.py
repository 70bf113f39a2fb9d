"""What the wallet does by the clock."""

from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import Handlers, due_now, schedule_missing
from leapfrog.wallet.checks import RECONCILE, next_night, reconcile_tonight
from leapfrog.wallet.expiry import EXPIRE, expire_holds

TIMERS: Handlers = {EXPIRE: expire_holds, RECONCILE: reconcile_tonight}


async def start_timers(db: Db) -> None:
    """Starts the nightly check when the town opens; a night that it slept through is
    made up for.
    """
    await due_now(db, [EXPIRE])
    await schedule_missing(db, [(RECONCILE, "", next_night(db.now))])
