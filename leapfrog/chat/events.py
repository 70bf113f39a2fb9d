"""What chat announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class SaidToAnotherTown(Event, frozen=True):
    """Something was said in a conversation of two of whom one lives in another town."""

    conversation_id: UUID


class LeftConversation(Event, frozen=True):
    """Somebody left a group, or was removed from it."""

    conversation_id: UUID
    person_id: UUID


class ReadInAnotherTown(Event, frozen=True):
    """Somebody has, or read, what was said in such a conversation, and shows that they did."""

    conversation_id: UUID
    person_id: UUID
