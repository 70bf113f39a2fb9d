"""Archives: conversations that were spoken elsewhere, and are one person's alone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

import msgspec

LONGEST_KEY = 200


class Archive(msgspec.Struct, frozen=True):
    """What an archive was where it was spoken."""

    conversation_id: UUID
    title: str
    source: str
    app: str
    external_id: str
    group: bool


class SpeakerRow(msgspec.Struct, frozen=True):
    """Somebody who speaks in an archive; `shown`: what the owner calls them; a contact's id and, if
    they live here, a person's.
    """

    conversation_id: UUID
    id: UUID
    key: str
    name: str
    shown: str
    contact_id: UUID | None
    person_id: UUID | None


class ArchiveRow(msgspec.Struct, frozen=True):
    """A row of an archive's log, to be written; `meta` is JSON."""

    seq: int
    ord: int
    client_id: UUID
    sender_id: UUID
    kind: str
    body: str
    ref: int | None
    meta: str | None
    edited_at: datetime | None
    recalled: bool
    at: datetime


class ArchivePart(msgspec.Struct, frozen=True):
    """What is written into an archive at once. `entries`: seq, the id that it had where it was
    said, and what it was there as JSON of a `chat_formats.HistoryEntry`. `files`: (file, seq).
    """

    rows: Sequence[ArchiveRow]
    entries: Sequence[tuple[int, str, str]]
    files: Sequence[tuple[UUID, int]]
    speakers: Sequence[SpeakerRow] = ()


def short_key(key: str) -> str:
    """A speaker's key, or the id of an entry, as it is kept: short enough for an index, and without
    NUL.
    """
    key = key.replace("\0", "")
    return key if len(key) <= LONGEST_KEY else f"{key[:100]}…{uuid5(UUID(int=0), key).hex}"


def speaker_id(conversation_id: UUID, key: str) -> UUID:
    """The id of a speaker of an archive by their key in it, the same each time (UUIDv5), whoever
    reads the file again.
    """
    return uuid5(conversation_id, f"speaker {key}")
