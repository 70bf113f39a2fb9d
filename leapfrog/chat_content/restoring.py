"""What arrives with a person: their conversations of elsewhere."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from leapfrog.chat_content.kinds import Role


class RestoredConversation(msgspec.Struct, frozen=True):
    """A conversation as it was elsewhere: of two, `them` is the other one; else `name` is its own,
    and `people` are all others who ever were in it. All of them are people of other towns.
    """

    id: UUID
    them: UUID | None
    name: str
    people: list[UUID]
    role: Role
    read_seq: int
    their_read_seq: int
    hidden_to: int
    hidden: list[int]
    muted: bool
    pinned: bool
    archived: bool
    marked_unread: bool
    created_at: datetime


class RestoredMessage(msgspec.Struct, frozen=True):
    """A row of a log as it is written; `reactions`: (who, emoji)."""

    conversation_id: UUID
    seq: int
    ord: int
    client_id: UUID
    sender_id: UUID
    kind: str
    body: str
    created_at: datetime
    ref: int | None
    mentions: list[UUID] | None
    meta: dict[str, Any] | None
    edited_at: datetime | None
    recalled: bool
    imported: str | None
    reactions: list[tuple[str, str]]


def id_when_taken(person_id: UUID, taken: UUID) -> UUID:
    """The id under which something of a person comes in when its own is somebody else's here; the
    same each time for this person.
    """
    return uuid5(person_id, taken.hex)
