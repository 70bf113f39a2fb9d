"""What the escrow announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class EscrowChanged(Event, frozen=True):
    """A trade's money is in another state, by somebody's act or by the clock; `of` names the
    trade.
    """

    escrow_id: UUID
    of: str
    state: str
    refund: str
