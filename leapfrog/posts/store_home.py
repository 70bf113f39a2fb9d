"""SQL of what lies on the timelines of those who follow: put there when a post is shown, and when
somebody begins to follow.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.follows import FollowPair
from leapfrog.kernel.db import Db
from leapfrog.posts.model import PostRow

BACKFILL = """
insert into posts_home (owner_id, at, post_id)
select $1, p.at, p.id from posts_post p
where p.author_id = $2 and p.audience in ('public', 'unlisted', 'followers')
    and p.under_id is null and (
    p.answers_author_id is null or p.answers_author_id in ($1, $2) or exists (
        select from follows_follow b
        where (b.follower_id, b.followed_id, b.state) = ($1, p.answers_author_id, 'follows')
    )
)
order by p.at desc limit $3 on conflict do nothing
"""
CLEAR = """
delete from posts_home h using posts_post p, unnest($1::uuid[], $2::uuid[]) as w (owner, author)
where p.author_id = w.author and (h.owner_id, h.at, h.post_id) = (w.owner, p.at, p.id)
"""
TAKE_OFF = """
delete from posts_home h using posts_post p, lateral (
    select p.author_id as id
    union all select f.follower_id from follows_follow f where f.followed_id = p.author_id
) o
where p.id = any($1::uuid[]) and (h.owner_id, h.at, h.post_id) = (o.id, p.at, p.id)
"""
# A post on the timeline of each follower, in one statement, and on its author's. Those who look up
# what somebody writes have no copy; an answer to somebody ($6) is for who follows both.
FAN_OUT = """
with fan_out as (
    insert into posts_home (owner_id, at, post_id)
    select $1::uuid, $2::timestamptz, $3::uuid where $4
    union all select f.follower_id, $2, $3 from follows_follow f
    where f.followed_id = $1 and f.state = 'follows' and not f.away and not f.pull_only and (
        $6::uuid is null or f.follower_id = $6 or exists (
            select from follows_follow b
            where (b.follower_id, b.followed_id, b.state) = (f.follower_id, $6, 'follows')
        )
    )
    on conflict do nothing
    returning owner_id
)
select owner_id from fan_out limit $5
"""
ERASE = "delete from posts_home where owner_id = $1"


async def backfill(db: Db, follower: UUID, followed: UUID, limit: int) -> None:
    await db.run(BACKFILL, follower, followed, limit)


async def clear(db: Db, pairs: Sequence[FollowPair]) -> None:
    """Takes from the timeline of each who followed what the other wrote."""
    if pairs:
        owners = [one.follower_id for one in pairs]
        await db.run(CLEAR, owners, [one.followed_id for one in pairs])


async def take_off(db: Db, posts: Sequence[UUID]) -> None:
    """These posts are on no timeline any more."""
    await db.run(TAKE_OFF, list(posts))


async def fan_out(db: Db, kept: PostRow, *, here: bool, limit: int) -> list[UUID]:
    """Onto all timelines, with that of an author who is `here`; answers some of those whose
    timelines these are. Those who follow a pull_only author look it up instead.
    """
    answered = None if kept.answers_author_id == kept.author_id else kept.answers_author_id
    told = await db.rows(FAN_OUT, kept.author_id, kept.at, kept.id, here, limit, answered)
    return [owner for (owner,) in told]


async def erase(db: Db, owner: UUID) -> None:
    await db.run(ERASE, owner)
