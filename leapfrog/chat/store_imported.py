"""SQL of archives: conversations that were spoken elsewhere."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat_content import Archive, ArchiveRow, SpeakerRow
from leapfrog.kernel.db import Db

BEGIN = """
insert into chat_conversation (id, kind, last_at, created_at) values ($1, 'archive', $2, $2)
on conflict do nothing
"""
ADD = """
insert into chat_archive (conversation_id, owner_id, title, source, app, external_id, is_group,
    digest)
values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
"""
ADD_SPEAKERS = """
insert into chat_speaker (conversation_id, id, key, name, shown, contact_id, person_id)
select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::uuid[])
on conflict do nothing
"""
ADD_MESSAGES = """
insert into chat_message (conversation_id, seq, ord, client_id, sender_id, kind, body, ref, meta,
    edited_at, recalled, imported, created_at)
select $1, g.seq, g.ord, g.client, g.sender, g.kind, g.body, g.ref, g.meta::jsonb, g.edited_at,
    g.recalled, $2, g.at
from unnest($3::bigint[], $4::bigint[], $5::uuid[], $6::uuid[], $7::text[], $8::text[],
    $9::bigint[], $10::text[], $11::timestamptz[], $12::bool[], $13::timestamptz[])
    as g (seq, ord, client, sender, kind, body, ref, meta, edited_at, recalled, at)
on conflict do nothing
"""
ADD_ENTRIES = """
insert into chat_archive_entry (conversation_id, seq, external_id, entry)
select $1, * from unnest($2::bigint[], $3::text[], $4::text[]) on conflict do nothing
"""
SAID_BEFORE = """
select external_id, max(seq) from chat_archive_entry
where conversation_id = $1 and external_id = any($2::text[]) group by 1
"""
# Only now its owner sees it, all of it read.
OPEN = """
with gone as (
    update chat_conversation c set last_seq = coalesce(m.seq, 0), last_ord = coalesce(m.ord, 0),
        shown_seq = coalesce(m.seq, 0), last_at = coalesce(m.at, c.last_at),
        last_xid = pg_current_xact_id()
    from chat_archive a, lateral (
        select max(seq) as seq, max(ord) as ord, max(created_at) as at from chat_message
        where conversation_id = a.conversation_id
    ) m
    where c.id = a.conversation_id and a.conversation_id = any($1::uuid[]) and a.owner_id = $2
    returning c.id, c.last_seq, c.last_ord
), told as (
    insert into chat_unindexed select array_agg(id) from gone having count(*) > 0
)
insert into chat_member (conversation_id, person_id, read_seq, read_ord)
select id, $2, last_seq, last_ord from gone
on conflict (conversation_id, person_id) do update set read_seq = excluded.read_seq,
    read_ord = excluded.read_ord, last_xid = pg_current_xact_id()
"""
OF = """
select conversation_id, title, source, app, external_id, is_group as "group" from chat_archive
where conversation_id = any($1::uuid[])
"""
SPEAKERS = """
select conversation_id, id, key, name, shown, contact_id, person_id from chat_speaker
where conversation_id = any($1::uuid[]) and ($2::uuid[] is null or id = any($2::uuid[]))
order by conversation_id, name, id
"""
FIRST_SPEAKERS = """
select s.* from unnest($1::uuid[]) as wanted (id)
cross join lateral (
    select conversation_id, id, key, name, shown, contact_id, person_id from chat_speaker
    where conversation_id = wanted.id order by id limit $2
) s
"""
AT = """
select seq, entry from chat_archive_entry where conversation_id = $1 and seq = any($2::bigint[])
"""
DELETE_MESSAGES = "delete from chat_message where conversation_id = any($1::uuid[])"
DELETE = "delete from chat_conversation where id = any($1::uuid[])"
# Devices that have it hear that nothing of it is to be seen any more.
EMPTY = """
update chat_member m set hidden_to = c.last_seq, last_xid = pg_current_xact_id()
from chat_conversation c where c.id = m.conversation_id and c.id = any($1::uuid[])
"""
DETACH = "delete from chat_attachment where conversation_id = any($1::uuid[])"
CLOSE = "delete from chat_archive where conversation_id = any($1::uuid[])"
BY_DIGEST = """
select digest, conversation_id from chat_archive where owner_id = $1 and digest = any($2::bytea[])
"""
MINE_OF = "select conversation_id from chat_archive where owner_id = $1"


async def begin_archive(
    db: Db, owner: UUID, archive: Archive, digest: bytes, at: datetime | None
) -> None:
    """Makes an archive, hidden until `open_archives`. Again, nothing happens."""
    await db.run(BEGIN, archive.conversation_id, at or db.now)
    about = (archive.title, archive.source, archive.app, archive.external_id, archive.group)
    await db.run(ADD, archive.conversation_id, owner, *about, digest)


async def add_speakers(db: Db, conversation_id: UUID, known: Sequence[SpeakerRow]) -> None:
    if known:
        rows = [msgspec.structs.astuple(one)[1:] for one in known]
        await db.run(ADD_SPEAKERS, conversation_id, *_columns(rows))


async def add_messages(
    db: Db, conversation_id: UUID, source: str, rows: Sequence[ArchiveRow]
) -> None:
    if rows:
        columns = _columns([msgspec.structs.astuple(row) for row in rows])
        await db.run(ADD_MESSAGES, conversation_id, source, *columns)


async def add_entries(
    db: Db, conversation_id: UUID, entries: Sequence[tuple[int, str, str]]
) -> None:
    """`entries`: seq, the id it had, its JSON."""
    if entries:
        await db.run(ADD_ENTRIES, conversation_id, *_columns(entries))


async def archived_seqs(db: Db, conversation_id: UUID, ids: Iterable[str]) -> dict[str, int]:
    """The seqs of messages in an archive, by the ids that they had where they were said."""
    wanted = list(ids)
    rows = await db.rows(SAID_BEFORE, conversation_id, wanted) if wanted else []
    return {row[0]: row[1] for row in rows}


async def open_archives(db: Db, owner: UUID, ids: Sequence[UUID]) -> None:
    """Shows these archives, which were begun, to their owner."""
    await db.run(OPEN, list(ids), owner)


async def archives_of(db: Db, ids: Sequence[UUID]) -> dict[UUID, Archive]:
    """Those of these conversations that are archives, by id."""
    return {one.conversation_id: one for one in await db.all_as(Archive, OF, list(ids))}


async def archive_speakers(
    db: Db, ids: Sequence[UUID], only: Iterable[UUID] | None = None
) -> list[SpeakerRow]:
    """The speakers of these archives, by name; `only`: no others than these."""
    wanted = None if only is None else list(only)
    return await db.all_as(SpeakerRow, SPEAKERS, list(ids), wanted)


async def first_speakers(db: Db, ids: Sequence[UUID], most: int) -> list[SpeakerRow]:
    """So many of each at most."""
    return await db.all_as(SpeakerRow, FIRST_SPEAKERS, list(ids), most)


async def entries_at(db: Db, conversation_id: UUID, seqs: Sequence[int]) -> dict[int, str]:
    return {row[0]: row[1] for row in await db.rows(AT, conversation_id, list(seqs))}


async def empty_archives(db: Db, owner: UUID, ids: Iterable[UUID]) -> None:
    """Empties these archives of a person; an empty conversation is what is left of each."""
    mine = list({*await ids_of(db, owner)}.intersection(ids))
    for statement in (DELETE_MESSAGES, DETACH, EMPTY, CLOSE):
        await db.run(statement, mine)


async def erase_archives(db: Db, owner: UUID) -> int:
    """Deletes all archives of a person; answers how many there were."""
    return await db.run(DELETE, await ids_of(db, owner))


async def erase_archived_messages(db: Db, owner: UUID) -> int:
    """Deletes all messages in the archives of a person; answers how many there were."""
    return await db.run(DELETE_MESSAGES, await ids_of(db, owner))


async def archives_by_digest(db: Db, owner: UUID, digests: Iterable[bytes]) -> dict[bytes, UUID]:
    """The archives of a person that were made of histories with these digests, by digest, also
    those that are not open yet; of several of one history, any.
    """
    return {row[0]: row[1] for row in await db.rows(BY_DIGEST, owner, list(digests))}


async def ids_of(db: Db, owner: UUID) -> list[UUID]:
    """All archives of a person, also those that are not open yet."""
    return [row[0] for row in await db.rows(MINE_OF, owner)]


def _columns(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
