"""Conversations and messages as they are taken out. People are named by address, who takes them out
by an empty one.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat import Role


class ConversationArchive(msgspec.Struct, frozen=True):
    """A conversation as it is taken out: of two, `address` and `display_name` are the other one's;
    else `display_name` is its own name, and `people` are all others who ever were in it.
    """

    id: UUID
    address: str
    display_name: str
    people: list[tuple[str, str]]
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


class MessageArchive(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message as it is taken out; of two people only `mine` says who sent it."""

    conversation_id: UUID
    seq: int
    ord: int
    client_id: UUID
    mine: bool
    sender: str
    kind: str
    body: str
    created_at: datetime
    ref: int | None = None
    mentions: list[str] = []
    meta: dict[str, Any] | None = None
    edited_at: datetime | None = None
    recalled: bool = False
    imported: str | None = None
    reactions: list[tuple[str, str]] = []
