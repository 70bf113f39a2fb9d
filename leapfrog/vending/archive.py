"""Vending's record sets: what a person bought at machines, and the machines of their shops."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.vending import store, store_sales
from leapfrog.vending.model import Machine
from leapfrog.vending.pinning import unpin_machines


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


async def export_machines(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Those of the person's own shops; keys stay here."""
    for machine in await _own(db, person_id):
        shown: Record = msgspec.to_builtins(machine)
        del shown["key"]
        slots = await store.slots(db, [machine.id])
        yield {**shown, "slots": [msgspec.to_builtins(slot) for slot in slots]}


async def erase_machines(db: Db, person_id: UUID) -> int:
    """They are taken away, and what was written on them."""
    shops = await till.shops_owned(db, person_id)
    await unpin_machines(db, [one.id for one in await store.of_merchants(db, shops)])
    return await store.forget(db, shops)


async def _own(db: Db, person_id: UUID) -> list[Machine]:
    return await store.of_merchants(db, await till.shops_owned(db, person_id))


# A sale is between a person and a machine of this town: it is history elsewhere.
RECORD_SETS = (
    RecordSet("vending_sales", export_sales, None, erase_sales),
    RecordSet("vending_machines", export_machines, None, erase_machines),
)
