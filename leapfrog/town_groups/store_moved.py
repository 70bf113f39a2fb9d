"""SQL of people who are in groups and move from town to town."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.chat_content import id_when_taken
from leapfrog.kernel.db import Db

# Groups of other towns, and those of this one that others are in and other towns can have.
GROUPS_OF = """
select c.id, g.home from chat_member m
join chat_conversation c on c.id = m.conversation_id and c.kind = 'group'
join chat_group a on a.conversation_id = c.id
left join town_groups_group g on g.id = c.id
where m.person_id = $1 and m.until_seq is null and (c.copy or a.members between 2 and $2)
order by c.id
"""
AWAIT = """
insert into town_groups_moved (group_id, person_id)
select c.id, $2 from chat_conversation c where c.id = any($1::uuid[]) and not c.copy
on conflict (group_id, person_id) do update set since = null
"""
AWAIT_IN = """
insert into town_groups_moved (group_id, person_id) select $1, unnest($2::uuid[])
on conflict do nothing
"""
IS_THERE = """
insert into town_groups_moved (group_id, person_id, since) values ($1, $2, $3)
on conflict (group_id, person_id) do update set since = excluded.since
"""
EXPECT = """
insert into town_groups_expected (group_id, person_id, home, at) values ($1, $2, $3, $4)
on conflict (group_id, person_id) do update set home = excluded.home, at = excluded.at
"""
EXPECTED = """
select home from town_groups_expected where (group_id, person_id) = ($1, $2)
"""
EXPECTED_OF = """
select p.id from identity_person p
where p.kind = 'person' and (
    exists (
        select from town_groups_expected e
        where (e.group_id, e.person_id, e.home) = ($1, p.id, $2)
    ) or exists (
        select from town_groups_sought s where (s.group_id, s.person_id) = ($1, p.id)
            and s.asked_at is not null and $2 = any(s.towns)
    )
) order by 1
"""
DROP_EXPECTED = """
delete from town_groups_expected where (group_id, person_id) = ($1, $2) returning person_id
"""
FORGET_EXPECTED = "delete from town_groups_expected where at < $1"
# How far the log is that somebody brought; it is theirs alone, by one of these ids.
BROUGHT = """
select max(c.last_seq) from chat_conversation c
join chat_member m on m.conversation_id = c.id and m.person_id = $2
where c.id = any($1::uuid[]) and c.kind = 'archive'
"""
# Whom others called by this pid is this person.
NAMED = """
with before as (
    select p.group_id, p.person_id from town_groups_person p where p.pid = $1 and p.person_id <> $2
), rows as (
    update town_groups_row r set sender_id = $2 from before b
    where (r.group_id, r.sender_id) = (b.group_id, b.person_id)
)
update town_groups_person p set person_id = $2 from before b
where (p.group_id, p.pid) = (b.group_id, $1)
"""
RENAMED_IN = """
update town_groups_person set person_id = $3 where (group_id, pid) = ($1, $2)
"""


class GroupOf(msgspec.Struct, frozen=True):
    """A group that somebody is in; `home`: the town in which it lives, None for this one."""

    id: UUID
    home: str | None


async def groups_of(db: Db, person_id: UUID, most: int) -> list[GroupOf]:
    """Groups in which somebody stays who moves away; of this town, those of at most so many."""
    return await db.all_as(GroupOf, GROUPS_OF, person_id, most)


async def wait_for(db: Db, groups: list[UUID], person_id: UUID) -> None:
    """They moved; of those groups that live here nothing is told for them yet."""
    await db.run(AWAIT, groups, person_id)


async def wait_in(db: Db, group_id: UUID, people: list[UUID]) -> None:
    """These people of one group moved; nothing is told for them there yet."""
    await db.run(AWAIT_IN, group_id, people)


async def is_there(db: Db, group_id: UUID, person_id: UUID, since: int) -> None:
    """Their town is to have the group from this row on."""
    await db.run(IS_THERE, group_id, person_id, since)


async def expect(db: Db, group_id: UUID, person_id: UUID, home: str) -> None:
    """They came, and are in a group of that town."""
    await db.run(EXPECT, group_id, person_id, home, db.now)


async def expected(db: Db, group_id: UUID, person_id: UUID) -> str | None:
    """In which town a group lives that is to come for them; None where none is."""
    found: str | None = await db.value(EXPECTED, group_id, person_id)
    return found


async def expected_of(db: Db, group_id: UUID, home: str) -> list[UUID]:
    """Who here came to live here, and waits for a group of that town."""
    return [row[0] for row in await db.rows(EXPECTED_OF, group_id, home)]


async def drop_expected(db: Db, group_id: UUID, person_id: UUID) -> bool:
    """False where it was not waited for."""
    return await db.value(DROP_EXPECTED, group_id, person_id) is not None


async def forget_expected(db: Db, before: datetime) -> None:
    await db.run(FORGET_EXPECTED, before)


async def brought(db: Db, group_id: UUID, person_id: UUID) -> int:
    """Up to which row somebody brought what was said in a group."""
    ids = [group_id, id_when_taken(person_id, group_id)]
    return int(await db.value(BROUGHT, ids, person_id) or 0)


async def named(db: Db, pid: str, person_id: UUID) -> None:
    """In all groups, this pid is of this person."""
    await db.run(NAMED, pid, person_id)


async def renamed_in(db: Db, group_id: UUID, pid: str, person_id: UUID) -> None:
    """In one group, this pid is of this person from now on."""
    await db.run(RENAMED_IN, group_id, pid, person_id)
