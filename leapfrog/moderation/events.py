"""What moderation announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class ContentReported(Event, frozen=True):
    """Somebody showed the operator a post or a person, and wants those to hear of it who run the
    town where that is from.
    """

    kind: str
    ref: UUID
    person_id: UUID
    reason: str


class ContentJudged(Event, frozen=True):
    """An operator took something of another module down, or put it back."""

    kind: str
    ref: UUID
    down: bool
