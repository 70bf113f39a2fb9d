"""What reviews announce."""

from uuid import UUID

from leapfrog.kernel.events import Event


class ReviewWritten(Event, frozen=True):
    """Somebody said for the first time what they think of something that they bought."""

    review_id: UUID
    merchant_id: UUID
    item_id: UUID
    stars: int
