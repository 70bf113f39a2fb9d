"""What notifications announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class NotificationsAdded(Event, frozen=True):
    """Somebody is to hear of something that others did: (notification, whose it is, its kind)."""

    told: list[tuple[UUID, UUID, str]]
