"""Do orders agree with the money and the stock? Looked at each night, and by tests after anything.

An order may lag behind its money by one reaction, so what has just changed is left out.
"""

from datetime import timedelta

import msgspec
import structlog

from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.order_checks import store
from leapfrog.order_checks.store import OrderFault

CHECK = "orders.check"
CHECK_EVERY = timedelta(days=1)
LAG = timedelta(seconds=60)
MOST_FAULTS = 100

log = structlog.get_logger()


async def faults(db: Db, lag: timedelta = LAG) -> list[OrderFault]:
    """All orders whose books do not agree: sums of lines, states and money of escrow, claims in the
    stock, what is left to send, ends with something open or kept, coupons of what never came. What
    changed within `lag` is left out.
    """
    found: list[OrderFault] = []
    for check in store.CHECKS:
        found += (await store.look(db, check, db.now - lag))[:MOST_FAULTS]
    return found


async def check_tonight(db: Db, ref: str, _body: object) -> None:
    """The due row: looks, says loudly what is wrong, and comes again the next day."""
    found = await faults(db)
    if found:
        log.error("orders_disagree", faults=len(found), first=msgspec.to_builtins(found[0]))
    await schedule(db, CHECK, ref, db.now + CHECK_EVERY)
