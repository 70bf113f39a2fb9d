"""SQL of notifications."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.paging import Position
from leapfrog.kernel.records import read_rows

ADD = """
insert into notifications_notification
    (id, owner_id, kind, about, actor_id, post_id, comment_id, at)
select w.id, w.owner, w.kind, w.about, w.actor, w.post, w.comment, $8
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[])
    as w (id, owner, kind, about, actor, post, comment)
join identity_person p on p.id = w.owner and p.kind = 'person'
where (w.owner <> w.actor or w.kind in ('poll', 'desk', 'appeal')) and not exists (
    select from mutes_mute m where m.owner_id = w.owner and m.kind = 'person'
        and m.value = w.actor::text and (m.until is null or m.until > $8)
)
on conflict do nothing returning id, owner_id, kind, about
"""
TAKE_BACK = """
delete from notifications_notification n using unnest($2::uuid[], $3::uuid[]) as w (about, actor)
where n.kind = any($1::text[]) and n.about = w.about and n.actor_id = w.actor
"""
# Each is named by the newest in it: the same kind may happen twice in one instant.
NEWEST = "(array_agg(n.id order by n.at desc, n.id desc))[1]"
GROUPS = f"""
select {NEWEST} as id, n.kind, n.about, max(n.at) as at, count(*),
    (array_agg(n.actor_id order by n.at desc))[1:3] as actors,
    (array_agg(n.post_id order by n.at desc))[1] as post_id,
    (array_agg(n.comment_id order by n.at desc))[1] as comment_id,
    coalesce(
        max(n.at) > (select at from notifications_seen where person_id = $1), true
    ) as new
from notifications_notification n where n.owner_id = $1
group by n.kind, n.about, date_trunc('day', n.at)
having $2::timestamptz is null or (max(n.at), {NEWEST}) < ($2, $3::uuid)
order by max(n.at) desc, id desc limit $4
"""
ONE = f"""
select {NEWEST} as id, n.kind, n.about, max(n.at) as at, count(*),
    (array_agg(n.actor_id order by n.at desc))[1:3] as actors,
    (array_agg(n.post_id order by n.at desc))[1] as post_id,
    (array_agg(n.comment_id order by n.at desc))[1] as comment_id, true as new
from notifications_notification n left join notifications_seen s on s.person_id = n.owner_id
where n.owner_id = $1 and n.kind = $2 and n.about = $3
    and (s.at is null or n.at > s.at)
group by n.kind, n.about
"""
EACH = """
select id, kind, about, actor_id, post_id, comment_id, at from notifications_notification
where owner_id = $1 and kind = any($2::text[]) and ($3::uuid is null or id < $3)
    and ($4::uuid is null or id > $4)
order by id desc limit $5
"""
EACH_UPWARDS = """
select id, kind, about, actor_id, post_id, comment_id, at from notifications_notification
where owner_id = $1 and kind = any($2::text[]) and ($3::uuid is null or id < $3)
    and ($4::uuid is null or id > $4)
order by id limit $5
"""
EXACTLY = """
select id, kind, about, actor_id, post_id, comment_id, at from notifications_notification
where owner_id = $1 and id = $2
"""
DISMISS = "delete from notifications_notification where owner_id = $1 and id = any($2::uuid[])"
CLEAR = "delete from notifications_notification where owner_id = $1"
UNSEEN = """
select count(*) from notifications_notification n
left join notifications_seen s on s.person_id = n.owner_id
where n.owner_id = $1 and (s.at is null or n.at > s.at)
"""
SEEN = """
insert into notifications_seen (person_id, at) values ($1, $2)
on conflict (person_id) do update set at = excluded.at
"""
SEEN_AT = "select at from notifications_seen where person_id = $1"
DROP_BEFORE = "delete from notifications_notification where at < $1"
FORGET_POSTS = "delete from notifications_notification where post_id = any($1::uuid[])"
FORGET_COMMENTS = "delete from notifications_notification where comment_id = any($1::uuid[])"
FORGET_PERSON = "delete from notifications_notification where $1 in (owner_id, actor_id)"
FORGET_SEEN = "delete from notifications_seen where person_id = $1"


class NewNotification(msgspec.Struct, frozen=True):
    """Somebody is to hear that `actor` did something; `about` is by what it is grouped."""

    owner: UUID
    kind: str
    about: UUID
    actor: UUID
    post: UUID | None = None
    comment: UUID | None = None


class AddedNotification(msgspec.Struct, frozen=True):
    """One that was not there before."""

    id: UUID
    owner_id: UUID
    kind: str
    about: UUID


class TakenBack(msgspec.Struct, frozen=True):
    """What somebody did, and does no longer."""

    about: UUID
    actor: UUID


class NotificationGroup(msgspec.Struct, frozen=True):
    """What was done about one thing on one day, and the last three who did it. `id`: the newest."""

    id: UUID
    kind: str
    about: UUID
    at: datetime
    count: int
    actors: list[UUID]
    post_id: UUID | None
    comment_id: UUID | None
    new: bool


class NotificationRow(msgspec.Struct, frozen=True):
    """One thing that somebody did."""

    id: UUID
    kind: str
    about: UUID
    actor_id: UUID
    post_id: UUID | None
    comment_id: UUID | None
    at: datetime


class NotificationCursor(msgspec.Struct, frozen=True):
    """Those older than `before` and newer than `after`; `upwards`: the oldest of them."""

    before: UUID | None = None
    after: UUID | None = None
    upwards: bool = False


async def each(
    db: Db, owner: UUID, kinds: Sequence[str], place: NotificationCursor, limit: int
) -> list[NotificationRow]:
    """Notifications of a person of these kinds, one by one and not in groups, the newest first,
    `limit` at most.
    """
    sql = EACH_UPWARDS if place.upwards else EACH
    told = read_rows(
        NotificationRow,
        await db.rows(sql, owner, list(kinds), place.before, place.after, limit),
    )
    return told[::-1] if place.upwards else told


async def exactly(db: Db, owner: UUID, ident: UUID) -> NotificationRow | None:
    """One notification of a person, by its id; None for none, or another's."""
    return await db.one_as(NotificationRow, EXACTLY, owner, ident)


async def dismiss(db: Db, owner: UUID, ids: Sequence[UUID]) -> int:
    return await db.run(DISMISS, owner, list(ids))


async def clear(db: Db, owner: UUID) -> None:
    await db.run(CLEAR, owner)


async def add(db: Db, items: Sequence[NewNotification]) -> list[AddedNotification]:
    """Those that are new; not for who muted the actor."""
    return await db.all_as(
        AddedNotification,
        ADD,
        [new_id() for _ in items],
        [one.owner for one in items],
        [one.kind for one in items],
        [one.about for one in items],
        [one.actor for one in items],
        [one.post for one in items],
        [one.comment for one in items],
        db.now,
    )


async def take_back(db: Db, kinds: Sequence[str], operations: Sequence[TakenBack]) -> None:
    """Deletes the notifications of these kinds about what somebody did and has undone, by (about,
    actor).
    """
    about, actors = [one.about for one in operations], [one.actor for one in operations]
    await db.run(TAKE_BACK, list(kinds), about, actors)


async def groups(db: Db, owner: UUID, before: Position, limit: int) -> list[NotificationGroup]:
    """A page of a person's notifications, grouped by kind and what they are about, the newest
    first; `before`: the last one of the page before.
    """
    return await db.all_as(NotificationGroup, GROUPS, owner, before.at, before.id, limit)


async def new_about(db: Db, owner: UUID, kind: str, about: UUID) -> NotificationGroup | None:
    """The group of notifications of one kind about one thing that the owner has not seen yet; None
    for none.
    """
    return await db.one_as(NotificationGroup, ONE, owner, kind, about)


async def unseen(db: Db, owner: UUID) -> int:
    """How much happened since they looked."""
    return int(await db.value(UNSEEN, owner))


async def seen(db: Db, owner: UUID, at: datetime) -> None:
    await db.run(SEEN, owner, at)


async def seen_at(db: Db, owner: UUID) -> datetime | None:
    """When a person looked at their notifications last; None for never."""
    found: datetime | None = await db.value(SEEN_AT, owner)
    return found


async def drop_before(db: Db, before: datetime) -> None:
    await db.run(DROP_BEFORE, before)


async def forget_posts(db: Db, posts: Sequence[UUID]) -> None:
    """Deletes all notifications that are about these posts, or about comments under them."""
    await db.run(FORGET_POSTS, list(posts))


async def forget_comments(db: Db, comments: Sequence[UUID]) -> None:
    """Deletes all notifications that are about these comments."""
    await db.run(FORGET_COMMENTS, list(comments))


async def forget_person(db: Db, person_id: UUID) -> None:
    """Deletes what a person was told, and what others were told of them."""
    await db.run(FORGET_PERSON, person_id)
    await db.run(FORGET_SEEN, person_id)
