"""Conversations and the messages in them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.identity import Person

LONGEST = 4000
# What JavaScript can count to.
LARGEST_SEQ = 2**53


class Message(msgspec.Struct, frozen=True):
    """One line of a conversation's log; `seq` counts from 1 without holes."""

    conversation_id: UUID
    seq: int
    client_id: UUID
    sender_id: UUID
    kind: Literal["text"]
    body: str
    created_at: datetime


class Draft(msgspec.Struct, frozen=True):
    """A message that somebody wants to send; `client_id` is made by their device."""

    conversation_id: UUID
    sender_id: UUID
    client_id: UUID
    body: str


class Member(msgspec.Struct, frozen=True):
    """A conversation as one of its people has it."""

    conversation_id: UUID
    last_seq: int
    last_at: datetime
    read_seq: int
    their_id: UUID
    their_read_seq: int


class Conversation(msgspec.Struct, frozen=True):
    """A conversation as its row on the screen; `name` is what its owner calls the other person.
    `writable`: both are contacts and nobody blocked.
    """

    id: UUID
    kind: Literal["direct"]
    name: str
    person: Person
    last: Message | None
    last_seq: int
    read_seq: int
    their_read_seq: int
    unread: int
    writable: bool
    messages: list[Message] = []


def pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The two people of a direct conversation, in the order in which they are kept."""
    return (one, other) if one < other else (other, one)


def clean(body: str) -> str:
    """The text as it is kept: no NUL, which PostgreSQL cannot hold, and no space around it."""
    return body.replace("\0", "").strip()
