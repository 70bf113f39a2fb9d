"""What parcels announce."""

from uuid import UUID

from leapfrog.kernel.events import Event


class ParcelChanged(Event, frozen=True):
    """A parcel of an order is in another state; `proof`: by what it was received."""

    parcel_id: UUID
    delivery_id: UUID
    state: str
    proof: str | None
