"""Who bought what, counted."""

from datetime import timedelta

from leapfrog import market
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule

COUNT = "best_sellers.count"
COUNTED, COUNTED_EVERY = timedelta(days=30), timedelta(days=1)
# People, not units: nobody moves up by ordering often, or by giving things back.
SOLD = """
select l.item_id, count(distinct o.buyer_id)::integer as people
from orders_order o join orders_line l on l.order_id = o.id
where o.received_at > $1 and o.state in ('received', 'done') and l.refunded < l.paid
group by l.item_id
"""


async def count(db: Db) -> None:
    """From now on the search goes by what was bought within 30 days."""
    rows = await db.rows(SOLD, db.now - COUNTED)
    await market.set_sold(db, {row[0]: row[1] for row in rows})


async def count_tonight(db: Db, ref: str, _body: object) -> None:
    """The due row: counts, and comes again the next day."""
    await count(db)
    await schedule(db, COUNT, ref, db.now + COUNTED_EVERY)
