"""The parts of a file of chats: conversations, and who speaks in them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

Decision = Literal["me", "contact", "outsider"]

LARGEST = 2_000_000_000
MOST_CONVERSATIONS = 5_000
MOST_PEOPLE = 20_000


class ImportConversation(msgspec.Struct, frozen=True):
    """A conversation in the file. `files`: how many are there; `missing`: how many it was exported
    without. `known`: the very same is here already, as `conversation_id`.
    """

    n: int
    title: str
    source: str
    group: bool
    entries: int
    files: int
    missing: int
    first_at: datetime | None
    last_at: datetime | None
    chosen: bool
    known: bool
    conversation_id: UUID


class ImportPerson(msgspec.Struct, frozen=True):
    """Somebody who speaks in the file, and who they are: the owner, a contact, or neither."""

    key: str
    name: str
    entries: int
    decision: Decision
    contact_id: UUID | None
    contact_name: str = ""


class SpeakerChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who somebody is, as the owner says."""

    key: str
    decision: Decision
    contact_id: UUID | None = None
