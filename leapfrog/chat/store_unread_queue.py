"""SQL of what people have not read."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from leapfrog.chat.model import ConversationKind
from leapfrog.kernel.db import Db

WAITS = "select exists (select from chat_unread_queue)"
TAKE = """
delete from chat_unread_queue where ctid = any(array(
    select ctid from chat_unread_queue limit $1 for update skip locked
)) returning conversation_ids
"""
# Who is there, and did not ask not to be disturbed.
LISTENS = "m.until_seq is null and not m.muted and not m.archived and c.kind <> 'archive'"
UNREAD = f"""
select m.person_id, c.id as conversation_id, c.kind from chat_conversation c
join chat_member m on m.conversation_id = c.id
where c.id = any($1::uuid[]) and m.read_ord < c.last_ord and {LISTENS}
"""
TOTAL = f"""
select coalesce(sum(greatest(c.last_ord - m.read_ord, m.marked_unread::int)), 0) from chat_member m
join chat_conversation c on c.id = m.conversation_id
where m.person_id = $1 and {LISTENS}
    and not coalesce(c.asked = 'waiting' and c.asked_by <> $1, false)
"""


class Unread(msgspec.Struct, frozen=True):
    """Somebody has something to read there."""

    person_id: UUID
    conversation_id: UUID
    kind: ConversationKind


async def take(db: Db, limit: int) -> list[list[UUID]]:
    """The conversations of some batches that nobody took yet; they are gone with the commit."""
    return [row[0] for row in await db.rows(TAKE, limit)]


async def unread(db: Db, ids: Iterable[UUID]) -> list[Unread]:
    """Only who is still there and wants to hear of it."""
    return await db.all_as(Unread, UNREAD, list(ids))


async def total(db: Db, person_id: UUID) -> int:
    """As the list of chats counts it: without what is muted, archived or asked by strangers."""
    return int(await db.value(TOTAL, person_id))
