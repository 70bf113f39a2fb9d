"""SQL of groups and of who is in them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat_content import Adding, GroupChange, Joining, Role
from leapfrog.kernel.db import Db

MAKE = """
insert into chat_conversation (id, kind, last_at, created_at) values ($1, 'group', $2, $2)
on conflict do nothing returning id
"""
MAKE_GROUP = """
insert into chat_group (conversation_id, name, made_by, made_of) values ($1, $2, $3, $4)
"""
BETWEEN = """
select conversation_id as id, made_by from chat_group
where conversation_id > $1 and conversation_id <= $2 and made_by is not null
order by conversation_id limit $3
"""
MADE = "select made_by, made_of from chat_group where conversation_id = $1"
TERMS = "select joining, adding, token from chat_group where conversation_id = $1"
CHANGE = """
update chat_group set name = coalesce($2, name), announcement = coalesce($3, announcement),
    joining = coalesce($4, joining), adding = coalesce($5, adding)
where conversation_id = $1
"""
MUTE_ALL = "update chat_conversation set muted_all = $2 where id = $1"
SET_AVATAR = "update chat_group set avatar = $2 where conversation_id = $1"
SET_TOKEN = "update chat_group set token = $2 where conversation_id = $1"
# What people of other towns are in is told there, and was until now.
SET_AWAY = """
with elsewhere as (
    select exists (
        select from chat_member m join identity_person p on p.id = m.person_id
        where m.conversation_id = $1 and m.until_seq is null and p.kind = 'remote'
    ) as away
)
update chat_conversation c set away = e.away from elsewhere e
where c.id = $1 and (c.away or e.away)
"""
BY_TOKEN = """
select c.id from chat_group g join chat_conversation c on c.id = g.conversation_id
where g.token = $1 and not c.copy
"""
TOUCH = "update chat_conversation set last_xid = pg_current_xact_id() where id = $1"

# Who comes, or comes again, sees from the row after $7 on, and has read up to $4.
JOIN = """
insert into chat_member (conversation_id, person_id, role, hidden_to, read_seq, read_ord, joined_at)
select $1, joining, $3, $7, $4, $5, $6 from unnest($2::uuid[]) as joining
on conflict (conversation_id, person_id) do update
set role = excluded.role, hidden_to = excluded.hidden_to, read_seq = excluded.read_seq,
    read_ord = excluded.read_ord, delivered_seq = 0, joined_at = excluded.joined_at,
    until_seq = null, marked_unread = false, last_xid = pg_current_xact_id()
where chat_member.until_seq is not null
returning person_id
"""
LEAVE = """
update chat_member set until_seq = $3, role = 'member', last_xid = pg_current_xact_id()
where conversation_id = $1 and person_id = $2
"""
SET_ROLE = """
update chat_member set role = $3, last_xid = pg_current_xact_id()
where conversation_id = $1 and person_id = $2
"""
SET_CARD = "update chat_member set name = $3 where conversation_id = $1 and person_id = $2"
ROLES = """
select person_id, role from chat_member
where conversation_id = $1 and person_id = any($2::uuid[]) and until_seq is null
"""
HEIR = """
select person_id from chat_member where conversation_id = $1 and until_seq is null
order by role = 'admin' desc, joined_at, person_id limit 1
"""
COUNT = """
update chat_group set
    members = (select count(*) from chat_member where conversation_id = $1 and until_seq is null),
    preview = array(
        select person_id from chat_member where conversation_id = $1 and until_seq is null
        order by joined_at, role = 'owner' desc, person_id limit 9
    )
where conversation_id = $1
returning members
"""
MEMBERS = """
with here as (
    select person_id, role, name, joined_at,
        row(array_position(array['owner', 'admin', 'member'], role), joined_at, person_id) as place
    from chat_member where conversation_id = $1 and until_seq is null
)
select person_id, role, name as card, joined_at from here
where $2::uuid is null or place > (select place from here where person_id = $2)
order by place limit $3
"""

ASK = """
insert into chat_join (conversation_id, person_id, greeting, created_at) values ($1, $2, $3, $4)
on conflict do nothing
"""
ASKED = "select exists (select from chat_join where conversation_id = $1 and person_id = $2)"
ANSWER = "delete from chat_join where conversation_id = $1 and person_id = any($2::uuid[])"
ASKING = """
select person_id, greeting, created_at from chat_join
where conversation_id = $1 order by created_at, person_id
"""
ADMINS = """
select person_id from chat_member
where conversation_id = $1 and until_seq is null and role <> 'member'
"""


class DeskMade(msgspec.Struct, frozen=True):
    """A group, and who made it."""

    id: UUID
    made_by: UUID


class GroupMaking(msgspec.Struct, frozen=True):
    """Who made a group, and of whom."""

    made_by: UUID
    made_of: list[UUID]


class LogPosition(msgspec.Struct, frozen=True):
    """A row of a log, and how much was counted up to it."""

    seq: int = 0
    ord: int = 0


class JoinRules(msgspec.Struct, frozen=True):
    """Who may come in, by whom and how."""

    joining: Joining
    adding: Adding
    token: str | None


class Membership(msgspec.Struct, frozen=True):
    """One who is in a group; `card`: what they call themselves there."""

    person_id: UUID
    role: Role
    card: str
    joined_at: datetime


class JoinRequestRow(msgspec.Struct, frozen=True):
    """One who asks to join."""

    person_id: UUID
    greeting: str
    created_at: datetime


async def make(db: Db, group_id: UUID, name: str, owner: UUID, people: Sequence[UUID]) -> bool:
    """False when the id is taken."""
    if await db.value(MAKE, group_id, db.now) is None:
        return False
    await db.run(MAKE_GROUP, group_id, name, owner, list(people))
    return True


async def made(db: Db, group_id: UUID) -> GroupMaking | None:
    return await db.one_as(GroupMaking, MADE, group_id)


async def between(db: Db, after: UUID, last: UUID, limit: int) -> list[DeskMade]:
    """Groups by their ids."""
    return await db.all_as(DeskMade, BETWEEN, after, last, limit)


async def rules(db: Db, group_id: UUID) -> JoinRules:
    found = await db.one_as(JoinRules, TERMS, group_id)
    assert found is not None
    return found


async def change(db: Db, group_id: UUID, wanted: GroupChange) -> None:
    """Changes what is given, but for who may write."""
    words = (wanted.name, wanted.announcement)
    await db.run(CHANGE, group_id, *words, wanted.joining, wanted.adding)


async def mute_all(db: Db, group_id: UUID, muted: bool) -> None:
    await db.run(MUTE_ALL, group_id, muted)


async def set_avatar(db: Db, group_id: UUID, sha256: bytes | None) -> None:
    await db.run(SET_AVATAR, group_id, sha256)


async def set_away(db: Db, group_id: UUID) -> bool:
    """Notes whether somebody in it lives in another town; False when nobody did or does."""
    return await db.run(SET_AWAY, group_id) == 1


async def set_token(db: Db, group_id: UUID, token: str | None) -> None:
    await db.run(SET_TOKEN, group_id, token)


async def by_token(db: Db, token: str) -> UUID | None:
    found: UUID | None = await db.value(BY_TOKEN, token)
    return found


async def touch(db: Db, group_id: UUID) -> None:
    """Marks the group as changed for all of its people."""
    await db.run(TOUCH, group_id)


async def join(
    db: Db,
    group_id: UUID,
    people: Sequence[UUID],
    role: Role,
    after: LogPosition,
    hidden_to: int,
) -> list[UUID]:
    """Who is new; they see what comes after `hidden_to`, and have read up to `after`."""
    read = (after.seq, after.ord)
    rows = await db.rows(JOIN, group_id, list(people), role, *read, db.now, hidden_to)
    return [row[0] for row in rows]


async def leave(db: Db, group_id: UUID, person_id: UUID, seq: int) -> None:
    """Nothing after `seq` is theirs to see."""
    await db.run(LEAVE, group_id, person_id, seq)


async def set_role(db: Db, group_id: UUID, person_id: UUID, role: Role) -> None:
    await db.run(SET_ROLE, group_id, person_id, role)


async def set_card(db: Db, group_id: UUID, person_id: UUID, name: str) -> None:
    await db.run(SET_CARD, group_id, person_id, name)


async def roles(db: Db, group_id: UUID, people: Sequence[UUID]) -> dict[UUID, Role]:
    """What those of these people who are in the group are there."""
    return {row[0]: row[1] for row in await db.rows(ROLES, group_id, list(people))}


async def heir(db: Db, group_id: UUID) -> UUID | None:
    """Who would own the group next: the admin, else the member, who is there longest."""
    found: UUID | None = await db.value(HEIR, group_id)
    return found


async def count(db: Db, group_id: UUID) -> int:
    """Notes how many are in the group, and the first of them; answers how many."""
    return int(await db.value(COUNT, group_id))


async def members(db: Db, group_id: UUID, after: UUID | None, limit: int) -> list[Membership]:
    """The owner first, then admins, then members, each in the order of their coming."""
    return await db.all_as(Membership, MEMBERS, group_id, after, limit)


async def admins(db: Db, group_id: UUID) -> list[UUID]:
    """The owner and the admins."""
    return [row[0] for row in await db.rows(ADMINS, group_id)]


async def ask(db: Db, group_id: UUID, person_id: UUID, greeting: str) -> bool:
    """False when they ask already."""
    return await db.run(ASK, group_id, person_id, greeting, db.now) == 1


async def asked(db: Db, group_id: UUID, person_id: UUID) -> bool:
    return bool(await db.value(ASKED, group_id, person_id))


async def answer(db: Db, group_id: UUID, people: Sequence[UUID]) -> int:
    """They ask no longer; answers how many did."""
    return await db.run(ANSWER, group_id, list(people))


async def asking(db: Db, group_id: UUID) -> list[JoinRequestRow]:
    """Who asks to join, the first one first."""
    return await db.all_as(JoinRequestRow, ASKING, group_id)
