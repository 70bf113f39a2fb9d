"""What is in the slots, as `stock` has it: a pool for each, a claim for each thing of a sale."""

from uuid import UUID

from leapfrog import stock
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.stock import Count, Spend


def claim_id(sale_id: UUID, place: int) -> UUID:
    """The claim of one thing of a sale."""
    return derived_id(sale_id, f"item {place}")


def left(claim: UUID, slot_id: UUID, units: int = 1) -> Spend:
    """The entry in the journal that what was claimed is not in its slot any more."""
    return Spend(id=derived_id(claim, "left"), pool_id=slot_id, units=units, claim_id=claim)


async def count(db: Db, slot_id: UUID, units: int, by: UUID) -> None:
    """Somebody has looked: so many are there, and what was sold and not reported is not."""
    sold = await stock.kept_in(db, [slot_id])
    gone = [left(line.id, slot_id, line.left) for line in sold]
    counted = Count(id=new_id(), pool_id=slot_id, units=units, by_id=by)
    await stock.record(db, [*gone, counted])
