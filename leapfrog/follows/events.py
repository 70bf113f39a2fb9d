"""What follows announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class PersonFollowed(Event, frozen=True):
    """Somebody follows, asks to follow, or no longer does."""

    follower_id: UUID
    followed_id: UUID
    state: str
