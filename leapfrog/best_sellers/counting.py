"""Who bought what, counted."""

from datetime import timedelta

from leapfrog import market
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule

COUNT = "best_sellers.count"
COUNTED, COUNTED_EVERY = timedelta(days=30), timedelta(days=1)
# People, not units: nobody moves up by ordering often, by paying in two ways, or by giving things
# back.
SOLD = """
select item_id, count(*)::integer as people from (
    select l.item_id, o.buyer_id
    from orders_order o join orders_line l on l.order_id = o.id
    where o.received_at > $1 and o.state in ('received', 'done') and l.refunded < l.paid
    union
    select l.item_id, o.buyer_id
    from door_orders_order o join door_orders_line l on l.order_id = o.id
    where o.ended_at > $1 and o.state = 'done' and l.refunded < l.n * l.price
) as kept
group by item_id
"""


async def count(db: Db) -> None:
    """Counts who bought which item within 30 days, and gives the numbers to the market's search,
    which sorts by them.
    """
    rows = await db.rows(SOLD, db.now - COUNTED)
    await market.set_sold(db, {row[0]: row[1] for row in rows})


async def count_tonight(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of best sellers: counts them, and schedules itself for a day
    later.
    """
    await count(db)
    await schedule(db, COUNT, ref, db.now + COUNTED_EVERY)
