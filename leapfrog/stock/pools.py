"""Pools: opened, looked at."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.stock import store
from leapfrog.stock.model import StockPool


async def open_pools(db: Db, pools: Sequence[StockPool]) -> None:
    """Opens those of these pools whose id is new; the others stay as they are."""
    await store.open_pools(db, pools)


async def lock_pools(db: Db, pools: Iterable[UUID]) -> None:
    """Locks pools, in the order of their ids, until the end of the transaction: for who releases of
    some and then claims of others.
    """
    await store.lock(db, pools)


async def low_waters(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """The number of free units at which each of these pools is announced as low, by pool; those
    without one are left out.
    """
    levels = await store.levels(db, pools)
    return {pool: one.low_water for pool, one in levels.items() if one.low_water is not None}


async def watch(db: Db, pools: Iterable[UUID], low_water: int) -> None:
    """Announces (`PoolTurned`), from now on, when the free units of these pools fall to
    `low_water`; 0: when there are none. Locks the pools, in the order of their ids.
    """
    ids = list(pools)
    # In the order of their ids, as whoever claims of them locks them.
    await store.lock(db, ids)
    await store.watch(db, ids, low_water)


async def free(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """How many units of each of these pools can be claimed now, by pool; a pool that there is not
    is left out.
    """
    return await store.free(db, pools)


async def on_hand(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """How many units lie in each of these pools, claimed or not, by pool."""
    return {pool: level.units for pool, level in (await store.levels(db, pools)).items()}
