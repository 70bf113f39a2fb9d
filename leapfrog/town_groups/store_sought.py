"""SQL of groups that somebody is to find again who came with a copy and a key."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

# Those with people of several towns.
ACROSS = """
select c.id, a.name, coalesce(g.home, '') as home, array(
    select distinct p.domain from chat_member o
    join identity_person p on p.id = o.person_id and p.kind = 'remote'
    where o.conversation_id = c.id and o.until_seq is null order by 1
) as towns
from chat_member m
join chat_conversation c on c.id = m.conversation_id and c.kind = 'group' and c.away
join chat_group a on a.conversation_id = c.id
left join town_groups_group g on g.id = c.id
where m.person_id = $1 and m.until_seq is null order by c.id
"""
IS_IN = """
select exists (
    select from chat_member m
    join chat_conversation c on c.id = m.conversation_id and c.kind = 'group'
    where (m.conversation_id, m.person_id) = ($1, $2) and m.until_seq is null
)
"""
# Who lived in that town and went on elsewhere without its word: their town has no copy. By their
# own record, which is the same in all towns, and by the log, in which a move has a row.
WENT_ALONE = """
select m.person_id from chat_member m join identity_home h on h.person_id = m.person_id
where m.conversation_id = $1 and m.until_seq is null and exists (
    select from jsonb_array_elements_text(h.record -> 'was') w (address)
    where split_part(w.address, '@', 2) = $2
) and not exists (
    select from chat_message l where l.conversation_id = $1 and l.sender_id = m.person_id
        and l.kind = 'system' and l.meta ->> 'what' = 'moved'
)
"""
PUT = """
insert into town_groups_sought (group_id, person_id, name, home, towns, at)
values ($1, $2, $3, $4, $5, $6)
on conflict (group_id, person_id) do update
set name = excluded.name, home = excluded.home, towns = excluded.towns
where town_groups_sought.asked_at is null
returning xmax = 0
"""
ASK = """
update town_groups_sought set asked_at = $2 where person_id = $1 and asked_at is null
returning group_id
"""
ASKED = """
select group_id as id, name, home, towns from town_groups_sought
where (group_id, person_id) = ($1, $2) and asked_at is not null
"""
OF_PERSON = """
select group_id as id, name, home, towns from town_groups_sought
where person_id = $1 and asked_at is not null order by name, group_id
"""
DROP = "delete from town_groups_sought where (group_id, person_id) = ($1, $2)"
DROP_OF = "delete from town_groups_sought where person_id = $1"
FORGET = "delete from town_groups_sought where at < $1"


class SoughtGroup(msgspec.Struct, frozen=True):
    """A group of which one is: what it is called, in which town it lived, by its domain, and all
    towns of which people were in it.
    """

    id: UUID
    name: str
    home: str
    towns: list[str]


async def across(db: Db, person_id: UUID) -> list[SoughtGroup]:
    """Those that somebody here is in; without a home those of this town."""
    return await db.all_as(SoughtGroup, ACROSS, person_id)


async def is_in(db: Db, group_id: UUID, person_id: UUID) -> bool:
    return bool(await db.value(IS_IN, group_id, person_id))


async def went_alone(db: Db, group_id: UUID, home: str) -> set[UUID]:
    """Who is in a group of that town, lived there, and came back elsewhere by their key alone."""
    return {row[0] for row in await db.rows(WENT_ALONE, group_id, home)}


async def put(db: Db, person_id: UUID, one: SoughtGroup) -> bool:
    """Notes one that a take-out names; False where it was noted."""
    told = (one.id, person_id, one.name, one.home, one.towns, db.now)
    return bool(await db.value(PUT, *told))


async def ask(db: Db, person_id: UUID) -> Sequence[UUID]:
    """From now on their towns are asked for all of them."""
    return [row[0] for row in await db.rows(ASK, person_id, db.now)]


async def asked(db: Db, group_id: UUID, person_id: UUID) -> SoughtGroup | None:
    return await db.one_as(SoughtGroup, ASKED, group_id, person_id)


async def of_person(db: Db, person_id: UUID) -> list[SoughtGroup]:
    """The groups of a person that were asked for in other towns and have not come yet, by name."""
    return await db.all_as(SoughtGroup, OF_PERSON, person_id)


async def drop(db: Db, group_id: UUID, person_id: UUID) -> bool:
    """False where it was not sought."""
    return await db.run(DROP, group_id, person_id) == 1


async def drop_of(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_OF, person_id)


async def forget(db: Db, before: datetime) -> None:
    await db.run(FORGET, before)
