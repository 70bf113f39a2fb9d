"""What the keeping of stock announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class StockRanLow(Event, frozen=True):
    """A variant that its shop watches came to its mark: `free` can be sold, wherever they lie."""

    variant_id: UUID
    merchant_id: UUID
    free: int
