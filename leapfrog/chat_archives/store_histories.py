"""SQL of reading histories that were brought."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat_content import Archive
from leapfrog.kernel.db import Db

OF_OWNER = """
select a.conversation_id, a.title, a.source, a.app, a.external_id, a.is_group as "group", a.digest
from chat_archive a join chat_member m on m.conversation_id = a.conversation_id
where a.owner_id = $1 and m.person_id = $1 order by a.conversation_id
"""
ENTRIES = """
select e.seq, e.entry, m.meta ->> 'file' as file from chat_archive_entry e
left join chat_message m on m.conversation_id = e.conversation_id and m.seq = e.seq
where e.conversation_id = $1 and e.seq > $2 order by e.seq limit $3
"""
ROWS = """
select m.conversation_id, m.seq, m.ord, m.sender_id, m.kind, m.body, m.ref, m.meta, m.edited_at,
    m.recalled, m.imported, m.created_at, e.external_id, e.entry
from chat_message m
left join chat_archive_entry e on e.conversation_id = m.conversation_id and e.seq = m.seq
where m.conversation_id = $1 and m.seq > $2 order by m.seq limit $3
"""
SILENT = """
select a.conversation_id from chat_archive a
join chat_conversation c on c.id = a.conversation_id
where a.owner_id = $1 and c.last_seq = 0
"""


class OwnArchive(msgspec.Struct, frozen=True):
    """An archive, and the digest of all that is said in it."""

    archive: Archive
    digest: bytes


class EntryRow(msgspec.Struct, frozen=True):
    """What was said, as JSON of a `chat_formats.HistoryEntry`; the file of its first row."""

    seq: int
    entry: str
    file: str | None


class ArchivedMessage(msgspec.Struct, frozen=True):
    """A row of an archive's log as it is stored; the first of an entry has the entry's id and
    JSON.
    """

    conversation_id: UUID
    seq: int
    ord: int
    sender_id: UUID
    kind: str
    body: str
    ref: int | None
    meta: dict[str, Any] | None
    edited_at: datetime | None
    recalled: bool
    imported: str
    created_at: datetime
    external_id: str | None
    entry: str | None


async def own_archives(db: Db, owner: UUID) -> list[OwnArchive]:
    """All that a person has."""
    return await db.all_as(OwnArchive, OF_OWNER, owner)


async def archive_entries(db: Db, conversation_id: UUID, after: int, limit: int) -> list[EntryRow]:
    """What was said after a seq."""
    return await db.all_as(EntryRow, ENTRIES, conversation_id, after, limit)


async def archive_rows(
    db: Db, conversation_id: UUID, after: int, limit: int
) -> list[ArchivedMessage]:
    """The log's rows after a seq as they are stored, each with what it was where it was said."""
    return await db.all_as(ArchivedMessage, ROWS, conversation_id, after, limit)


async def silent_archives(db: Db, owner: UUID) -> list[UUID]:
    """A person's archives in which nothing is yet."""
    return [row[0] for row in await db.rows(SILENT, owner)]
