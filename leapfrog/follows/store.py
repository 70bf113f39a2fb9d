"""SQL of who follows whom."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.follows.model import State, VerificationBadge, Who
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.kernel.records import read_rows

STATE = "select state from follows_follow where (follower_id, followed_id) = ($1, $2)"
# Only open follows are counted: a number that grows tells of a secret one. `fresh`: there was none
# before; one that somebody else has just made is as this one.
FOLLOW = """
with before as (
    select state, state = 'follows' and not secret as open from follows_follow
    where (follower_id, followed_id) = ($1, $2) for update
), made as (
    insert into follows_follow as f (follower_id, followed_id, state, secret, pull_only, at, away)
    -- what was before is looked at, and held, first
    select $1, $2, $3, $4, $5, $6, $7 from (select count(*) from before) as looked
    on conflict (follower_id, followed_id) do update set secret = excluded.secret,
        state = case when f.state = 'follows' then 'follows' else excluded.state end
    returning state, state = 'follows' and not secret as open, xmax = 0 as fresh
), change as (
    select m.open::int - case when m.fresh then 0
        else coalesce((select b.open from before b), m.open)::int end as by from made m
), counted as (
    insert into follows_count as c (person_id, slot, followers)
    select $2, pg_backend_pid() % 8, by from change where by <> 0
    on conflict (person_id, slot) do update set followers = c.followers + excluded.followers
)
select made.state, (select state from before) as before from made
"""
UNFOLLOW = """
with gone as (
    delete from follows_follow f using unnest($1::uuid[], $2::uuid[]) as w (follower, followed)
    where (f.follower_id, f.followed_id) = (w.follower, w.followed)
    returning f.follower_id, f.followed_id, f.state, f.secret
), counted as (
    insert into follows_count as c (person_id, slot, followers)
    select followed_id, pg_backend_pid() % 8, -count(*) from gone
    where state = 'follows' and not secret group by followed_id order by followed_id
    on conflict (person_id, slot) do update set followers = c.followers + excluded.followers
)
select follower_id, followed_id from gone
"""
FOLLOWING_COUNT = "select count(*) from follows_follow where follower_id = $1"
IS_PULL_ONLY = """
select coalesce((select sum(followers) from follows_count where person_id = $1), 0) >= $2
"""
WIDEN = """
update follows_follow set pull_only = true where followed_id = any($1::uuid[]) and not pull_only
"""
CROWDED = """
select c.person_id from follows_count c where c.followers <> 0 group by c.person_id
having sum(c.followers) >= $1 and exists (
    select from follows_follow f where f.followed_id = c.person_id and not f.pull_only
)
"""
# Who asks is told to whom is asked; who follows secretly, to nobody but themselves.
FOLLOWERS = """
select follower_id as id, at from follows_follow where followed_id = $1 and state = $2
    and (not secret or state = 'asked' or follower_id = $3)
    and ($4::timestamptz is null or (at, follower_id) < ($4, $5::uuid))
order by at desc, follower_id desc limit $6
"""
FOLLOWING = """
select followed_id as id, at from follows_follow where follower_id = $1 and state = $2
    and (not secret or follower_id = $3)
    and ($4::timestamptz is null or (at, followed_id) < ($4, $5::uuid))
order by at desc, followed_id desc limit $6
"""
AWAY = """
select follower_id from follows_follow where followed_id = $1 and state = 'follows' and away
"""
AT_HOME = "select follower_id from follows_follow where followed_id = $1 and not away"
FOLLOWED = "select exists (select from follows_follow where followed_id = $1 and not away)"
OF = """
select follower_id, followed_id from follows_follow where $1 in (follower_id, followed_id)
"""
TIES = """
select w.id,
    (select f.state from follows_follow f where (f.follower_id, f.followed_id) = ($1, w.id))
        as follow,
    coalesce((
        select f.secret from follows_follow f where (f.follower_id, f.followed_id) = ($1, w.id)
    ), false) as secret,
    exists (
        select from follows_follow f where (f.follower_id, f.followed_id) = (w.id, $1)
        and f.state = 'follows' and not f.secret
    ) as follows_me,
    exists (select from mutes_mute m where m.owner_id = $1 and m.kind = 'person'
        and m.value = w.id::text and (m.until is null or m.until > $3)) as muted,
    v.kind as mark_kind, v.reason as mark_reason, v.name as mark_name
from unnest($2::uuid[]) with ordinality as w (id, n)
left join follows_verified v on v.person_id = w.id order by w.n
"""
# One person is another one: what the one was to others, the other is. Of two follows that become
# one the count has one.
TAKE_OVER = """
with gone as (
    delete from follows_follow where $1 in (follower_id, followed_id)
    returning follower_id, followed_id, state, secret, pull_only, at, away
), pairs as (
    select case when g.follower_id = $1 then $2 else g.follower_id end as follower_id,
        case when g.followed_id = $1 then $2 else g.followed_id end as followed_id,
        g.state, g.secret, g.pull_only, g.at,
        case when g.follower_id = $1 then $3 else g.away end as away
    from gone g where $2 not in (g.follower_id, g.followed_id)
), before as (
    select f.follower_id, f.followed_id, f.state = 'follows' and not f.secret as open
    from follows_follow f join pairs p
        on (p.follower_id, p.followed_id) = (f.follower_id, f.followed_id)
    for update of f
), made as (
    insert into follows_follow as f
        (follower_id, followed_id, state, secret, pull_only, at, away)
    select p.follower_id, p.followed_id, p.state, p.secret, p.pull_only, p.at, p.away
    from pairs p, (select count(*) from before) as looked
    on conflict (follower_id, followed_id) do update set away = excluded.away,
        state = case when excluded.state = 'follows' then 'follows' else f.state end
    returning follower_id, followed_id, state = 'follows' and not secret as open
), change as (
    select followed_id as person_id, -1 as by from gone where state = 'follows' and not secret
    union all
    select m.followed_id, m.open::int - coalesce(b.open, false)::int from made m
    left join before b
        on (b.follower_id, b.followed_id) = (m.follower_id, m.followed_id)
)
insert into follows_count as c (person_id, slot, followers)
select person_id, pg_backend_pid() % 8, sum(by) from change
group by person_id having sum(by) <> 0 order by person_id
on conflict (person_id, slot) do update set followers = c.followers + excluded.followers
"""
ASK_ANEW = """
with anew as (
    update follows_follow set state = 'asked', at = $2
    where followed_id = $1 and not away and state = 'follows' returning secret
)
insert into follows_count as c (person_id, slot, followers)
select $1, pg_backend_pid() % 8, -count(*) from anew where not secret having count(*) > 0
on conflict (person_id, slot) do update set followers = c.followers + excluded.followers
"""
GO_AWAY = "update follows_follow set away = true where follower_id = $1 and not away"
WISHES = "select approve, show_follows from follows_settings where person_id = $1"
PUT_WISHES = """
insert into follows_settings (person_id, approve, show_follows) values ($1, $2, $3)
on conflict (person_id) do update set approve = excluded.approve,
    show_follows = excluded.show_follows
"""
FOLLOWS_OF = """
select followed_id as person_id, state, at, secret from follows_follow
where follower_id = $1 order by at
"""
FOLLOWERS_OF = """
select follower_id as person_id, state, at, false as secret from follows_follow
where followed_id = $1 and not secret order by at
"""
ERASE_FOLLOWS = """
with gone as (
    delete from follows_follow where follower_id = $1 returning followed_id, state, secret
)
insert into follows_count as c (person_id, slot, followers)
select followed_id, pg_backend_pid() % 8, -1 from gone where state = 'follows' and not secret
on conflict (person_id, slot) do update set followers = c.followers - 1
"""
ERASE_FOLLOWERS = "delete from follows_follow where followed_id = $1"
UNCOUNT = "delete from follows_count where person_id = $1"
FORGET_WISHES = "delete from follows_settings where person_id = $1"
VERIFY = """
insert into follows_verified (person_id, kind, reason, name, at) values ($1, $2, $3, $4, $5)
on conflict (person_id) do update set kind = excluded.kind, reason = excluded.reason,
    name = excluded.name, at = excluded.at
"""
UNVERIFY = "delete from follows_verified where person_id = $1"


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


class NewFollow(msgspec.Struct, frozen=True):
    """Who is to follow whom. `away`: who follows has no timeline here."""

    follower: UUID
    followed: UUID
    state: State
    secret: bool
    pull_only: bool
    away: bool = False


class FollowChange(msgspec.Struct, frozen=True):
    """What one is to the other now, and was before."""

    state: State
    before: State | None


class FollowPair(msgspec.Struct, frozen=True):
    """Who follows (`follower_id`), and whom (`followed_id`)."""

    follower_id: UUID
    followed_id: UUID


class FollowRow(msgspec.Struct, frozen=True):
    """Somebody who is followed, or follows."""

    person_id: UUID
    state: State
    at: datetime
    secret: bool


class FollowPlace(msgspec.Struct, frozen=True):
    """A page of those who follow somebody, or are followed, as the viewer may see it."""

    person_id: UUID
    state: State
    viewer: UUID
    before: Position
    limit: int


class FollowWishes(msgspec.Struct, frozen=True):
    """`approve`: who wants to follow asks. `show_follows`: who sees whom one follows and who
    follows.
    """

    approve: bool = False
    show_follows: Who = "everyone"


async def remote(db: Db, followed: UUID) -> list[UUID]:
    """The people of other towns who follow this person; not those who only asked."""
    return [one for (one,) in await db.rows(AWAY, followed)]


async def here(db: Db, followed: UUID) -> list[UUID]:
    """The people of this town who follow a person, or asked to, in no order."""
    return [one for (one,) in await db.rows(AT_HOME, followed)]


async def followed(db: Db, person_id: UUID) -> bool:
    """Whether anybody of this town follows a person, or asked to."""
    return bool(await db.value(FOLLOWED, person_id))


async def pairs_of(db: Db, person_id: UUID) -> list[FollowPair]:
    """All follows, and requests to follow, in which this person is on either side."""
    return await db.all_as(FollowPair, OF, person_id)


async def state(db: Db, follower: UUID, followed: UUID) -> State | None:
    """Whether one person follows another (`follows`) or asked to (`asked`); None for neither."""
    found: State | None = await db.value(STATE, follower, followed)
    return found


async def follow(db: Db, new: NewFollow) -> FollowChange:
    change = await db.one_as(
        FollowChange,
        FOLLOW,
        new.follower,
        new.followed,
        new.state,
        new.secret,
        new.pull_only,
        db.now,
        new.away,
    )
    assert change is not None
    return change


async def unfollow(db: Db, pairs: Sequence[FollowPair]) -> list[FollowPair]:
    """Those of these who did, or asked to."""
    return await db.all_as(
        FollowPair,
        UNFOLLOW,
        [one.follower_id for one in pairs],
        [one.followed_id for one in pairs],
    )


async def take_over(db: Db, before: UUID, after: UUID, *, away: bool) -> None:
    """Makes the follows of two rows that were one person those of `after`, each once. `away`: that
    one has no timeline here.
    """
    await db.run(TAKE_OVER, before, after, away)


async def ask_anew(db: Db, followed: UUID) -> None:
    """Followers of this town of a person elsewhere have asked, and wait, from now on."""
    await db.run(ASK_ANEW, followed, db.now)


async def go_away(db: Db, person_id: UUID) -> None:
    """Notes that a person who follows others lives elsewhere and has no timeline here."""
    await db.run(GO_AWAY, person_id)


async def following_count(db: Db, person_id: UUID) -> int:
    return int(await db.value(FOLLOWING_COUNT, person_id))


async def is_pull_only(db: Db, person_id: UUID, threshold: int) -> bool:
    return bool(await db.value(IS_PULL_ONLY, person_id, threshold))


async def widen(db: Db, people: Sequence[UUID]) -> None:
    """From now on their posts are looked up; it stays so, for none of those were copied."""
    await db.run(WIDEN, list(people))


async def crowded(db: Db, threshold: int) -> list[UUID]:
    """Who has so many followers by now, and is not looked up yet."""
    return [one for (one,) in await db.rows(CROWDED, threshold)]


async def followers(db: Db, asked: FollowPlace) -> list[Position]:
    """Who follows somebody, the last ones first; secret ones are seen by themselves."""
    return await _page(db, FOLLOWERS, asked)


async def following(db: Db, asked: FollowPlace) -> list[Position]:
    """Whom somebody follows, the last ones first; secret ones are seen by themselves."""
    return await _page(db, FOLLOWING, asked)


async def _page(db: Db, sql: str, asked: FollowPlace) -> list[Position]:
    before = asked.before
    rows = await db.rows(
        sql, asked.person_id, asked.state, asked.viewer, before.at, before.id, asked.limit
    )
    return read_rows(Position, rows)


async def ties(db: Db, viewer: UUID | None, people: Sequence[UUID]) -> dict[UUID, FollowState]:
    """What these are to the viewer, in their order."""
    return {one.id: one for one in await db.all_as(FollowState, TIES, viewer, list(people), db.now)}


async def wishes(db: Db, person_id: UUID) -> FollowWishes:
    return await db.one_as(FollowWishes, WISHES, person_id) or FollowWishes()


async def put_wishes(db: Db, person_id: UUID, wanted: FollowWishes) -> None:
    """Sets whether a person approves followers, and who sees whom they follow."""
    await db.run(PUT_WISHES, person_id, wanted.approve, wanted.show_follows)


async def forget_wishes(db: Db, person_id: UUID) -> int:
    """Deletes what a person set about followers; answers how many rows that were: 1 or 0."""
    return await db.run(FORGET_WISHES, person_id)


async def mark(db: Db, person_id: UUID, badge: VerificationBadge | None, name: str = "") -> None:
    """Sets a person's verification badge (None: none), good while they are called `name`."""
    if badge:
        await db.run(VERIFY, person_id, badge.kind, badge.reason, name, db.now)
    else:
        await db.run(UNVERIFY, person_id)


async def follows_of(db: Db, person_id: UUID) -> list[FollowRow]:
    """Whom somebody follows or asked to, in the order in which they did."""
    return await db.all_as(FollowRow, FOLLOWS_OF, person_id)


async def followers_of(db: Db, person_id: UUID) -> list[FollowRow]:
    """Who follows them openly, or asked to, in the same order."""
    return await db.all_as(FollowRow, FOLLOWERS_OF, person_id)


async def erase_follows(db: Db, person_id: UUID) -> int:
    return await db.run(ERASE_FOLLOWS, person_id)


async def erase_followers(db: Db, person_id: UUID) -> int:
    """With their number, and the mark that the town gave."""
    await db.run(UNCOUNT, person_id)
    await db.run(UNVERIFY, person_id)
    return await db.run(ERASE_FOLLOWERS, person_id)
