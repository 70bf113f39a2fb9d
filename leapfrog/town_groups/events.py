"""What groups across towns announce."""

from uuid import UUID

from leapfrog.kernel.events import Event


class WishedElsewhere(Event, frozen=True):
    """Somebody here wants something in a group that another town orders."""

    group_id: UUID
