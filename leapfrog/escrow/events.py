"""What the escrow announces."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.events import Event


class EscrowChanged(Event, frozen=True):
    """A trade's money is in another state, by somebody's act or by the clock; `of` names the
    trade. Sums are in minor units, after the change.
    """

    escrow_id: UUID
    of: str
    state: str
    refund: str
    paid: int
    refunded: int
    released: int
    unsent: int
    due_at: datetime | None


class AppealWaits(Event, frozen=True):
    """Nobody has judged an appeal yet: announced after three days, and each day from then on."""

    escrow_id: UUID
    of: str
    appealed_at: datetime
