"""Record sets of orders that are paid at the door: what somebody ordered, and what their own shops
sold so.
"""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from leapfrog import parcels, till
from leapfrog.door_orders import acting, store
from leapfrog.door_orders.model import DoorOrder
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db


async def export_orders(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for record in await _records(db, await store.of_person(db, person_id)):
        yield record


async def export_sales(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person's own shops sold, the oldest first."""
    own = await till.shops_owned(db, person_id)
    for record in await _records(db, await store.of_merchants(db, own)):
        yield record


async def erase_orders(db: Db, person_id: UUID) -> int:
    """What is not sent is called off. Where things went is forgotten; that they were ordered is the
    shop's as well. What is on its way comes, and is paid or goes back.
    """
    mine = await store.of_person(db, person_id)
    for one in mine:
        order = await acting.locked(db, one.id)
        if order.state == "placed":
            await acting.called_off(db, acting.moved(order, "call_off", "buyer"), "buyer")
    over = [one.delivery_id for one in mine if one.delivery_id and one.ended_at]
    await parcels.forget_where(db, over)
    return await store.forget_buyer(db, person_id)


async def erase_sales(_db: Db, _person_id: UUID) -> int:
    """None: they are the buyer's as well."""
    return 0


async def _records(db: Db, orders: Sequence[DoorOrder]) -> list[Record]:
    lines = await store.lines(db, [one.id for one in orders])
    return [
        {
            **record_without(order, "fee_bp"),
            "number": order.number,
            "lines": [
                record_without(line, "order_id", "pool_id", "claim_id") for line in lines[order.id]
            ],
        }
        for order in orders
    ]


# An order is between a person and a shop of this town: it is history elsewhere.
RECORD_SETS = (
    RecordSet("door_orders", export_orders, None, erase_orders),
    RecordSet("door_orders_sales", export_sales, None, erase_sales),
)
