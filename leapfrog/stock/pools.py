"""Pools: opened, filled again, counted."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.stock import store
from leapfrog.stock.errors import NoPool
from leapfrog.stock.model import StockPool


async def open_pools(db: Db, pools: Sequence[StockPool]) -> None:
    """Opens those whose id is new; the others stay as they are."""
    await store.open_pools(db, pools)


async def refill(db: Db, pool_id: UUID, units: int) -> None:
    """From now on `units` of it are free. Who says so twice has filled it once. Raises `NoPool`."""
    await store.lock(db, [pool_id])
    await store.lapse(db, [pool_id])
    if not await store.refill(db, pool_id, units):
        raise NoPool


async def free(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """How many units of each can be claimed now."""
    return await store.free(db, pools)
