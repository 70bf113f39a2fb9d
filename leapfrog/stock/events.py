"""What the stock announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class PoolTurned(Event, frozen=True):
    """A pool with a low-water mark has nothing left, or is low, or is neither any more, or has
    changed while it is low; `owner` says what it is, `free` how much can be had now, `low_water` at
    how much it is low.
    """

    pool_id: UUID
    owner: str
    free: int
    low_water: int = 0


class StockMissing(Event, frozen=True):
    """Less was counted than is claimed: `missing` units are not there for `claims`, the newest of
    the pool.
    """

    pool_id: UUID
    owner: str
    missing: int
    claims: list[UUID]
