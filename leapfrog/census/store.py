"""SQL of how much there is: of the tables of posts, and what was counted last."""

import msgspec

from leapfrog.kernel.db import Db

COUNT = """
select count(*) filter (where under_id is null) as posts,
    count(*) filter (where under_id is not null) as comments
from posts_post where uri is null and removed_at is null
"""
KEEP = """
insert into census_last (people, month, half_year, towns, posts, comments)
values ($1, $2, $3, $4, $5, $6)
on conflict (only_one) do update set people = excluded.people, month = excluded.month,
    half_year = excluded.half_year, towns = excluded.towns, posts = excluded.posts,
    comments = excluded.comments
"""
KEPT = "select people, month, half_year, towns, posts, comments from census_last"


class Census(msgspec.Struct, frozen=True):
    """People of the town, those who were here within 30 and within 180 days, other towns of which
    somebody is known; posts and comments that were written here, whoever may see them.
    """

    people: int = 0
    month: int = 0
    half_year: int = 0
    towns: int = 0
    posts: int = 0
    comments: int = 0


class WrittenHere(msgspec.Struct, frozen=True):
    """How many posts and comments were written here, and were not taken down."""

    posts: int
    comments: int


async def count(db: Db) -> WrittenHere:
    found = await db.one_as(WrittenHere, COUNT)
    assert found is not None
    return found


async def keep(db: Db, found: Census) -> None:
    await db.run(KEEP, *msgspec.structs.astuple(found))


async def kept(db: Db) -> Census:
    return await db.one_as(Census, KEPT) or Census()
