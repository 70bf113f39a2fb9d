"""What the till announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class StaffChanged(Event, frozen=True):
    """Somebody is something else in a shop than before; None: does not work there."""

    merchant_id: UUID
    person_id: UUID
    role: str | None
    before: str | None
