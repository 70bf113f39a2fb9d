"""SQL of who is in a conversation now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat.model import ConversationKind
from leapfrog.kernel.db import Db

PRESENT = """
select m.person_id, m.conversation_id, c.kind
from unnest($1::uuid[], $2::uuid[]) as asked (person_id, conversation_id)
join chat_member m using (person_id, conversation_id)
join chat_conversation c on c.id = m.conversation_id
where m.until_seq is null and c.kind <> 'archive'
"""
PEOPLE = """
select person_id from chat_member where conversation_id = $1 and until_seq is null
order by joined_at, person_id
"""
# Who came when the conversation began has no moment of their own.
PEOPLE_SINCE = """
select person_id from chat_member
where conversation_id = $1 and until_seq is null and (joined_at is null or joined_at <= $2)
"""


class PresentRow(msgspec.Struct, frozen=True):
    """Somebody who is in a conversation."""

    person_id: UUID
    conversation_id: UUID
    kind: ConversationKind


async def present(
    db: Db, asked: Sequence[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID], ConversationKind]:
    """The kind of those of these (person, conversation), by pair, in which the person is now."""
    columns = [each[0] for each in asked], [each[1] for each in asked]
    found = await db.all_as(PresentRow, PRESENT, *columns)
    return {(one.person_id, one.conversation_id): one.kind for one in found}


async def people(db: Db, conversation_id: UUID) -> list[UUID]:
    """The people of a conversation now; who came first, first."""
    return [row[0] for row in await db.rows(PEOPLE, conversation_id)]


async def people_since(db: Db, conversation_id: UUID, moment: datetime) -> set[UUID]:
    """The people of a conversation now who were in it at a moment already."""
    return {row[0] for row in await db.rows(PEOPLE_SINCE, conversation_id, moment)}
