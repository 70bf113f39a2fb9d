"""What came and went back of an order after it was handed over. Who may ask for that, and how it is
paid, is decided above.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import orders, stock
from leapfrog.door_orders import store
from leapfrog.door_orders.acting import lines_of
from leapfrog.door_orders.model import DoorLine, GivenBack
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id


async def give_back(db: Db, order_id: UUID, back: Sequence[GivenBack]) -> list[DoorLine]:
    """Counts units of an order that came, and went back, and answers its lines as they are then.
    The caller holds the order locked; a constraint of the database refuses more than there was.
    """
    await store.give_back(db, order_id, back)
    return await lines_of(db, order_id)


class Shelving(msgspec.Struct, frozen=True):
    """So many units by line come back to the shelves, said by whom; once under each `id`."""

    id: UUID
    units: Mapping[int, int]
    by_id: UUID


async def shelve(db: Db, order_id: UUID, what: Shelving) -> None:
    """Puts units of a door order back into the shop's stock, into the pools they were taken from.
    The caller holds the order locked.
    """
    back = [
        stock.TakeBack(
            id=derived_id(what.id, f"back {line.no}"),
            pool_id=line.pool_id,
            units=what.units[line.no],
            claim_id=line.claim_id,
            by_id=what.by_id,
        )
        for line in await lines_of(db, order_id)
        if what.units.get(line.no)
    ]
    await orders.shelve_units(db, back)
