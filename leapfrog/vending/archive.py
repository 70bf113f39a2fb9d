"""Vending's record set: what a person bought at machines. The machines go with their shop."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.vending import store_sales


async def export_sales(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record a sale, with what dropped."""
    sales = await store_sales.of_payer(db, person_id)
    items = await store_sales.items(db, [sale.id for sale in sales])
    for sale in sales:
        shown: Record = msgspec.to_builtins(sale)
        things = [
            {"label": one.label, "name": one.name, "price": one.price, "dropped": one.dropped}
            for one in items.get(sale.id, [])
        ]
        yield {**shown, "items": things}


async def erase_sales(_db: Db, _person_id: UUID) -> int:
    """None: they are the machine's trade, and name nobody but by an id that means nothing then."""
    return 0


# A sale is between a person and a machine of this town: it is history elsewhere.
RECORD_SETS = (RecordSet("vending_sales", export_sales, None, erase_sales),)
