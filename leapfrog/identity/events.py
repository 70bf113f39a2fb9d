"""What identity announces."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.events import Event


class PersonJoined(Event, frozen=True):
    """Somebody joined the town; `invitation` is the token of the link they came by."""

    person_id: UUID
    invitation: str | None = None


class PersonErased(Event, frozen=True):
    """Somebody left for good; nothing of them is here any more but an empty row."""

    person_id: UUID


class ClientAppsSignedOut(Event, frozen=True):
    """Whatever was let in to act for a person until `before` may no longer."""

    person_id: UUID
    before: datetime


class ProfileChanged(Event, frozen=True):
    """A person's name, words or picture changed."""

    person_id: UUID
