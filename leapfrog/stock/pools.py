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


async def free(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """How many units of each can be claimed now."""
    return await store.free(db, pools)


async def on_hand(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    """How many units of each lie there, claimed or not."""
    return {pool: level.units for pool, level in (await store.levels(db, pools)).items()}
