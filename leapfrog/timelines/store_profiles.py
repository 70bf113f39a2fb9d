"""SQL of how much there is of somebody, and of whom one might like to follow. The tables are those
of posts and follows.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

# Which posts on the Square count for whom: those for followers would tell a stranger that there are
# some, those that were taken down are there for their author alone.
COUNTED = """
p.audience in ('public', 'unlisted', 'followers') and p.under_id is null and (
    p.author_id = $2 or p.removed_at is null and (p.audience <> 'followers' or exists (
        select from follows_follow f
        where (f.follower_id, f.followed_id) = ($2, p.author_id) and f.state = 'follows'
    ))
)
"""
COUNTS = f"""
select coalesce((
        select sum(c.followers) from follows_count c where c.person_id = $1
    ), 0)::int as followers,
    (select count(*) from follows_follow where follower_id = $1 and state = 'follows'
        and (not secret or follower_id = $2)) as following,
    (select count(*) from posts_post p where p.author_id = $1 and {COUNTED}) as posts
"""
# Of many at once, for who sees them on a list.
NUMBERS = f"""
select w.id,
    coalesce((select sum(c.followers) from follows_count c where c.person_id = w.id), 0)::int
        as followers,
    (select count(*) from follows_follow f
        where f.follower_id = w.id and f.state = 'follows' and not f.secret) as following,
    seen.posts, seen.last_at, coalesce(f.approve, false) as approve,
    coalesce(s.findable, true) as findable, coalesce(s.quotes, 'everyone') as quotes,
    v.kind as mark_kind, v.reason as mark_reason, v.name as mark_name, v.at as marked_at
from unnest($1::uuid[]) as w (id)
left join lateral (
    select count(*) as posts, max(p.at) as last_at from posts_post p
    where p.author_id = w.id and {COUNTED}
) seen on true
left join follows_settings f on f.person_id = w.id
left join posts_settings s on s.person_id = w.id
left join follows_verified v on v.person_id = w.id
"""
SUGGESTED = """
select p.author_id from posts_post p
where p.audience = 'public' and p.under_id is null and p.author_id <> $1
    and p.at > $2::timestamptz - interval '30 days' and not exists (
        select from follows_follow f where (f.follower_id, f.followed_id) = ($1, p.author_id)
    )
group by p.author_id order by sum(p.heat) desc, count(*) desc, p.author_id limit $3
"""

# Who showed something to all lately and lets others find it; the last to write, or to join, first.
DIRECTORY = """
with active as (
    select author_id, max(at) as at from posts_post
    where audience = 'public' and under_id is null and removed_at is null
        and at > $2::timestamptz - interval '90 days'
    group by author_id
)
select p.id from active a join identity_person p on p.id = a.author_id
left join posts_settings s on s.person_id = p.id
where p.kind in ('person', 'remote') and coalesce(s.findable, true)
    and ($3::boolean is not true or p.kind = 'person') and ($1::uuid is null or p.id <> $1)
    and not exists (
        select from posts_limited q where q.person_id = p.id and (q.until is null or q.until > $2)
    )
order by case when $4::boolean then p.created_at else a.at end desc, p.id limit $5 offset $6
"""


class DirectoryPage(msgspec.Struct, frozen=True):
    """`local`: of this town alone. `order`: who wrote last first, or who is new."""

    local: bool = False
    order: Literal["active", "new"] = "active"


class FollowCounts(msgspec.Struct, frozen=True):
    """How much of everything there is of somebody for who looks, and what they let others do;
    `mark`: the town has looked who has this name.
    """

    id: UUID
    followers: int
    following: int
    posts: int
    last_at: datetime | None
    approve: bool
    findable: bool
    quotes: str
    mark_kind: str | None
    mark_reason: str | None
    mark_name: str | None
    marked_at: datetime | None


class ProfileNumbers(msgspec.Struct, frozen=True):
    """Followers, follows (secret ones for themselves only), posts on the Square, without those
    for followers where the viewer is none.
    """

    followers: int
    following: int
    posts: int


async def numbers(db: Db, viewer: UUID | None, people: Sequence[UUID]) -> dict[UUID, FollowCounts]:
    return {one.id: one for one in await db.all_as(FollowCounts, NUMBERS, list(people), viewer)}


async def counts(db: Db, person_id: UUID, viewer: UUID | None) -> ProfileNumbers:
    found = await db.one_as(ProfileNumbers, COUNTS, person_id, viewer)
    assert found is not None
    return found


async def suggested(db: Db, viewer: UUID, limit: int) -> list[UUID]:
    """Who writes what is read here lately, and is not followed yet."""
    return [one for (one,) in await db.rows(SUGGESTED, viewer, db.now, limit)]


async def directory(
    db: Db, viewer: UUID | None, page: DirectoryPage, limit: int, offset: int
) -> list[UUID]:
    """A page of those who wrote to all lately."""
    asked = (page.local, page.order == "new", limit, offset)
    return [one for (one,) in await db.rows(DIRECTORY, viewer, db.now, *asked)]
