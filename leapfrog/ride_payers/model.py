"""Who pays for whose rides; pure."""

from datetime import datetime
from uuid import UUID

import msgspec

MOST_RIDERS = 10


class RidePayer(msgspec.Struct, frozen=True):
    """Somebody pays for somebody's rides, up to `monthly` minor units in each month (UTC), of which
    `spent` are taken in this one.
    """

    payer_id: UUID
    rider_id: UUID
    monthly: int
    since: datetime
    spent: int = 0

    @property
    def left(self) -> int:
        """What may still be taken this month."""
        return max(0, self.monthly - self.spent)


class PaidRide(msgspec.Struct, frozen=True):
    """What a ride of somebody took: `amount` minor units, which are held until it is `over`."""

    ride_id: UUID
    payer_id: UUID
    rider_id: UUID
    amount: int
    at: datetime
    over: bool


def month_of(at: datetime) -> datetime:
    """When the month of that moment began."""
    return at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
