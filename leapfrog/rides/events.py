"""What rides announce."""

from uuid import UUID

from leapfrog.kernel.events import Event


class RideBoarded(Event, frozen=True):
    """Somebody is in the car that came for them."""

    ride_id: UUID


class RideLeft(Event, frozen=True):
    """Somebody who was in a car is so no more, however the ride ended."""

    ride_id: UUID
