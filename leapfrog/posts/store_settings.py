"""SQL of settings, and of what was seen until when."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.posts.model import PostSettings

FIND = """
select coalesce(s.moments_days, 0) as moments_days, coalesce(f.approve, false) as approve,
    coalesce(f.show_follows, 'everyone') as show_follows,
    coalesce(s.quotes, 'everyone') as quotes, coalesce(s.findable, true) as findable
from (select $1::uuid as id) w left join posts_settings s on s.person_id = w.id
left join follows_settings f on f.person_id = w.id
"""
PUT = """
insert into posts_settings (person_id, moments_days, quotes, findable)
values ($1, nullif($2::smallint, 0), $3, $4)
on conflict (person_id) do update set moments_days = excluded.moments_days,
    quotes = excluded.quotes, findable = excluded.findable
"""
HIDE_POSTS = "update posts_post set tokens = null where author_id = $1 and tokens is not null"
MOMENTS_SEEN = """
insert into posts_settings (person_id, moments_seen_at) values ($1, $2)
on conflict (person_id) do update set moments_seen_at = excluded.moments_seen_at
"""
MOMENTS_SEEN_AT = "select moments_seen_at from posts_settings where person_id = $1"
FORGET = "delete from posts_settings where person_id = $1"


async def find(db: Db, person_id: UUID) -> PostSettings:
    found = await db.one_as(PostSettings, FIND, person_id)
    assert found is not None
    return found


async def put(db: Db, person_id: UUID, wanted: PostSettings) -> None:
    """Those that are kept here; what they let those do who follow is kept on the floor below."""
    await db.run(PUT, person_id, wanted.moments_days, wanted.quotes, wanted.findable)


async def hide_posts(db: Db, person_id: UUID) -> None:
    """The search finds none of them."""
    await db.run(HIDE_POSTS, person_id)


async def moments_seen(db: Db, person_id: UUID, at: datetime) -> None:
    """Notes that a person has seen the moments of others up to a time."""
    await db.run(MOMENTS_SEEN, person_id, at)


async def moments_seen_at(db: Db, person_id: UUID) -> datetime | None:
    """Up to when a person has seen the moments of others; None for never."""
    found: datetime | None = await db.value(MOMENTS_SEEN_AT, person_id)
    return found


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
