"""Who sells something hears when it runs low, runs out, and is there again."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce_all
from leapfrog.stock.events import PoolTurned
from leapfrog.stock.model import StockLevel


def band(free: int, low_water: int) -> int:
    """0: nothing is left; 1: little; 2: enough."""
    return 0 if free <= 0 else 1 if free <= low_water else 2


def _differs(before: int, now: int, low_water: int) -> bool:
    runs_low = band(now, low_water) == 1 and before != now
    return runs_low or band(before, low_water) != band(now, low_water)


async def turned(
    db: Db, before: Mapping[UUID, StockLevel], after: Mapping[UUID, StockLevel]
) -> None:
    """Announces those that came into another band, and each change of those that run low: who adds
    several pools up cannot know it otherwise. `before`: as they were when they were locked.
    """
    found = [
        PoolTurned(pool, now.owner, now.free, now.low_water)
        for pool, now in after.items()
        if now.low_water is not None and pool in before
        if _differs(before[pool].free, now.free, now.low_water)
    ]
    await announce_all(db, found)
