"""SQL of what an operator decided about posts and people: limits, marks, what was taken down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from leapfrog.kernel.db import Db

Limited = Literal["quiet", "closed"]

REMOVE = "update posts_post set removed_at = $2, heat = 0 where id = any($1::uuid[])"
LIMIT = """
insert into posts_limited (person_id, kind, until) values ($1, $2, $3)
on conflict (person_id) do update set kind = excluded.kind, until = excluded.until
"""
UNLIMIT = "delete from posts_limited where person_id = $1"
LIMITED = """
select exists (
    select from posts_limited where person_id = $1 and kind = $2 and (until is null or until > $3)
)
"""


async def remove_posts(db: Db, posts: Sequence[UUID], at: datetime | None) -> None:
    """Takes them down, or puts them back."""
    await db.run(REMOVE, list(posts), at)


async def limit(db: Db, person_id: UUID, kind: Limited, until: datetime | None) -> None:
    await db.run(LIMIT, person_id, kind, until)


async def unlimit(db: Db, person_id: UUID) -> None:
    await db.run(UNLIMIT, person_id)


async def limited(db: Db, person_id: UUID, kind: Limited) -> bool:
    return bool(await db.value(LIMITED, person_id, kind, db.now))
