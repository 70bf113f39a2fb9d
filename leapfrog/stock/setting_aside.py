"""Units that leave a shelf for a pool of their own, where only some people can have them; what is
left of them goes back.
"""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.stock import store
from leapfrog.stock.entries import Move
from leapfrog.stock.errors import TooFewFree
from leapfrog.stock.journal import record
from leapfrog.stock.model import StockPool


async def set_aside(db: Db, shelves: Sequence[UUID], pool: StockPool, by_id: UUID) -> UUID:
    """Opens a pool with units from the first of these shelves (pools) on which so many are free;
    answers that shelf. Raises `TooFewFree`, and what the journal refuses the move with.
    """
    free = await store.free(db, shelves)
    shelf = next((one for one in shelves if free.get(one, 0) >= pool.units), None)
    if shelf is None:
        raise TooFewFree(left=max(free.values(), default=0))
    await store.open_pools(db, [replace(pool, units=0)])
    entry = derived_id(pool.id, "set aside")
    taken = Move(id=entry, pool_id=shelf, to_pool=pool.id, units=pool.units, by_id=by_id)
    [moved] = await record(db, [taken])
    if isinstance(moved, Problem):
        raise moved
    return shelf


async def put_back(db: Db, pool_id: UUID, shelf: UUID) -> None:
    """Moves all free units of a pool, set aside before, back to its shelf; to be called as often as
    units become free.
    """
    free = (await store.free(db, [pool_id])).get(pool_id, 0)
    if free > 0:
        on_hand = (await store.levels(db, [pool_id]))[pool_id].units
        # Units may be given up later, more than once: then other ones lie there.
        entry = derived_id(pool_id, f"put back {on_hand} {db.now.isoformat()}")
        await record(db, [Move(id=entry, pool_id=pool_id, to_pool=shelf, units=free)])
