"""What happens between towns that settle money."""

from uuid import UUID

from leapfrog.kernel.events import Event


class SettlementUnpaid(Event, frozen=True):
    """What was agreed to be paid by bank was not, in its time."""

    settlement_id: UUID
    domain: str


class PartnerDayCame(Event, frozen=True):
    """A new day, or a start of this town: what is owed to an agreement once a day is done."""

    domain: str
