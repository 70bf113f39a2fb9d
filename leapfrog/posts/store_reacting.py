"""SQL of likes, saves and votes."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

LIKE = """
with liked as (
    insert into posts_like (post_id, person_id, at)
    select distinct id, $2::uuid, $3::timestamptz from unnest($1::uuid[]) as w (id)
    on conflict do nothing returning post_id
)
insert into posts_count as c (ref, slot, likes)
select post_id, pg_backend_pid() % 8, 1 from liked order by post_id
on conflict (ref, slot) do update set likes = c.likes + 1
"""
UNLIKE = """
with unliked as (delete from posts_like where (post_id, person_id) = ($1, $2) returning post_id)
insert into posts_count as c (ref, slot, likes)
select post_id, pg_backend_pid() % 8, -1 from unliked
on conflict (ref, slot) do update set likes = c.likes - 1
"""
SAVE = """
insert into posts_save (person_id, post_id, at)
select distinct $1::uuid, id, $3::timestamptz from unnest($2::uuid[]) as w (id)
on conflict do nothing
"""
UNSAVE = "delete from posts_save where (person_id, post_id) = ($1, $2)"
VOTE = """
insert into posts_vote (post_id, person_id, choice) select $1, $2, unnest($3::smallint[])
on conflict do nothing
"""
VOTED = "select exists (select from posts_vote where post_id = $1 and person_id = $2)"
VOTERS = "select distinct person_id from posts_vote where post_id = $1 limit 1000"
LIKERS = """
select person_id from posts_like where post_id = $1 order by at desc, person_id limit $2
"""
# Plain reposts, without words of one's own.
MY_REPOSTS = """
select of_id, id from posts_post
where author_id = $1 and of_id = any($2::uuid[]) and form = 'repost' and text = ''
"""


class PlainRepost(msgspec.Struct, frozen=True):
    """A post, and the one by which somebody reposted it without a word."""

    of_id: UUID
    id: UUID


async def like(db: Db, post_id: UUID, person_id: UUID) -> bool:
    """True the first time; counted in the same statement."""
    return await like_all(db, person_id, [post_id]) == 1


async def like_all(db: Db, person_id: UUID, posts: Sequence[UUID]) -> int:
    """Somebody likes several posts; answers how many were not liked yet."""
    return await db.run(LIKE, list(posts), person_id, db.now)


async def unlike(db: Db, post_id: UUID, person_id: UUID) -> bool:
    return await db.run(UNLIKE, post_id, person_id) == 1


async def save(db: Db, person_id: UUID, post_id: UUID) -> None:
    await save_all(db, person_id, [post_id])


async def save_all(db: Db, person_id: UUID, posts: Sequence[UUID]) -> int:
    """Answers how many were not kept yet."""
    return await db.run(SAVE, person_id, list(posts), db.now)


async def unsave(db: Db, person_id: UUID, post_id: UUID) -> None:
    await db.run(UNSAVE, person_id, post_id)


async def vote(db: Db, post_id: UUID, person_id: UUID, choices: Sequence[int]) -> None:
    await db.run(VOTE, post_id, person_id, list(choices))


async def voted(db: Db, post_id: UUID, person_id: UUID) -> bool:
    return bool(await db.value(VOTED, post_id, person_id))


async def voters(db: Db, post_id: UUID) -> list[UUID]:
    return [one for (one,) in await db.rows(VOTERS, post_id)]


async def likers(db: Db, post_id: UUID, limit: int) -> list[UUID]:
    """The last ones first."""
    return [one for (one,) in await db.rows(LIKERS, post_id, limit)]


async def my_reposts(db: Db, me: UUID, ids: Sequence[UUID]) -> list[PlainRepost]:
    """Those of these posts that one reposted without a word."""
    return await db.all_as(PlainRepost, MY_REPOSTS, me, list(ids))
