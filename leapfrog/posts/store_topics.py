"""SQL of topics."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts.model import Category

COLUMNS = "t.name, t.shown, t.category, t.host_id, t.about, t.posts, t.heat"
FIND = f"""
select {COLUMNS}, exists (
    select from posts_topic_follow f where (f.person_id, f.name) = ($1, t.name)
) as followed from posts_topic t where t.name = $2 and not t.hidden
"""
TRENDING = f"""
select {COLUMNS}, exists (
    select from posts_topic_follow f where (f.person_id, f.name) = ($1, t.name)
) as followed from posts_topic t
where t.heat > 0 and not t.hidden and ($2::text is null or t.category = $2)
order by t.heat desc, t.name limit $3
"""
FOLLOWED = f"""
select {COLUMNS}, true as followed from posts_topic_follow f join posts_topic t on t.name = f.name
where f.person_id = $1 and not t.hidden order by f.at desc
"""
LIKE = f"""
select {COLUMNS}, false as followed from posts_topic t
where t.name like $1 and not t.hidden order by t.heat desc, t.posts desc, t.name limit $2
"""
FOLLOW = """
insert into posts_topic_follow (person_id, name, at) values ($1, $2, $3) on conflict do nothing
"""
UNFOLLOW = "delete from posts_topic_follow where (person_id, name) = ($1, $2)"
HOST = """
update posts_topic set host_id = $2 where name = $1 and (host_id is null or host_id = $2)
"""
WROTE = """
select exists (
    select from posts_post_topic t join posts_post p on p.id = t.post_id
    where t.name = $1 and p.author_id = $2
)
"""
CHANGE = "update posts_topic set about = $2, category = $3 where name = $1"
HIDE = "update posts_topic set hidden = $2 where name = $1"
LEAVE = "update posts_topic set host_id = null where name = $1 and host_id = $2"


class Topic(msgspec.Struct, frozen=True):
    """What is written about; `name` is by what it is known, `shown` how it was written first.
    `posts`: of the last seven days.
    """

    name: str
    shown: str
    category: Category
    host_id: UUID | None
    about: str
    posts: int
    heat: float
    followed: bool


async def find(db: Db, viewer: UUID | None, name: str) -> Topic | None:
    return await db.one_as(Topic, FIND, viewer, name)


async def trending(db: Db, viewer: UUID | None, category: str | None, limit: int) -> list[Topic]:
    return await db.all_as(Topic, TRENDING, viewer, category, limit)


async def followed(db: Db, person_id: UUID) -> list[Topic]:
    return await db.all_as(Topic, FOLLOWED, person_id)


async def like(db: Db, pattern: str, limit: int) -> Sequence[Topic]:
    return await db.all_as(Topic, LIKE, pattern, limit)


async def follow(db: Db, person_id: UUID, name: str, at: datetime) -> None:
    await db.run(FOLLOW, person_id, name, at)


async def unfollow(db: Db, person_id: UUID, name: str) -> None:
    await db.run(UNFOLLOW, person_id, name)


async def host(db: Db, name: str, person_id: UUID) -> bool:
    """False when it has another host."""
    return await db.run(HOST, name, person_id) == 1


async def wrote(db: Db, name: str, person_id: UUID) -> bool:
    """Whether somebody wrote about it publicly."""
    return bool(await db.value(WROTE, name, person_id))


async def change(db: Db, name: str, about: str, category: Category) -> None:
    await db.run(CHANGE, name, about, category)


async def leave(db: Db, name: str, person_id: UUID) -> None:
    await db.run(LEAVE, name, person_id)


async def hide(db: Db, name: str, hidden: bool) -> bool:
    return await db.run(HIDE, name, hidden) == 1
