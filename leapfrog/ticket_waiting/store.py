"""SQL of queues: the tables of tickets are read."""

from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

# The last one of the same event that was over, else the last one in the same hall.
LIKE_IT = """
select h.id from tickets_show s join tickets_show h on h.merchant_id = s.merchant_id
where s.id = $1 and h.id <> s.id and h.state = 'on_sale' and h.ends_at <= $2
    and (h.event_id = s.event_id or h.hall_id = s.hall_id)
order by h.event_id = s.event_id desc, h.starts_at desc limit 1
"""
# Bought, and then given back, changed or given up for others.
FREED = """
select count(*) from tickets_ticket t join tickets_order o on o.id = t.order_id
where t.show_id = $1 and t.state = 'void' and o.paid_at is not null
"""
QUEUE = """
select count(*) as people, coalesce(sum(count), 0)::bigint as tickets
from tickets_wish where show_id = $1 and state = 'waiting'
"""


class TicketQueue(msgspec.Struct, frozen=True):
    """So many people wait, for so many tickets."""

    people: int
    tickets: int


async def queue(db: Db, show_id: UUID) -> TicketQueue:
    found = await db.one_as(TicketQueue, QUEUE, show_id)
    assert found is not None
    return found


async def freed_before(db: Db, show_id: UUID) -> int | None:
    """How many tickets came free again of the last show like this one; None: there was none."""
    like = await db.value(LIKE_IT, show_id, db.now)
    return None if like is None else int(await db.value(FREED, like))
