"""What the fediverse announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class ActivityLost(Event, frozen=True):
    """An activity that is watched did not reach whom it was for, and is given up."""

    activity_id: UUID
