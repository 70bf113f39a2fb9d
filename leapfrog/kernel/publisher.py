"""What carries frames to the devices, in this process or in all of them."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID


class Publisher(Protocol):
    """Lossy by contract: truth is in the database, and whoever may have missed something is told
    `gap`.
    """

    def publish(self, people: Iterable[UUID], payload: bytes) -> None:
        """One JSON object, to all devices of these people."""

    def end_sessions(self, person: UUID, *, only: UUID | None, keep: UUID | None) -> None:
        """Closes the streams of a person: of one session, or of all, or of all but `keep`."""

    def broadcast(self, topic: str, word: bytes) -> None:
        """One JSON value, to whoever listens for this topic in each process (`Hub.listen`)."""
