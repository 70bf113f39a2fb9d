"""SQL of conversations of people who move between towns."""

from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

SEND_AWAY = """
update chat_conversation c set away = true, last_xid = pg_current_xact_id()
from (
    select l.id from chat_conversation l
    where l.kind = 'direct' and $1 in (l.one_id, l.other_id) order by l.id for no key update
) l
where c.id = l.id
returning c.id, case when c.one_id = $1 then c.other_id else c.one_id end as other_id, c.last_seq
"""
DIRECTS = """
select c.id, case when c.one_id = $1 then c.other_id else c.one_id end as other_id, c.last_seq
from chat_conversation c where c.kind = 'direct' and $1 in (c.one_id, c.other_id)
"""
TAKE_OVER = """
with others as (
    select c.id, case when c.one_id = $1 then c.other_id else c.one_id end as other_id
    from chat_conversation c where c.kind = 'direct' and $1 in (c.one_id, c.other_id)
)
update chat_conversation c set one_id = least(o.other_id, $2::uuid),
    other_id = greatest(o.other_id, $2::uuid), last_xid = pg_current_xact_id(),
    away = exists (
        select from identity_person p where p.id in (o.other_id, $2) and p.kind = 'remote'
    )
from others o
where c.id = o.id and o.other_id <> $2 and not exists (
    select from chat_conversation d
    where (d.one_id, d.other_id) = (least(o.other_id, $2::uuid), greatest(o.other_id, $2::uuid))
)
returning c.id, o.other_id
"""
GROUPS = """
select c.id from chat_member m join chat_conversation c on c.id = m.conversation_id
where m.person_id = $1 and c.kind = 'group' and not exists (
    select from chat_member o where (o.conversation_id, o.person_id) = (c.id, $2)
)
"""
# What there is of somebody in these conversations.
MOVE_MEMBER = """
update chat_member set person_id = $2, last_xid = pg_current_xact_id()
where person_id = $1 and conversation_id = any($3::uuid[])
"""
MOVE_MESSAGES = """
update chat_message set sender_id = $2 where sender_id = $1 and conversation_id = any($3::uuid[])
"""
MOVE_REACTIONS = """
update chat_reaction set person_id = $2 where person_id = $1 and conversation_id = any($3::uuid[])
"""


class DirectPlace(msgspec.Struct, frozen=True):
    """A conversation of two: with whom, and how far its log is."""

    id: UUID
    other_id: UUID
    last_seq: int


async def send_away(db: Db, person_id: UUID) -> list[DirectPlace]:
    """All conversations of two of somebody, whose rows stay locked until the commit."""
    return await db.all_as(DirectPlace, SEND_AWAY, person_id)


async def directs(db: Db, person_id: UUID) -> list[DirectPlace]:
    """All conversations of two of a person, with the other one and the last seq."""
    return await db.all_as(DirectPlace, DIRECTS, person_id)


async def take_over(db: Db, before: UUID, after: UUID) -> list[UUID]:
    """Moves the conversations of one person to another; answers with whom those of two are."""
    moved = await db.rows(TAKE_OVER, before, after)
    places = [row[0] for row in [*moved, *await db.rows(GROUPS, before, after)]]
    for statement in (MOVE_MEMBER, MOVE_MESSAGES, MOVE_REACTIONS):
        await db.run(statement, before, after, places)
    return [row[1] for row in moved]
