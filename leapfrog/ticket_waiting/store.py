"""SQL of queues: the tables of tickets are read."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.tickets import OrderState, WishState

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
OF_PERSON = """
select w.show_id, w.count, w.together, w.category, w.at_most, w.ask_id, w.state, w.made_at,
    w.order_id, o.state as order_state, o.until, (
        select count(*) from tickets_wish b
        where b.show_id = w.show_id and b.state = 'waiting' and w.state = 'waiting'
            and (b.made_at, b.person_id) < (w.made_at, w.person_id)
    ) as before
from tickets_wish w join tickets_show s on s.id = w.show_id
left join tickets_order o on o.id = w.order_id
where w.person_id = $1 and w.state <> 'left' and s.ends_at > $2 and s.state = 'on_sale'
order by s.starts_at, w.show_id
"""


class OwnWish(msgspec.Struct, frozen=True):
    """A wish as who has it sees it: `before`, so many are asked first; `order_state`, `until`: of
    what is held for them.
    """

    show_id: UUID
    count: int
    together: bool
    category: int | None
    at_most: int | None
    ask_id: UUID | None
    state: WishState
    made_at: datetime
    order_id: UUID | None
    order_state: OrderState | None
    until: datetime | None
    before: int


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


async def of_person(db: Db, person_id: UUID) -> list[OwnWish]:
    """What somebody waits for, by the start of the shows."""
    return await db.all_as(OwnWish, OF_PERSON, person_id, db.now)
