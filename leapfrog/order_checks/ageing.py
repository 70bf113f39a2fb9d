"""Money of orders that waits longer than their states allow: looked for each hour, shown at the
desk. There is none as long as timers run and the desk judges.
"""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog
from prometheus_client import Gauge

from leapfrog.kernel.db import Db
from leapfrog.kernel.metrics import registry
from leapfrog.kernel.paging import FIRST, Position
from leapfrog.order_checks import store
from leapfrog.order_checks.store import TooLong, WaitingMoney

# So long a timer may be late, an appeal may wait for the desk, and an order may take at all.
LATE, JUDGING, LONGEST = timedelta(hours=1), timedelta(days=7), timedelta(days=120)
# More are too many as well.
MOST_COUNTED = 200

log = structlog.get_logger()
waiting = Gauge(
    "leapfrog_orders_waiting_too_long",
    "Orders whose money waits longer than their states allow, at the last look",
    registry=registry,
)


class AgedOrder(msgspec.Struct, frozen=True):
    """An order whose money waits too long. `why`: `late`, its time is over and nothing happened;
    `judging`, nobody has judged an appeal for a week; `no_time`, nothing would ever happen by
    itself; `old`, it began four months ago. `waits`: in minor units.
    """

    order_id: UUID
    merchant_id: UUID
    number: str
    why: str
    state: str
    refund: str
    waits: int
    currency: str
    since: datetime


async def aged(db: Db, after: Position, limit: int) -> list[AgedOrder]:
    """What waits longest first."""
    too_long = TooLong(db.now - LATE, db.now - JUDGING, db.now - LONGEST)
    return [_shown(one) for one in await store.waiting_money(db, too_long, after, limit)]


def _shown(one: WaitingMoney) -> AgedOrder:
    digits = f"{one.id.int % 10**9:09}"
    return AgedOrder(
        order_id=one.id,
        merchant_id=one.merchant_id,
        number=f"{digits[:3]} {digits[3:6]} {digits[6:]}",
        why=one.why,
        state=one.state,
        refund=one.refund,
        waits=one.waits,
        currency=one.currency,
        since=one.since,
    )


async def count_aged(db: Db) -> None:
    """Counts orders whose money waits for too long, for the gauge and the log by which the operator
    is alarmed.
    """
    found = await aged(db, FIRST, MOST_COUNTED)
    waiting.set(len(found))
    if found:
        log.error("orders_wait_too_long", orders=len(found), first=str(found[0].order_id))
