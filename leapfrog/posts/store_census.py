"""SQL of how much there is."""

from collections.abc import Sequence
from typing import Any

from leapfrog.kernel.db import Db

COUNT = """
select (select count(*) from posts_post where uri is null and removed_at is null),
    (select count(*) from posts_comment where uri is null and removed_at is null)
"""
KEEP = """
insert into posts_census (people, month, half_year, towns, posts, comments)
values ($1, $2, $3, $4, $5, $6)
on conflict (only_one) do update set people = excluded.people, month = excluded.month,
    half_year = excluded.half_year, towns = excluded.towns, posts = excluded.posts,
    comments = excluded.comments
"""
KEPT = "select people, month, half_year, towns, posts, comments from posts_census"


async def count(db: Db) -> tuple[int, int]:
    """(posts, comments) of here."""
    row = await db.row(COUNT)
    assert row is not None
    return row[0], row[1]


async def keep(db: Db, numbers: Sequence[int]) -> None:
    await db.run(KEEP, *numbers)


async def kept(db: Db) -> Any:
    """(people, month, half a year, towns, posts, comments), or None."""
    return await db.row(KEPT)
