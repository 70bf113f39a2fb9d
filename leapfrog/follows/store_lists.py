"""SQL of lists."""

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

MINE = """
select l.id, l.name, (select count(*) from follows_list_member m where m.list_id = l.id)
    as members, l.replies
from follows_list l where l.owner_id = $1 order by l.id
"""
PUT = """
insert into follows_list as l (id, owner_id, name, replies)
values ($1, $2, $3, coalesce($4, 'followed'))
on conflict (id) do update set name = excluded.name, replies = coalesce($4, l.replies)
where l.owner_id = excluded.owner_id
"""
DELETE = "delete from follows_list where id = $1 and owner_id = $2"
EXISTS = "select exists (select from follows_list where id = $1)"
MEMBERS = "select person_id from follows_list_member where list_id = $1 order by person_id"
ERASE = "delete from follows_list where owner_id = $1"
ERASE_PLACES = "delete from follows_list_member where person_id = $1"
LEAVE = "delete from follows_list_member where list_id = $1 and person_id <> all($2::uuid[])"
ENTER = """
insert into follows_list_member (list_id, person_id) select $1, unnest($2::uuid[])
on conflict do nothing
"""


ListReplies = Literal["none", "list", "followed"]


class ReadingList(msgspec.Struct, frozen=True):
    """A private group of people to read; `members` is their number. `replies`: which of their
    answers to others are on it: none, those to people on the list, or to people one follows.
    """

    id: UUID
    name: str
    members: int
    replies: ListReplies = "followed"


async def mine(db: Db, owner: UUID) -> list[ReadingList]:
    return await db.all_as(ReadingList, MINE, owner)


async def put(
    db: Db, owner: UUID, list_id: UUID, name: str, replies: ListReplies | None = None
) -> bool:
    """False when the id is another owner's. Without `replies`, those stay as they were."""
    return await db.run(PUT, list_id, owner, name, replies) == 1


async def delete(db: Db, owner: UUID, list_id: UUID) -> bool:
    return await db.run(DELETE, list_id, owner) == 1


async def exists(db: Db, list_id: UUID) -> bool:
    return bool(await db.value(EXISTS, list_id))


async def members(db: Db, list_id: UUID) -> list[UUID]:
    return [one for (one,) in await db.rows(MEMBERS, list_id)]


async def place(db: Db, list_id: UUID, people: Sequence[UUID]) -> None:
    await db.run(LEAVE, list_id, list(people))
    await db.run(ENTER, list_id, list(people))


async def erase(db: Db, person_id: UUID) -> int:
    """Their lists, and them from the lists of others; how many lists they had."""
    await db.run(ERASE_PLACES, person_id)
    return await db.run(ERASE, person_id)
