"""SQL of people who asked to come into groups of other towns, by their links."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

PUT = """
insert into town_groups_joining (group_id, person_id, home, i, at) values ($1, $2, $3, $4, $5)
on conflict (group_id, person_id) do update
set home = excluded.home, i = excluded.i, code = null, at = excluded.at
"""
ONE = """
select group_id, person_id, home, i, code, at from town_groups_joining
where (group_id, person_id) = ($1, $2)
"""
REFUSED = """
update town_groups_joining set code = $4 where (group_id, person_id, i) = ($1, $2, $3)
"""
WAITING = """
select person_id from town_groups_joining
where group_id = $1 and home = $2 and person_id = any($3::uuid[]) and code is null
"""
WAITING_OF = "select count(*) from town_groups_joining where person_id = $1 and code is null"
DROP = "delete from town_groups_joining where group_id = $1 and person_id = any($2::uuid[])"
DROP_OF = "delete from town_groups_joining where person_id = $1"
FORGET = "delete from town_groups_joining where at < $1"


class AskedToJoin(msgspec.Struct, frozen=True):
    """Somebody here asked the town `home` to be let into a group, as the wish `i`; `code`: why that
    town did not.
    """

    group_id: UUID
    person_id: UUID
    home: str
    i: UUID
    code: str | None
    at: datetime


async def put(db: Db, group_id: UUID, person_id: UUID, home: str, i: UUID) -> None:
    await db.run(PUT, group_id, person_id, home, i, db.now)


async def one(db: Db, group_id: UUID, person_id: UUID) -> AskedToJoin | None:
    return await db.one_as(AskedToJoin, ONE, group_id, person_id)


async def refused(db: Db, asked: AskedToJoin, code: str) -> None:
    await db.run(REFUSED, asked.group_id, asked.person_id, asked.i, code)


async def waiting(db: Db, group_id: UUID, home: str, people: Sequence[UUID]) -> set[UUID]:
    """Those of these people who asked that town to be let in."""
    return {row[0] for row in await db.rows(WAITING, group_id, home, list(people))}


async def waiting_of(db: Db, person_id: UUID) -> int:
    return int(await db.value(WAITING_OF, person_id))


async def drop(db: Db, group_id: UUID, people: Sequence[UUID]) -> None:
    """They are in it."""
    if people:
        await db.run(DROP, group_id, list(people))


async def drop_of(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_OF, person_id)


async def forget(db: Db, before: datetime) -> None:
    await db.run(FORGET, before)
