"""SQL of what arrives with a person: conversations of elsewhere, and what was said in them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat_content import DirectPair, RestoredConversation, RestoredMessage, Role
from leapfrog.kernel.db import Db

ADD_DIRECT = """
insert into chat_conversation (id, kind, one_id, other_id, last_at, created_at, away)
select $1, 'direct', $2, $3, $4, $4, exists (
    select from identity_person p where p.id in ($2, $3) and p.kind = 'remote'
)
on conflict do nothing returning id
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
on conflict do nothing
"""
TAKEN = "select exists (select 1 from chat_conversation where id = $1)"
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


async def add_direct(db: Db, conversation_id: UUID, people: DirectPair, at: datetime) -> bool:
    """False when these two have one, or the id is taken."""
    return await db.value(ADD_DIRECT, conversation_id, people.one, people.other, at) is not None


async def add_archive(db: Db, conversation_id: UUID, owner: UUID, of: RestoredConversation) -> bool:
    """False when the id is taken."""
    if await db.value(ADD_ARCHIVE, conversation_id, of.created_at) is None:
        return False
    await db.run(ADD_GROUP, conversation_id, of.name, owner, of.people)
    return True


async def add_member(
    db: Db, conversation_id: UUID, person_id: UUID, read_seq: int, hidden_to: int, role: Role
) -> None:
    await db.run(ADD_MEMBER, conversation_id, person_id, read_seq, hidden_to, role)


async def set_flags(
    db: Db, conversation_id: UUID, person_id: UUID, of: RestoredConversation
) -> None:
    flags = (of.muted, of.pinned, of.archived, of.marked_unread)
    await db.run(SET_FLAGS, conversation_id, person_id, *flags)
    await hide(db, conversation_id, person_id, of.hidden)


async def hide(db: Db, conversation_id: UUID, person_id: UUID, seqs: Sequence[int]) -> None:
    """Notes messages that a person deleted for themselves, whether they are here yet or not."""
    await db.run(HIDE, conversation_id, person_id, list(seqs))


async def taken(db: Db, conversation_id: UUID) -> bool:
    """Whether there is a conversation with this id, of whatever kind."""
    return bool(await db.value(TAKEN, conversation_id))


async def add_messages(db: Db, rows: Sequence[RestoredMessage]) -> int:
    """Writes a whole log; answers how many messages it has."""
    if not rows:
        return 0
    await db.run_many(ADD_MESSAGES, [msgspec.structs.astuple(row)[:-1] for row in rows])
    await db.run_many(ADD_REACTIONS, [one for row in rows for one in _reactions(row)])
    ids = list({row.conversation_id for row in rows})
    for statement in (CATCH_UP, CATCH_UP_READ, UNINDEXED):
        await db.run(statement, ids)
    return int(await db.value(COUNT, ids))


def _reactions(row: RestoredMessage) -> list[tuple[object, ...]]:
    place = (row.conversation_id, row.seq)
    return [(*place, UUID(who), emoji, row.created_at) for who, emoji in row.reactions]
