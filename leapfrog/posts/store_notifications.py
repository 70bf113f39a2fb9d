"""SQL of notifications."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.records import read_rows

ADD = """
insert into posts_notification (id, owner_id, kind, about, actor_id, post_id, comment_id, at)
select w.id, w.owner, w.kind, w.about, w.actor, w.post, w.comment, $8
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[])
    as w (id, owner, kind, about, actor, post, comment)
join identity_person p on p.id = w.owner and p.kind = 'person'
where (w.owner <> w.actor or w.kind in ('poll', 'desk', 'appeal')) and not exists (
    select from posts_mute m where m.owner_id = w.owner and m.kind = 'person'
        and m.value = w.actor::text and (m.until is null or m.until > $8)
)
on conflict do nothing returning id, owner_id, kind, about
"""
DROP = """
delete from posts_notification where kind = $1 and about = $2 and actor_id = $3
"""
# Each is named by the newest in it: the same kind may happen twice in one instant.
NEWEST = "(array_agg(n.id order by n.at desc, n.id desc))[1]"
GROUPS = f"""
select {NEWEST} as id, n.kind, n.about, max(n.at) as at, count(*),
    (array_agg(n.actor_id order by n.at desc))[1:3] as actors,
    (array_agg(n.post_id order by n.at desc))[1] as post_id,
    (array_agg(n.comment_id order by n.at desc))[1] as comment_id,
    coalesce(
        max(n.at) > (select notifications_seen_at from posts_settings where person_id = $1), true
    ) as new
from posts_notification n where n.owner_id = $1
group by n.kind, n.about, date_trunc('day', n.at)
having $2::timestamptz is null or (max(n.at), {NEWEST}) < ($2, $3::uuid)
order by max(n.at) desc, id desc limit $4
"""
ONE = f"""
select {NEWEST} as id, n.kind, n.about, max(n.at) as at, count(*),
    (array_agg(n.actor_id order by n.at desc))[1:3] as actors,
    (array_agg(n.post_id order by n.at desc))[1] as post_id,
    (array_agg(n.comment_id order by n.at desc))[1] as comment_id, true as new
from posts_notification n left join posts_settings s on s.person_id = n.owner_id
where n.owner_id = $1 and n.kind = $2 and n.about = $3
    and (s.notifications_seen_at is null or n.at > s.notifications_seen_at)
group by n.kind, n.about
"""
EACH = """
select id, kind, about, actor_id, post_id, comment_id, at from posts_notification
where owner_id = $1 and kind = any($2::text[]) and ($3::uuid is null or id < $3)
    and ($4::uuid is null or id > $4)
order by id desc limit $5
"""
EACH_UPWARDS = """
select id, kind, about, actor_id, post_id, comment_id, at from posts_notification
where owner_id = $1 and kind = any($2::text[]) and ($3::uuid is null or id < $3)
    and ($4::uuid is null or id > $4)
order by id limit $5
"""
EXACTLY = """
select id, kind, about, actor_id, post_id, comment_id, at from posts_notification
where owner_id = $1 and id = $2
"""
DISMISS = "delete from posts_notification where owner_id = $1 and id = any($2::uuid[])"
CLEAR = "delete from posts_notification where owner_id = $1"
UNSEEN = """
select count(*) from posts_notification n left join posts_settings s on s.person_id = n.owner_id
where n.owner_id = $1 and (s.notifications_seen_at is null or n.at > s.notifications_seen_at)
"""
SEEN = """
insert into posts_settings (person_id, notifications_seen_at) values ($1, $2)
on conflict (person_id) do update set notifications_seen_at = excluded.notifications_seen_at
"""
SEEN_AT = "select notifications_seen_at from posts_settings where person_id = $1"
FORGET = "delete from posts_notification where at < $1"


class NewNotification(msgspec.Struct, frozen=True):
    """Somebody is to hear that `actor` did something; `about` is by what it is grouped."""

    owner: UUID
    kind: str
    about: UUID
    actor: UUID
    post: UUID | None = None
    comment: UUID | None = None


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
    """The newest first."""
    sql = EACH_UPWARDS if place.upwards else EACH
    span = (place.before, place.after)
    told = read_rows(NotificationRow, await db.rows(sql, owner, list(kinds), *span, limit))
    return told[::-1] if place.upwards else told


async def exactly(db: Db, owner: UUID, ident: UUID) -> NotificationRow | None:
    return await db.one_as(NotificationRow, EXACTLY, owner, ident)


async def dismiss(db: Db, owner: UUID, ids: Sequence[UUID]) -> int:
    return await db.run(DISMISS, owner, list(ids))


async def clear(db: Db, owner: UUID) -> None:
    await db.run(CLEAR, owner)


async def add(db: Db, items: Sequence[NewNotification]) -> list[tuple[UUID, UUID, str, UUID]]:
    """(id, owner, kind, about) of those that are new; not for who muted the actor."""
    columns = [
        list(column) for column in zip(*(msgspec.structs.astuple(i) for i in items), strict=True)
    ]
    rows = await db.rows(ADD, [new_id() for _ in items], *columns, db.now)
    return [(row[0], row[1], row[2], row[3]) for row in rows]


async def drop(db: Db, kind: str, about: UUID, actor: UUID) -> None:
    """It was taken back."""
    await db.run(DROP, kind, about, actor)


async def groups(
    db: Db, owner: UUID, before: tuple[datetime | None, UUID | None], limit: int
) -> list[NotificationGroup]:
    """The newest first; `before`: time and id of the last one of an earlier page, or nothing."""
    return await db.all_as(NotificationGroup, GROUPS, owner, *before, limit)


async def one(db: Db, owner: UUID, kind: str, about: UUID) -> NotificationGroup | None:
    """All that is new of one kind about one thing."""
    return await db.one_as(NotificationGroup, ONE, owner, kind, about)


async def unseen(db: Db, owner: UUID) -> int:
    return int(await db.value(UNSEEN, owner))


async def seen(db: Db, owner: UUID, at: datetime) -> None:
    await db.run(SEEN, owner, at)


async def seen_at(db: Db, owner: UUID) -> datetime | None:
    found: datetime | None = await db.value(SEEN_AT, owner)
    return found


async def forget(db: Db, before: datetime) -> None:
    await db.run(FORGET, before)
