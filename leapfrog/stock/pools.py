"""Pools: opened, looked at."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.stock import store
from leapfrog.stock.model import StockPool


async def open_pools(db: Db, pools: Sequence[StockPool]) -> None:
    """Opens those whose id is new; the others stay as they are."""
    await store.open_pools(db, pools)


async def lock_pools(db: Db, pools: Iterable[UUID]) -> None:
    """Nobody else claims or releases of these until the end of the transaction: for who releases of
    some and then claims of others.
    """
    await store.lock(db, pools)


async def low_waters(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """At how many free units it is announced, of those for which it is."""
    levels = await store.levels(db, pools)
    return {pool: one.low_water for pool, one in levels.items() if one.low_water is not None}


async def watch(db: Db, pools: Iterable[UUID], low_water: int) -> None:
    """From now on it is announced when the free units of these fall to so many; 0: to none."""
    ids = list(pools)
    # In the order of their ids, as whoever claims of them locks them.
    await store.lock(db, ids)
    await store.watch(db, ids, low_water)


async def free(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """How many units of each can be claimed now."""
    return await store.free(db, pools)


async def on_hand(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """How many units of each lie there, claimed or not."""
    return {pool: level.units for pool, level in (await store.levels(db, pools)).items()}
