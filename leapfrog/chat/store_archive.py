"""SQL of taking conversations out, bringing them in, and forgetting them."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db, Row

Mark = tuple[UUID, int]

CONVERSATIONS = """
select c.id, t.person_id, m.read_seq, t.read_seq, c.created_at
from chat_member m
join chat_conversation c on c.id = m.conversation_id
join chat_member t on t.conversation_id = m.conversation_id and t.person_id <> m.person_id
where m.person_id = $1 order by c.id
"""
MESSAGES = """
select m.conversation_id, m.seq, m.client_id, m.sender_id = $1, m.kind, m.body, m.created_at
from chat_message m where m.conversation_id = $2 order by m.seq
"""
ADD = """
insert into chat_conversation (id, kind, one_id, other_id, last_at, created_at)
values ($1, 'direct', $2, $3, $4, $4) on conflict do nothing returning id
"""
ADD_MEMBERS = """
insert into chat_member (conversation_id, person_id, read_seq)
select $1, unnest($2::uuid[]), unnest($3::bigint[])
"""
TAKEN = "select exists (select 1 from chat_conversation where id = $1)"
# Of those conversations, mine in which nothing was said here yet, and who else is in each.
EMPTY = """
select c.id, t.person_id from chat_conversation c
join chat_member m on m.conversation_id = c.id and m.person_id = $1
join chat_member t on t.conversation_id = c.id and t.person_id <> $1
where c.id = any($2::uuid[]) and c.last_seq = 0
"""
ADD_MESSAGES = """
insert into chat_message (conversation_id, seq, client_id, sender_id, kind, body, created_at)
select * from unnest(
    $1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[]
) on conflict do nothing
"""
CATCH_UP = """
update chat_conversation c
set last_seq = m.seq, last_at = m.at, last_xid = pg_current_xact_id()
from (
    select conversation_id, max(seq) as seq, max(created_at) as at
    from chat_message where conversation_id = any($1::uuid[]) group by 1
) m where c.id = m.conversation_id
"""
ERASE_MESSAGES = "delete from chat_message where conversation_id = any($1::uuid[])"
ERASE = "delete from chat_conversation where id = any($1::uuid[])"


async def conversations(db: Db, person_id: UUID) -> list[Row]:
    """(id, their id, read, read by them, made at) of all conversations of a person."""
    return await db.rows(CONVERSATIONS, person_id)


async def messages(db: Db, person_id: UUID) -> AsyncIterator[Row]:
    """All messages of a person's conversations, one conversation at a time."""
    for conversation in await conversations(db, person_id):
        for row in await db.rows(MESSAGES, person_id, conversation[0]):
            yield row


async def add_conversation(
    db: Db, conversation_id: UUID, people: tuple[UUID, UUID], marks: Sequence[Mark], at: datetime
) -> bool:
    """False when these two have one, or the id is taken."""
    if await db.value(ADD, conversation_id, *people, at) is None:
        return False
    ids, seqs = zip(*marks, strict=True)
    await db.run(ADD_MEMBERS, conversation_id, list(ids), list(seqs))
    return True


async def taken(db: Db, conversation_id: UUID) -> bool:
    return bool(await db.value(TAKEN, conversation_id))


async def empty(db: Db, person_id: UUID, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Which of these are a person's and silent so far: id to the other person's id."""
    return {row[0]: row[1] for row in await db.rows(EMPTY, person_id, list(ids))}


async def add_messages(db: Db, rows: Sequence[Sequence[object]]) -> int:
    """`rows`: (conversation, seq, client id, sender, kind, body, made at). How many were new."""
    if not rows:
        return 0
    added = await db.run(ADD_MESSAGES, *[list(column) for column in zip(*rows, strict=True)])
    await db.run(CATCH_UP, list({row[0] for row in rows}))
    return added


async def erase_messages(db: Db, ids: Sequence[UUID]) -> int:
    return await db.run(ERASE_MESSAGES, list(ids))


async def erase(db: Db, ids: Sequence[UUID]) -> int:
    return await db.run(ERASE, list(ids))
