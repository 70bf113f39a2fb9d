"""SQL of comments: which stand under a post or below another comment, and who speaks there.

In all of the pages $1 is who looks (null: a passer-by) and $2 the time.
"""

from collections.abc import Collection
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.posts.store_hydration import ShownPostRow, shown_sql

# The first three of those that stand below each of a page, after it.
WITH_FIRST = """
found as (
    select id, ord, null::timestamptz as at from page union all
    select r.id, page.ord, r.at from page cross join lateral (
        select p.id, p.at from posts_post p where p.parent_id = page.id order by p.at, p.id limit 3
    ) r
)
select id, row_number() over (order by ord, at nulls first, id) as ord, null::text as mark
from found
"""
BY_TIME = shown_sql(f"""
with page as (
    select p.id, row_number() over (order by p.at, p.id) as ord from posts_post p
    where p.under_id = $3 and p.parent_id is null
        and ($4::timestamptz is null or (p.at, p.id) > ($4, $5::uuid))
    order by p.at, p.id limit $6
), {WITH_FIRST}
""")
# The warmest first: likes, and what stands below for twice as much; of equal ones the older.
BY_HEAT = shown_sql(f"""
with page as (
    select p.id, row_number() over (order by h.heat desc, p.at, p.id) as ord
    from posts_post p cross join lateral (
        select coalesce(sum(n.likes + 2 * n.comments), 0) as heat from posts_count n
        where n.ref = p.id
    ) h
    where p.under_id = $3 and p.parent_id is null
    order by h.heat desc, p.at, p.id offset $4 limit $5
), {WITH_FIRST}
""")
# What stands below a comment, or answers one that stands below another.
BELOW = shown_sql("""
select p.id, row_number() over (order by p.at, p.id) as ord, null::text as mark
from posts_post p
where (p.parent_id = $3 or (p.answers_id = $3 and p.under_id is not null))
    and ($4::timestamptz is null or (p.at, p.id) > ($4, $5::uuid))
order by p.at, p.id limit $6
""")
TALKING = """
(select author_id from posts_post where under_id = $1 limit $2)
union (select person_id from posts_like where post_id = $1 limit $2)
"""
# Of each of these posts, with its author.
CONCERNED = """
select p.id as post_id, o.id as person_id from posts_post p cross join lateral (
    select p.author_id as id
    union (select c.author_id from posts_post c where c.under_id = p.id limit $2)
    union (select person_id from posts_like where post_id = p.id limit $2)
) o where p.id = any($1::uuid[])
"""


class ConcernedPerson(msgspec.Struct, frozen=True):
    """Who has to do with a post."""

    post_id: UUID
    person_id: UUID


async def by_time(
    db: Db, viewer: UUID | None, post_id: UUID, after: Position, limit: int
) -> list[ShownPostRow]:
    """The oldest first, each followed by the first three below it."""
    return await db.all_as(
        ShownPostRow, BY_TIME, viewer, db.now, post_id, after.at, after.id, limit
    )


async def by_heat(
    db: Db, viewer: UUID | None, post_id: UUID, offset: int, limit: int
) -> list[ShownPostRow]:
    return await db.all_as(ShownPostRow, BY_HEAT, viewer, db.now, post_id, offset, limit)


async def below(
    db: Db, viewer: UUID | None, comment_id: UUID, after: Position, limit: int
) -> list[ShownPostRow]:
    return await db.all_as(
        ShownPostRow, BELOW, viewer, db.now, comment_id, after.at, after.id, limit
    )


async def talking(db: Db, post_id: UUID, limit: int) -> list[UUID]:
    """Who said something under a post, or likes it."""
    return [one for (one,) in await db.rows(TALKING, post_id, limit)]


async def concerned(db: Db, posts: Collection[UUID], limit: int) -> list[ConcernedPerson]:
    """Who wrote these posts, said something under them, or likes them; at most `limit`."""
    return await db.all_as(ConcernedPerson, CONCERNED, list(posts), limit)
