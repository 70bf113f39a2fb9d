"""SQL of topics."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

Category = Literal["talk", "town", "food", "sport", "culture", "market", "help"]

COLUMNS = "t.name, t.shown, t.category, t.host_id, t.about, t.posts, t.heat"
FIND = f"""
select {COLUMNS}, exists (
    select from topics_follow f where (f.person_id, f.name) = ($1, t.name)
) as followed from topics_topic t where t.name = $2 and not t.hidden
"""
TRENDING = f"""
select {COLUMNS}, exists (
    select from topics_follow f where (f.person_id, f.name) = ($1, t.name)
) as followed from topics_topic t
where t.heat > 0 and not t.hidden and ($2::text is null or t.category = $2)
order by t.heat desc, t.name limit $3
"""
FOLLOWED = f"""
select {COLUMNS}, true as followed from topics_follow f join topics_topic t on t.name = f.name
where f.person_id = $1 and not t.hidden order by f.at desc
"""
LIKE = f"""
select {COLUMNS}, false as followed from topics_topic t
where t.name like $1 and not t.hidden order by t.heat desc, t.posts desc, t.name limit $2
"""
FOLLOW = """
insert into topics_follow (person_id, name, at) values ($1, $2, $3) on conflict do nothing
"""
UNFOLLOW = "delete from topics_follow where (person_id, name) = ($1, $2)"
HOST = """
update topics_topic set host_id = $2 where name = $1 and (host_id is null or host_id = $2)
"""
CHANGE = "update topics_topic set about = $2, category = $3 where name = $1"
HIDE = "update topics_topic set hidden = $2 where name = $1"
LEAVE = "update topics_topic set host_id = null where name = $1 and host_id = $2"
BEGIN = """
insert into topics_topic (name, shown, made_at)
select w.name, w.shown, $3 from unnest($1::text[], $2::text[]) as w (name, shown)
on conflict do nothing
"""
RANK = """
update topics_topic t set heat = w.heat, posts = w.posts
from unnest($1::text[], $2::float8[], $3::int[]) as w (name, heat, posts) where t.name = w.name
"""
# Words that nobody follows; what the operators hid stays hidden.
DROP_UNFOLLOWED = """
delete from topics_topic t where t.name = any($1::text[]) and not t.hidden
    and not exists (select from topics_follow f where f.name = t.name)
"""
FOLLOWS_OF = "select name, at from topics_follow where person_id = $1 order by at"
ERASE = "delete from topics_follow where person_id = $1"
UNHOST = "update topics_topic set host_id = null, about = '' where host_id = $1"


class WrittenTopic(msgspec.Struct, frozen=True):
    """A topic by its name, and how it stands in the text."""

    name: str
    shown: str


class RankedTopic(msgspec.Struct, frozen=True):
    """How much a topic moves the town now."""

    name: str
    heat: float
    posts: int


class FollowedTopicRow(msgspec.Struct, frozen=True):
    """A topic that somebody follows since then."""

    name: str
    at: datetime


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
    """Makes a person the host of a topic; False when it has another one."""
    return await db.run(HOST, name, person_id) == 1


async def change(db: Db, name: str, about: str, category: Category) -> None:
    """Sets the description and category of a topic."""
    await db.run(CHANGE, name, about, category)


async def leave(db: Db, name: str, person_id: UUID) -> None:
    """Ends that a person is the host of a topic; where they are not, nothing happens."""
    await db.run(LEAVE, name, person_id)


async def hide(db: Db, name: str, hidden: bool) -> bool:
    return await db.run(HIDE, name, hidden) == 1


async def begin(db: Db, topics: Sequence[WrittenTopic]) -> None:
    """Makes topics of these names where there are none yet."""
    await db.run(BEGIN, [one.name for one in topics], [one.shown for one in topics], db.now)


async def rank(db: Db, topics: Sequence[RankedTopic]) -> None:
    """Keeps heat and number of posts of these topics, by which they are listed."""
    if topics:
        names, heats = [one.name for one in topics], [one.heat for one in topics]
        await db.run(RANK, names, heats, [one.posts for one in topics])


async def drop_unfollowed(db: Db, names: Sequence[str]) -> None:
    """Deletes those of these topics that nobody follows and that are not hidden; the caller knows
    that nobody writes of them any more.
    """
    await db.run(DROP_UNFOLLOWED, list(names))


async def follows_of(db: Db, person_id: UUID) -> list[FollowedTopicRow]:
    return await db.all_as(FollowedTopicRow, FOLLOWS_OF, person_id)


async def erase(db: Db, person_id: UUID) -> int:
    """They follow and look after no topic."""
    await db.run(UNHOST, person_id)
    return await db.run(ERASE, person_id)
