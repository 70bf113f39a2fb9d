"""What a dispute about a ride is."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

# A rider may object for so long after a ride was paid, or ended unpaid; then it is as it was paid.
OBJECT_WITHIN = timedelta(hours=24)
# The driver's promise lives so long; what the desk gives back later is taken from what they have.
PROMISED = timedelta(days=14)
LONGEST_WORDS = 2000


class RideDispute(msgspec.Struct, frozen=True):
    """A rider objects. `amount`: what the driver got (minor units), and at most what goes back;
    `hold_id`: where the driver's wallet has promised it; `refund`, `for_rider`, `for_driver`: what
    the desk has decided, once `ruled_at`.
    """

    ride_id: UUID
    opened_at: datetime
    amount: int
    hold_id: UUID | None
    rider_words: str
    driver_words: str
    ruled_at: datetime | None
    by_id: UUID | None
    refund: int
    for_rider: str
    for_driver: str


class RideRuling(msgspec.Struct, frozen=True):
    """So much goes back to the rider (minor units), and why, to each in words of their own."""

    refund: int
    for_rider: str
    for_driver: str
