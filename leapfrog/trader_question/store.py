"""SQL of how often a shop sold, by orders and at doors."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db

SALES = """
select (
    select count(*) from orders_order
    where merchant_id = $1 and created_at > $2 and state <> 'returned'
) + (
    select count(*) from door_orders_order
    where merchant_id = $1 and created_at > $2 and state = 'done'
)
"""


async def sales_since(db: Db, merchant_id: UUID, since: datetime) -> int:
    return int(await db.value(SALES, merchant_id, since))
