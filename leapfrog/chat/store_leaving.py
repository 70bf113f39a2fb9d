"""SQL of somebody who leaves the town for good."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db

ALONE = """
select m.conversation_id from chat_member m
where m.person_id = $1 and not exists (
    select from chat_member o join identity_person p on p.id = o.person_id
    join chat_conversation c on c.id = o.conversation_id
    where o.conversation_id = m.conversation_id and o.person_id <> $1
        and (p.kind = 'person' or c.kind = 'group' and c.away and not c.copy)
)
"""
SHARED = """
select m.conversation_id from chat_member m
where m.person_id = $1 order by m.conversation_id
"""
DELETE_MESSAGES = "delete from chat_message where conversation_id = any($1::uuid[])"
DELETE = "delete from chat_conversation where id = any($1::uuid[])"
EMPTY = """
update chat_message set body = '', meta = null, mentions = null,
    recalled = kind not in ('edit', 'recall', 'reaction')
where conversation_id = $1 and sender_id = $2 and kind <> 'system'
"""
# What they announced in groups; the picture, if it is they who chose it last.
UNANNOUNCE = """
update chat_group g set announcement = '' where g.conversation_id = $1 and g.announcement <> ''
and exists (
    select from chat_message m where m.conversation_id = $1 and m.sender_id = $2
    and m.kind = 'system' and m.meta ->> 'what' = 'announced'
    and m.meta ->> 'text' = g.announcement
)
"""
CHOSE_PICTURE = """
select m.sender_id = $2 from chat_message m
where m.conversation_id = $1 and m.kind = 'system' and m.meta ->> 'what' = 'avatar'
order by m.seq desc limit 1
"""
# What the log of a group says beside that: how they called it, and what they announced.
UNSAY = """
update chat_message set meta = meta - 'text'
where conversation_id = $1 and sender_id = $2 and kind = 'system' and meta ? 'text'
"""
DETACH = """
delete from chat_attachment a using chat_message m
where m.conversation_id = $1 and m.sender_id = $2
    and a.conversation_id = m.conversation_id and a.seq = m.seq
"""
# The search forgets all of it and reads it anew.
UNINDEX = "insert into chat_unindexed values (array[$1::uuid], true)"
TOUCH = "update chat_conversation set last_xid = pg_current_xact_id() where id = $1"
FORGET_REACTIONS = "delete from chat_reaction where person_id = $1"
FORGET_MENTIONS = "delete from chat_mention where person_id = $1"
FORGET_HIDDEN = "delete from chat_hidden where person_id = $1"
FORGET_ASKING = "delete from chat_join where person_id = $1"
FORGET_CARDS = "update chat_member set name = '' where person_id = $1 and name <> ''"
# Groups that have somebody's name in theirs.
UNNAME = """
with named as (
    update chat_group g set name = '' where g.conversation_id in (
        select m.conversation_id from chat_member m where m.person_id = $1
    ) and exists (select from unnest($2::text[]) as n where position(n in lower(g.name)) > 0)
    returning g.conversation_id
)
update chat_conversation set last_xid = pg_current_xact_id()
where id in (select conversation_id from named)
"""
GROUPS = """
select c.id from chat_member m join chat_conversation c on c.id = m.conversation_id
where m.person_id = $1 and c.kind = 'group' and m.until_seq is null order by c.id
"""


async def alone(db: Db, person_id: UUID) -> list[UUID]:
    """Conversations that nobody else of the town has."""
    return [row[0] for row in await db.rows(ALONE, person_id)]


async def shared(db: Db, person_id: UUID) -> list[UUID]:
    """All conversations of a person that are left."""
    return [row[0] for row in await db.rows(SHARED, person_id)]


async def delete_messages(db: Db, ids: Sequence[UUID]) -> int:
    return await db.run(DELETE_MESSAGES, list(ids))


async def delete(db: Db, ids: Sequence[UUID]) -> int:
    """Deletes these conversations with all that is in them; answers how many there were."""
    return await db.run(DELETE, list(ids))


async def empty(db: Db, conversation_id: UUID, person_id: UUID) -> int:
    """Empties all that a person said in a conversation, files too; answers how many rows."""
    await db.run(DETACH, conversation_id, person_id)
    await db.run(UNANNOUNCE, conversation_id, person_id)
    await db.run(UNSAY, conversation_id, person_id)
    found = await db.run(EMPTY, conversation_id, person_id)
    if found:
        for statement in (UNINDEX, TOUCH):
            await db.run(statement, conversation_id)
    return found


async def forget(db: Db, person_id: UUID) -> None:
    """What they answered, hid and asked, and what they called themselves in groups."""
    what = (FORGET_REACTIONS, FORGET_MENTIONS, FORGET_HIDDEN, FORGET_ASKING, FORGET_CARDS)
    for statement in what:
        await db.run(statement, person_id)


async def chose_picture(db: Db, conversation_id: UUID, person_id: UUID) -> bool:
    """Whether a group's picture is the one that they chose."""
    return bool(await db.value(CHOSE_PICTURE, conversation_id, person_id))


async def unname(db: Db, person_id: UUID, names: Sequence[str]) -> None:
    """Their groups that have one of these names, in small letters, in theirs have none."""
    await db.run(UNNAME, person_id, names)


async def groups(db: Db, person_id: UUID) -> list[UUID]:
    """The groups that a person is in."""
    return [row[0] for row in await db.rows(GROUPS, person_id)]
