"""SQL of taking conversations out and bringing them in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat.model import Role
from leapfrog.kernel.db import Db

KEPT = """
select c.id, case when c.kind = 'direct' then t.person_id end as their_id,
    coalesce(g.name, '') as name, m.role, m.read_seq, coalesce(t.read_seq, 0) as their_read_seq,
    m.hidden_to, coalesce(m.until_seq, c.last_seq) as end,
    array(
        select h.seq from chat_hidden h
        where h.person_id = m.person_id and h.conversation_id = c.id order by 1
    ) as hidden, m.muted, m.pinned, m.archived, m.marked_unread, c.created_at
from chat_member m
join chat_conversation c on c.id = m.conversation_id
left join chat_group g on g.conversation_id = c.id
left join chat_member t on c.kind = 'direct' and t.conversation_id = m.conversation_id
    and t.person_id <> m.person_id
"""
# What was brought from another app has record sets of its own.
CONVERSATIONS = f"""
{KEPT} where m.person_id = $1
and not exists (select from chat_archive a where a.conversation_id = c.id) order by c.id
"""
# Of those conversations, mine in which nothing was said here yet.
EMPTY = f"{KEPT} where m.person_id = $1 and c.id = any($2::uuid[]) and c.last_seq = 0"
PEOPLE = """
select person_id from chat_member where conversation_id = $1
union select unnest(made_of) from chat_group where conversation_id = $1
union select sender_id from chat_message where conversation_id = $1
"""
MESSAGES = """
select m.conversation_id, m.seq, m.ord, m.client_id, m.sender_id, m.kind, m.body, m.created_at,
    m.ref, m.mentions, m.meta, m.edited_at, m.recalled, m.imported, (
        select coalesce(jsonb_agg(jsonb_build_array(r.person_id, r.emoji)), '[]')
        from chat_reaction r where r.conversation_id = m.conversation_id and r.seq = m.seq
    ) as reactions
from chat_message m where m.conversation_id = $1 and m.seq > $2 and m.seq <= $3 order by m.seq
"""
ADD_DIRECT = """
insert into chat_conversation (id, kind, one_id, other_id, last_at, created_at)
values ($1, 'direct', $2, $3, $4, $4) on conflict do nothing returning id
"""
ADD_ARCHIVE = """
insert into chat_conversation (id, kind, last_at, created_at) values ($1, 'archive', $2, $2)
on conflict do nothing returning id
"""
ADD_GROUP = """
insert into chat_group (conversation_id, name, made_by, made_of, members, preview, joining)
values ($1, $2, $3, $4, cardinality($4::uuid[]) + 1, array[$3::uuid] || $4[1:8], 'closed')
"""
ADD_MEMBER = """
insert into chat_member (conversation_id, person_id, read_seq, hidden_to, role)
values ($1, $2, $3, $4, $5) on conflict do nothing
"""
SET_FLAGS = """
update chat_member set muted = $3, pinned = $4, archived = $5, marked_unread = $6
where conversation_id = $1 and person_id = $2
"""
HIDE = """
insert into chat_hidden (conversation_id, person_id, seq) select $1, $2, unnest($3::bigint[])
"""
TAKEN = "select exists (select 1 from chat_conversation where id = $1)"
HAS = """
select exists (select from chat_member where conversation_id = $2 and person_id = $1)
"""
ADD_MESSAGES = """
insert into chat_message (conversation_id, seq, ord, client_id, sender_id, kind, body, created_at,
    ref, mentions, meta, edited_at, recalled, imported)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing
"""
ADD_REACTIONS = """
insert into chat_reaction (conversation_id, seq, person_id, emoji, created_at)
values ($1, $2, $3, $4, $5) on conflict do nothing
"""
CATCH_UP = """
update chat_conversation c
set last_seq = m.seq, last_ord = m.ord, shown_seq = coalesce(m.shown, 0), last_at = m.at,
    last_xid = pg_current_xact_id()
from (
    select conversation_id, max(seq) as seq, max(ord) as ord, max(created_at) as at,
        max(seq) filter (where kind not in ('edit', 'recall', 'reaction')) as shown
    from chat_message where conversation_id = any($1::uuid[]) group by 1
) m where c.id = m.conversation_id
"""
CATCH_UP_READ = """
update chat_member m set read_ord = coalesce((
    select max(s.ord) from chat_message s
    where s.conversation_id = m.conversation_id and s.seq <= m.read_seq
), 0)
where m.conversation_id = any($1::uuid[])
"""
UNINDEXED = "insert into chat_unindexed values ($1)"
COUNT = "select count(*) from chat_message where conversation_id = any($1::uuid[])"


class ConversationRecord(msgspec.Struct, frozen=True):
    """A conversation as one of its people has it; `their_id`: of two, the other one."""

    id: UUID
    their_id: UUID | None
    name: str
    role: Role
    read_seq: int
    their_read_seq: int
    hidden_to: int
    end: int
    hidden: list[int]
    muted: bool
    pinned: bool
    archived: bool
    marked_unread: bool
    created_at: datetime


class MessageRecord(msgspec.Struct, frozen=True):
    """A row of a log as it is stored; `reactions`: (who, emoji)."""

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


Reacted = tuple[UUID, int, UUID, str, datetime]


async def conversations(db: Db, person_id: UUID) -> list[ConversationRecord]:
    """All conversations of a person."""
    return await db.all_as(ConversationRecord, CONVERSATIONS, person_id)


async def people(db: Db, conversation_id: UUID) -> list[UUID]:
    """All who ever were in a conversation, or said something in it."""
    return [row[0] for row in await db.rows(PEOPLE, conversation_id)]


async def messages(db: Db, conversation_id: UUID, low: int, high: int) -> list[MessageRecord]:
    """The rows in (low, high] of a log."""
    return await db.all_as(MessageRecord, MESSAGES, conversation_id, low, high)


async def add_direct(
    db: Db, conversation_id: UUID, people: tuple[UUID, UUID], at: datetime
) -> bool:
    """False when these two have one, or the id is taken."""
    return await db.value(ADD_DIRECT, conversation_id, *people, at) is not None


async def add_archive(
    db: Db, conversation_id: UUID, name: str, owner: UUID, people: Sequence[UUID], at: datetime
) -> bool:
    """False when the id is taken."""
    if await db.value(ADD_ARCHIVE, conversation_id, at) is None:
        return False
    await db.run(ADD_GROUP, conversation_id, name, owner, list(people))
    return True


async def add_member(
    db: Db, conversation_id: UUID, person_id: UUID, read_seq: int, hidden_to: int, role: Role
) -> None:
    await db.run(ADD_MEMBER, conversation_id, person_id, read_seq, hidden_to, role)


async def set_flags(
    db: Db, conversation_id: UUID, person_id: UUID, flags: Sequence[bool], hidden: Sequence[int]
) -> None:
    """`flags`: muted, pinned, archived, marked unread."""
    await db.run(SET_FLAGS, conversation_id, person_id, *flags)
    await db.run(HIDE, conversation_id, person_id, list(hidden))


async def taken(db: Db, conversation_id: UUID) -> bool:
    return bool(await db.value(TAKEN, conversation_id))


async def has(db: Db, person_id: UUID, conversation_id: UUID) -> bool:
    return bool(await db.value(HAS, person_id, conversation_id))


async def empty(db: Db, person_id: UUID, ids: Sequence[UUID]) -> dict[UUID, ConversationRecord]:
    """Which of these are a person's and silent so far."""
    return {one.id: one for one in await db.all_as(ConversationRecord, EMPTY, person_id, list(ids))}


async def add_messages(db: Db, rows: Sequence[MessageRecord], reactions: Sequence[Reacted]) -> int:
    """Writes a whole log; answers how many messages it has."""
    if not rows:
        return 0
    await db.run_many(ADD_MESSAGES, [msgspec.structs.astuple(row)[:-1] for row in rows])
    await db.run_many(ADD_REACTIONS, reactions)
    ids = list({row.conversation_id for row in rows})
    for statement in (CATCH_UP, CATCH_UP_READ, UNINDEXED):
        await db.run(statement, ids)
    return int(await db.value(COUNT, ids))
