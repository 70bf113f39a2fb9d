"""SQL of the parts of files of chats: conversations, and who speaks in them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.imports.chats.model import Decision, ImportConversation, ImportPerson
from leapfrog.imports.model import ChatsInFile
from leapfrog.kernel.db import Db

FORGET_CONVERSATIONS = "delete from imports_conversation where import_id = $1"
ADD_CONVERSATIONS = """
insert into imports_conversation (import_id, n, title, source, is_group, entries, files, missing,
    first_at, last_at, digest, chosen, known, conversation_id)
select $1, t.n, t.title, t.source, t.is_group, t.entries, t.files, t.missing, t.first_at,
    t.last_at, t.digest, t.known_id is null, t.known_id is not null,
    coalesce(t.known_id, t.conversation_id)
from unnest($2::int[], $3::text[], $4::text[], $5::bool[], $6::bigint[], $7::bigint[],
    $8::bigint[], $9::timestamptz[], $10::timestamptz[], $11::bytea[], $12::uuid[], $13::uuid[])
    as t (n, title, source, is_group, entries, files, missing, first_at, last_at, digest,
        known_id, conversation_id)
"""
# Who was chosen stays chosen when the file is read again.
ADD_PEOPLE = """
insert into imports_person (import_id, key, name, entries, decision, contact_id)
select $1, * from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::uuid[])
on conflict (import_id, key) do update set name = excluded.name, entries = excluded.entries
"""
# `ambiguous` is noted with the import.
IN_FILES = """
select i.id, t.conversations, t.known, t.entries as messages, p.people, p.unmatched,
    coalesce((i.details->>'ambiguous')::boolean, false) as ambiguous, t.first_at, t.last_at
from imports_job i, lateral (
    select count(*) as conversations, count(*) filter (where known) as known,
        coalesce(sum(entries), 0)::bigint as entries, min(first_at) as first_at,
        max(last_at) as last_at
    from imports_conversation where import_id = i.id
) t, lateral (
    select count(*) as people, count(*) filter (where decision = 'outsider') as unmatched
    from imports_person where import_id = i.id
) p
where i.id = any($1::uuid[])
"""
CONVERSATIONS = """
select n, title, source, is_group as group, entries, files, missing, first_at, last_at, chosen,
    known, conversation_id
from imports_conversation where import_id = $1 and n >= $2 order by n limit $3
"""
CHOSEN = """
select conversation_id from imports_conversation where import_id = $1 and chosen
"""
PEOPLE = """
select key, name, entries, decision, contact_id from imports_person
where import_id = $1 order by entries desc, key offset $2 limit $3
"""
CHOOSE = """
update imports_person p set decision = g.decision, contact_id = g.contact_id
from unnest($2::text[], $3::text[], $4::uuid[]) as g (key, decision, contact_id)
where p.import_id = $1 and p.key = g.key
"""
# There is one person whose file it is.
NOT_ME = """
update imports_person set decision = 'outsider'
where import_id = $1 and decision = 'me' and key <> $2
"""
PICK = """
update imports_conversation set chosen = ($2::int[] is null or n = any($2)) and not known
where import_id = $1
"""
# What came in since the file was looked at, or is on its way in from another one.
KNOW = """
update imports_conversation t set known = true, chosen = false, conversation_id = o.conversation_id
from (
    select * from unnest($3::bytea[], $4::uuid[]) as here (digest, conversation_id)
    union
    select other.digest, other.conversation_id from imports_conversation other
    join imports_job i on i.id = other.import_id and i.owner_id = $1 and i.state = 'working'
    where other.chosen and i.id <> $2
) o
where t.import_id = $2 and t.digest = o.digest and not t.known
    and t.conversation_id <> o.conversation_id
"""
DIGESTS = "select conversation_id, digest from imports_conversation where import_id = $1"


async def forget_conversations(db: Db, import_id: UUID) -> None:
    """Before those of the same file are added as they are read in another way."""
    await db.run(FORGET_CONVERSATIONS, import_id)


async def add_conversations(db: Db, import_id: UUID, rows: Sequence[Sequence[object]]) -> None:
    """`rows`: number, title, source, group, entries, files, missing, first, last, digest, as what
    it is here already, what it is to become.
    """
    await db.run(ADD_CONVERSATIONS, import_id, *map(list, zip(*rows, strict=True)))


async def add_people(db: Db, import_id: UUID, rows: Sequence[Sequence[object]]) -> None:
    """`rows`: key, name, entries, decision, contact."""
    if rows:
        await db.run(ADD_PEOPLE, import_id, *map(list, zip(*rows, strict=True)))


async def in_files(db: Db, ids: Sequence[UUID]) -> dict[UUID, ChatsInFile]:
    """What is in the files of these imports."""
    return await db.map_as(ChatsInFile, IN_FILES, list(ids))


async def conversations(
    db: Db, import_id: UUID, after: int = 0, limit: int | None = None
) -> list[ImportConversation]:
    """From that number on, in the order of the file; without a limit all of them."""
    rows = await db.rows(CONVERSATIONS, import_id, after, limit)
    return [msgspec.convert(dict(row), ImportConversation) for row in rows]


async def chosen(db: Db, import_id: UUID) -> list[UUID]:
    """What the conversations that come in are to become."""
    return [row[0] for row in await db.rows(CHOSEN, import_id)]


async def people(db: Db, import_id: UUID, after: int, limit: int) -> list[ImportPerson]:
    """Who speaks most first; without the names of contacts."""
    rows = await db.rows(PEOPLE, import_id, after, limit)
    return [msgspec.convert(dict(row), ImportPerson) for row in rows]


async def choose(
    db: Db, import_id: UUID, chosen: Sequence[tuple[str, Decision, UUID | None]]
) -> None:
    await db.run(CHOOSE, import_id, *map(list, zip(*chosen, strict=True)))
    for key, decision, _ in chosen:
        if decision == "me":
            await db.run(NOT_ME, import_id, key)


async def pick(db: Db, import_id: UUID, numbers: Sequence[int] | None) -> None:
    """Only these conversations come in; None: all. Those that are known never do."""
    await db.run(PICK, import_id, None if numbers is None else list(numbers))


async def know(db: Db, owner: UUID, import_id: UUID, here: Mapping[bytes, UUID]) -> None:
    """Marks what came in meanwhile, which is `here` by digest, or is on its way in from another
    file.
    """
    await db.run(KNOW, owner, import_id, list(here), list(here.values()))


async def digests(db: Db, import_id: UUID) -> dict[UUID, bytes]:
    """By what the thread is to become."""
    return {row[0]: row[1] for row in await db.rows(DIGESTS, import_id)}
