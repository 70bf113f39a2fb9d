"""SQL of taking conversations out: what one of its people has of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.chat import Role
from leapfrog.chat_content import RestoredMessage
from leapfrog.kernel.db import Db

KEPT = """
select c.id, c.kind, case when c.kind = 'direct' then t.person_id end as their_id,
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


# Who has an archive that is not of another app, nor kept apart.
OWNER = """
select m.person_id from chat_member m
join chat_conversation c on c.id = m.conversation_id and c.kind = 'archive'
where c.id = $1 and not exists (select from chat_archive a where a.conversation_id = c.id)
"""


class ConversationRecord(msgspec.Struct, frozen=True):
    """A conversation as one of its people has it; `their_id`: of two, the other one."""

    id: UUID
    kind: Literal["direct", "group", "archive"]
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


async def conversations(db: Db, person_id: UUID) -> list[ConversationRecord]:
    """All conversations of a person."""
    return await db.all_as(ConversationRecord, CONVERSATIONS, person_id)


async def owner_of(db: Db, conversation_id: UUID) -> UUID | None:
    """The person who brought this archive of a group of another town; None where the conversation
    is no such archive.
    """
    found: UUID | None = await db.value(OWNER, conversation_id)
    return found


async def people(db: Db, conversation_id: UUID) -> list[UUID]:
    """All who ever were in a conversation, or said something in it."""
    return [row[0] for row in await db.rows(PEOPLE, conversation_id)]


async def messages(db: Db, conversation_id: UUID, low: int, high: int) -> list[RestoredMessage]:
    """The rows in (low, high] of a log."""
    return await db.all_as(RestoredMessage, MESSAGES, conversation_id, low, high)


async def empty(db: Db, person_id: UUID, ids: Sequence[UUID]) -> dict[UUID, ConversationRecord]:
    """Which of these are a person's and silent so far."""
    return {one.id: one for one in await db.all_as(ConversationRecord, EMPTY, person_id, list(ids))}
