"""What chat announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class SaidToAnotherTown(Event, frozen=True):
    """Something was said in a conversation of two of whom one lives in another town."""

    conversation_id: UUID
