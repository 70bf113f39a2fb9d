"""A history on its way in, and what it becomes."""

from datetime import datetime
from typing import Literal
from uuid import UUID, uuid5

import msgspec

State = Literal["preview", "working", "applied", "failed", "undone"]
Decision = Literal["me", "contact", "outsider"]

LARGEST = 2_000_000_000
MOST_THREADS = 5_000
MOST_PEOPLE = 20_000
MOST_REMARKS = 200
LONGEST_NAME = 200


class HistoryRemark(msgspec.Struct, frozen=True):
    """What could not be read, or not for sure: where, and why."""

    place: str
    reason: str


class ImportThread(msgspec.Struct, frozen=True):
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
    contact_name: str


class SpeakerChoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who somebody is, as the owner says."""

    key: str
    decision: Decision
    contact_id: UUID | None = None


class HistoryImport(msgspec.Struct, frozen=True):
    """A file with histories. `done`: entries that are in so far. `ambiguous`: it does not tell
    whether the day or the month comes first. `unmatched`: how many people are neither the owner
    nor a contact.
    """

    id: UUID
    name: str
    format: str
    state: State
    done: int
    zone: str
    day_first: bool | None
    ambiguous: bool
    skipped: int
    problems: list[HistoryRemark]
    created_at: datetime
    applied_at: datetime | None
    people: int
    unmatched: int
    threads: list[ImportThread]


class HistoryUpload(msgspec.Struct, frozen=True):
    """A file that came in."""

    id: UUID
    name: str
    zone: str
    day_first: bool | None


def name_of(name: str) -> str:
    """A name or title as it is kept."""
    return " ".join(name.replace("\0", "").split())[:LONGEST_NAME]


def file_id(conversation_id: UUID, path: str) -> UUID:
    """The same each time for this file of an archive."""
    return uuid5(conversation_id, f"file {path}")
