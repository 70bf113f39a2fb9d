"""SQL of settings, and of what was seen until when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from leapfrog.kernel.db import Db

FIND = """
select coalesce(moments_days, 0) as moments_days, approve, show_follows, quotes, findable
from posts_settings where person_id = $1
"""
PUT = """
insert into posts_settings (person_id, moments_days, approve, show_follows, quotes, findable)
values ($1, nullif($2::smallint, 0), $3, $4, $5, $6)
on conflict (person_id) do update set moments_days = excluded.moments_days,
    approve = excluded.approve, show_follows = excluded.show_follows, quotes = excluded.quotes,
    findable = excluded.findable
"""
HIDE_POSTS = "update posts_post set tokens = null where author_id = $1 and tokens is not null"
MOMENTS_SEEN = """
insert into posts_settings (person_id, moments_seen_at) values ($1, $2)
on conflict (person_id) do update set moments_seen_at = excluded.moments_seen_at
"""
MOMENTS_SEEN_AT = "select moments_seen_at from posts_settings where person_id = $1"
FORGET = "delete from posts_settings where person_id = $1"


async def find(db: Db, person_id: UUID) -> Mapping[str, Any] | None:
    row = await db.row(FIND, person_id)
    return dict(row) if row else None


async def put(db: Db, person_id: UUID, wanted: Mapping[str, Any]) -> None:
    names = ("moments_days", "approve", "show_follows", "quotes", "findable")
    await db.run(PUT, person_id, *(wanted[name] for name in names))


async def hide_posts(db: Db, person_id: UUID) -> None:
    """The search finds none of them."""
    await db.run(HIDE_POSTS, person_id)


async def moments_seen(db: Db, person_id: UUID, at: datetime) -> None:
    await db.run(MOMENTS_SEEN, person_id, at)


async def moments_seen_at(db: Db, person_id: UUID) -> datetime | None:
    found: datetime | None = await db.value(MOMENTS_SEEN_AT, person_id)
    return found


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
