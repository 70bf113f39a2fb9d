"""SQL of who follows whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

State = Literal["asked", "follows"]

STATE = "select state from posts_follow where (follower_id, followed_id) = ($1, $2)"
# Only open follows are counted: a number that grows tells of a secret one. `fresh`: there was none
# before; one that somebody else has just made is as this one.
FOLLOW = """
with before as (
    select state, state = 'follows' and not secret as open from posts_follow
    where (follower_id, followed_id) = ($1, $2) for update
), made as (
    insert into posts_follow as f (follower_id, followed_id, state, secret, pull_only, at, away)
    -- what was before is looked at, and held, first
    select $1, $2, $3, $4, $5, $6, $7 from (select count(*) from before) as looked
    on conflict (follower_id, followed_id) do update set secret = excluded.secret,
        state = case when f.state = 'follows' then 'follows' else excluded.state end
    returning state, state = 'follows' and not secret as open, xmax = 0 as fresh
), change as (
    select m.open::int - case when m.fresh then 0
        else coalesce((select b.open from before b), m.open)::int end as by from made m
), counted as (
    insert into posts_count as c (ref, slot, followers)
    select $2, pg_backend_pid() % 8, by from change where by <> 0
    on conflict (ref, slot) do update set followers = c.followers + excluded.followers
)
select made.state, (select state from before) from made
"""
UNFOLLOW = """
with gone as (
    delete from posts_follow where (follower_id, followed_id) = ($1, $2) returning state, secret
), counted as (
    insert into posts_count as c (ref, slot, followers)
    select $2, pg_backend_pid() % 8, -1 from gone where state = 'follows' and not secret
    on conflict (ref, slot) do update set followers = c.followers - 1
)
select state from gone
"""
# So many of the last posts come onto the timeline of who begins to follow.
BACKFILL = """
insert into posts_home (owner_id, at, post_id)
select $1, p.at, p.id from posts_post p
where p.author_id = $2 and p.audience in ('public', 'unlisted', 'followers') and (
    p.answers_author_id is null or p.answers_author_id in ($1, $2) or exists (
        select from posts_follow b
        where (b.follower_id, b.followed_id, b.state) = ($1, p.answers_author_id, 'follows')
    )
)
order by p.at desc limit $3 on conflict do nothing
"""
CLEAR = """
delete from posts_home h using posts_post p
where p.author_id = $2 and (h.owner_id, h.at, h.post_id) = ($1, p.at, p.id)
"""
# Which posts on the Square count for whom: those for followers would tell a stranger that there are
# some, those that were taken down are there for their author alone.
COUNTED = """
p.audience in ('public', 'unlisted', 'followers') and (
    p.author_id = $2 or p.removed_at is null and (p.audience <> 'followers' or exists (
        select from posts_follow f
        where (f.follower_id, f.followed_id) = ($2, p.author_id) and f.state = 'follows'
    ))
)
"""
COUNTS = f"""
select coalesce((select sum(c.followers) from posts_count c where c.ref = $1), 0)::int,
    (select count(*) from posts_follow where follower_id = $1 and state = 'follows'
        and (not secret or follower_id = $2)),
    (select count(*) from posts_post p where p.author_id = $1 and {COUNTED})
"""
# Of many at once, for who sees them on a list.
NUMBERS = f"""
select w.id, coalesce((select sum(c.followers) from posts_count c where c.ref = w.id), 0)::int
    as followers,
    (select count(*) from posts_follow f
        where f.follower_id = w.id and f.state = 'follows' and not f.secret) as following,
    seen.posts, seen.last_at, coalesce(s.approve, false) as approve,
    coalesce(s.findable, true) as findable, coalesce(s.quotes, 'everyone') as quotes,
    v.kind as mark_kind, v.reason as mark_reason, v.name as mark_name, v.at as marked_at
from unnest($1::uuid[]) as w (id)
left join lateral (
    select count(*) as posts, max(p.at) as last_at from posts_post p
    where p.author_id = w.id and {COUNTED}
) seen on true
left join posts_settings s on s.person_id = w.id
left join posts_verified v on v.person_id = w.id
"""
FOLLOWING_COUNT = "select count(*) from posts_follow where follower_id = $1"
IS_PULL_ONLY = """
select coalesce((select sum(followers) from posts_count where ref = $1), 0) >= $2
"""
WIDEN = "update posts_follow set pull_only = true where followed_id = $1 and not pull_only"
CROWDED = """
select c.ref from posts_count c where c.followers <> 0 group by c.ref
having sum(c.followers) >= $1 and exists (
    select from posts_follow f where f.followed_id = c.ref and not f.pull_only
)
"""
# Who asks is told to whom is asked; who follows secretly, to nobody but themselves.
FOLLOWERS = """
select follower_id, at from posts_follow where followed_id = $1 and state = $2
    and (not secret or state = 'asked' or follower_id = $3)
    and ($4::timestamptz is null or (at, follower_id) < ($4, $5::uuid))
order by at desc, follower_id desc limit $6
"""
FOLLOWING = """
select followed_id, at from posts_follow where follower_id = $1 and state = $2
    and (not secret or follower_id = $3)
    and ($4::timestamptz is null or (at, followed_id) < ($4, $5::uuid))
order by at desc, followed_id desc limit $6
"""
AWAY = """
select follower_id from posts_follow where followed_id = $1 and state = 'follows' and away
"""
AT_HOME = "select follower_id from posts_follow where followed_id = $1 and not away"
FOLLOWED = "select exists (select from posts_follow where followed_id = $1 and not away)"
OF = """
select follower_id, followed_id from posts_follow where $1 in (follower_id, followed_id)
"""
TIES = """
select w.id,
    (select f.state from posts_follow f where (f.follower_id, f.followed_id) = ($1, w.id))
        as follow,
    coalesce((
        select f.secret from posts_follow f where (f.follower_id, f.followed_id) = ($1, w.id)
    ), false) as secret,
    exists (
        select from posts_follow f where (f.follower_id, f.followed_id) = (w.id, $1)
        and f.state = 'follows' and not f.secret
    ) as follows_me,
    exists (select from posts_mute m where m.owner_id = $1 and m.kind = 'person'
        and m.value = w.id::text and (m.until is null or m.until > $3)) as muted,
    v.kind as mark_kind, v.reason as mark_reason, v.name as mark_name
from unnest($2::uuid[]) with ordinality as w (id, n)
left join posts_verified v on v.person_id = w.id order by w.n
"""
SUGGESTED = """
select p.author_id from posts_post p
where p.audience = 'public' and p.at > $2::timestamptz - interval '30 days' and p.author_id <> $1
    and not exists (
        select from posts_follow f where (f.follower_id, f.followed_id) = ($1, p.author_id)
    )
group by p.author_id order by sum(p.heat) desc, count(*) desc, p.author_id limit $3
"""


class FollowState(msgspec.Struct, frozen=True):
    """What somebody is to the one who looks, on the Square."""

    id: UUID
    follow: State | None
    secret: bool
    follows_me: bool
    muted: bool
    mark_kind: str | None
    mark_reason: str | None
    mark_name: str | None


async def away(db: Db, followed: UUID) -> list[UUID]:
    """Who follows from elsewhere."""
    return [row[0] for row in await db.rows(AWAY, followed)]


async def at_home(db: Db, followed: UUID) -> list[UUID]:
    """Who follows, or asked to, from here."""
    return [row[0] for row in await db.rows(AT_HOME, followed)]


async def followed(db: Db, person_id: UUID) -> bool:
    """Whether anybody here follows, or asked to."""
    return bool(await db.value(FOLLOWED, person_id))


async def all_of(db: Db, person_id: UUID) -> list[tuple[UUID, UUID]]:
    """Each (follower, followed) of whom this is one."""
    return [(row[0], row[1]) for row in await db.rows(OF, person_id)]


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


async def numbers(db: Db, viewer: UUID | None, people: Sequence[UUID]) -> dict[UUID, FollowCounts]:
    return {one.id: one for one in await db.all_as(FollowCounts, NUMBERS, list(people), viewer)}


async def state(db: Db, follower: UUID, followed: UUID) -> State | None:
    found: State | None = await db.value(STATE, follower, followed)
    return found


async def follow(
    db: Db,
    follower: UUID,
    followed: UUID,
    state: State,
    *,
    secret: bool,
    pull_only: bool,
    away: bool = False,
) -> tuple[State, State | None]:
    """The state now and before. `away`: who follows has no timeline here."""
    row = await db.row(FOLLOW, follower, followed, state, secret, pull_only, db.now, away)
    assert row is not None
    return row[0], row[1]


async def unfollow(db: Db, follower: UUID, followed: UUID) -> State | None:
    """What it was before."""
    before: State | None = await db.value(UNFOLLOW, follower, followed)
    return before


async def backfill(db: Db, follower: UUID, followed: UUID, limit: int) -> None:
    await db.run(BACKFILL, follower, followed, limit)


async def clear(db: Db, follower: UUID, followed: UUID) -> None:
    """Takes somebody's posts from a timeline."""
    await db.run(CLEAR, follower, followed)


async def counts(db: Db, person_id: UUID, viewer: UUID | None) -> tuple[int, int, int]:
    """Followers, follows (secret ones for themselves only), posts on the Square, without those
    for followers where the viewer is none.
    """
    row = await db.row(COUNTS, person_id, viewer)
    assert row is not None
    return row[0], row[1], row[2]


async def following_count(db: Db, person_id: UUID) -> int:
    return int(await db.value(FOLLOWING_COUNT, person_id))


async def is_pull_only(db: Db, person_id: UUID, threshold: int) -> bool:
    return bool(await db.value(IS_PULL_ONLY, person_id, threshold))


async def widen(db: Db, person_id: UUID) -> None:
    """From now on their posts are looked up; it stays so, for none of those were copied."""
    await db.run(WIDEN, person_id)


async def crowded(db: Db, threshold: int) -> list[UUID]:
    """Who has so many followers by now, and is not looked up yet."""
    return [row[0] for row in await db.rows(CROWDED, threshold)]


Place = tuple[datetime | None, UUID | None]


async def followers(
    db: Db, person_id: UUID, state: State, viewer: UUID, place: Place, limit: int
) -> list[tuple[UUID, datetime]]:
    """The last ones first; secret ones are seen by themselves."""
    rows = await db.rows(FOLLOWERS, person_id, state, viewer, *place, limit)
    return [(row[0], row[1]) for row in rows]


async def following(
    db: Db, person_id: UUID, state: State, viewer: UUID, place: Place, limit: int
) -> list[tuple[UUID, datetime]]:
    rows = await db.rows(FOLLOWING, person_id, state, viewer, *place, limit)
    return [(row[0], row[1]) for row in rows]


async def ties(db: Db, viewer: UUID | None, people: Sequence[UUID]) -> dict[UUID, FollowState]:
    """What these are to the viewer, in their order."""
    return {one.id: one for one in await db.all_as(FollowState, TIES, viewer, list(people), db.now)}


async def suggested(db: Db, viewer: UUID, limit: int) -> list[UUID]:
    """Who writes what is read here lately, and is not followed yet."""
    return [row[0] for row in await db.rows(SUGGESTED, viewer, db.now, limit)]
