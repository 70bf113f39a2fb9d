"""Kinds of messages, and a message that is not sent yet."""

from datetime import datetime
from typing import Any, Literal, get_args
from uuid import UUID

import msgspec

# What a person can say, what they can do to what was said, and what only the town writes.
Said = Literal[
    "text", "image", "video", "voice", "file", "location", "contact", "sticker", "merged"
]
Event = Literal["edit", "recall", "reaction"]
Kind = Literal[Said, Event, "system", "call", "card"]
EVENTS = frozenset(("edit", "recall", "reaction"))
UNCOUNTED = EVENTS | {"system"}
# What is carried to another town.
CARRIED = EVENTS | frozenset(get_args(Said))
# What goes as a private note to a server that does not speak the line.
CARRIED_BY_NOTE = frozenset(("text", "image", "video", "voice", "file", "edit", "recall"))
# With what the town of who speaks writes itself there.
TOLD_ELSEWHERE = CARRIED | {"call"}
# What somebody is in a group.
Role = Literal["member", "admin", "owner"]
# Where the bytes of a file are: here; in another town, and about to come; nowhere, they never came.
Away = Literal["", "coming", "lost"]
# Whoever talked, or did not want to, knows of the call.
KNOWN_CALLS = ("answered", "declined")


class MessageDraft(msgspec.Struct, frozen=True):
    """A message that somebody wants to send; `client_id` is made by their device. `at`: when it
    was said in another town, and else when it is written.
    """

    conversation_id: UUID
    sender_id: UUID
    client_id: UUID
    body: str
    kind: Kind = "text"
    ref: int | None = None
    mentions: tuple[UUID, ...] = ()
    meta: dict[str, Any] | None = None
    at: datetime | None = None


def counts(kind: str, meta: dict[str, Any] | None) -> bool:
    """Whether a message of this kind and content counts as unread: events of a group and calls
    whose end one knows do not.
    """
    if kind == "call":
        return (meta or {}).get("outcome") not in KNOWN_CALLS
    return kind not in UNCOUNTED
