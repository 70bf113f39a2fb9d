"""SQL of comments."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.posts.model import Mention

# $1: who looks; $2: the time.
COLUMNS = """
w.ord, c.id, c.post_id, c.author_id, c.parent_id, a.author_id as answers_author, c.text,
c.mentions, c.at, c.edited_at, c.removed_at is not null as removed,
coalesce(n.likes, 0) as likes,
exists (select from posts_comment_like l where (l.comment_id, l.person_id) = (c.id, $1)) as liked,
(select count(*) from posts_comment r where r.parent_id = c.id) as replies,
v.kind as mark_kind, v.reason as mark_reason, v.name as mark_name,
exists (
    select from mutes_mute m where m.owner_id = $1 and (m.until is null or m.until > $2)
    and case m.kind when 'person' then m.value = c.author_id::text
        when 'word' then position(m.value in lower(c.text)) > 0 else false end
) as muted, c.imported_from, c.uri, c.emojis, c.warning, c.language
"""
SOURCE = """
join posts_comment c on c.id = w.id
left join posts_comment a on a.id = c.answers_id
left join lateral (
    select sum(k.likes)::int as likes from posts_count k where k.ref = c.id
) n on true
left join follows_verified v on v.person_id = c.author_id
"""
WITH_FIRST = f"""
wanted as (
    select id, ord from page union all
    select r.id, null from page cross join lateral (
        select id from posts_comment r where r.parent_id = page.id order by r.at, r.id limit 3
    ) r
)
select {COLUMNS} from wanted w {SOURCE} order by w.ord, c.at, c.id
"""
BY_TIME = f"""
with page as (
    select id, row_number() over (order by at, id) as ord from posts_comment
    where post_id = $3 and parent_id is null
        and ($4::timestamptz is null or (at, id) > ($4, $5::uuid))
    order by at, id limit $6
), {WITH_FIRST}
"""
# The warmest first: likes, and answers for twice as much; of equal ones the older.
BY_HEAT = f"""
with page as (
    select c.id, row_number() over (order by h.heat desc, c.at, c.id) as ord
    from posts_comment c cross join lateral (
        select coalesce((select sum(k.likes) from posts_count k where k.ref = c.id), 0)
            + 2 * (select count(*) from posts_comment r where r.parent_id = c.id) as heat
    ) h
    where c.post_id = $3 and c.parent_id is null
    order by h.heat desc, c.at, c.id offset $4 limit $5
), {WITH_FIRST}
"""
REPLIES = f"""
with wanted as (
    select id, row_number() over (order by at, id) as ord from posts_comment
    where parent_id = $3 and ($4::timestamptz is null or (at, id) > ($4, $5::uuid))
    order by at, id limit $6
)
select {COLUMNS} from wanted w {SOURCE} order by w.ord
"""
BY_IDS = f"""
select {COLUMNS} from unnest($3::uuid[]) with ordinality as w (id, ord) {SOURCE} order by w.ord
"""
FIND = """
select id, post_id, author_id, parent_id, answers_id, text, at, uri, emojis, warning, language
from posts_comment where id = $1
"""
ADD = """
insert into posts_comment (id, post_id, author_id, parent_id, answers_id, text, mentions, at, uri,
    imported_from, emojis, warning, language)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing
"""
CHANGE = """
update posts_comment set text = $2, mentions = $3, edited_at = $4, emojis = $5, warning = $6,
    language = $7
where id = $1
"""
DELETE = """
with gone as (delete from posts_comment where id = $1 or parent_id = $1 returning id),
counts as (delete from posts_count where ref in (select id from gone))
select id from gone
"""
# With what others said below them, as when one of them is taken back.
DELETE_BY = """
with gone as (
    delete from posts_comment c where c.author_id = $1 or c.parent_id in (
        select id from posts_comment where author_id = $1
    ) returning id, post_id, author_id
), counts as (delete from posts_count where ref in (select id from gone)), fewer as (
    insert into posts_count as c (ref, slot, comments)
    select post_id, pg_backend_pid() % 8, -count(*) from gone group by post_id order by post_id
    on conflict (ref, slot) do update set comments = c.comments + excluded.comments
)
select id, post_id, author_id from gone
"""
REMOVE = "update posts_comment set removed_at = $2 where id = any($1::uuid[])"
AUTHORS = "select id, author_id from posts_comment where id = any($1::uuid[])"
TALKING = """
(select author_id from posts_comment where post_id = $1 limit $2)
union (select person_id from posts_like where post_id = $1 limit $2)
"""
# Of each of these posts, with its author.
CONCERNED = """
select p.id as post_id, o.id as person_id from posts_post p cross join lateral (
    select p.author_id as id
    union (select author_id from posts_comment where post_id = p.id limit $2)
    union (select person_id from posts_like where post_id = p.id limit $2)
) o where p.id = any($1::uuid[])
"""
LIKE = """
with liked as (
    insert into posts_comment_like (comment_id, person_id, at) values ($1, $2, $3)
    on conflict do nothing returning comment_id
)
insert into posts_count as c (ref, slot, likes)
select comment_id, pg_backend_pid() % 8, 1 from liked
on conflict (ref, slot) do update set likes = c.likes + 1
"""
UNLIKE = """
with unliked as (
    delete from posts_comment_like where (comment_id, person_id) = ($1, $2) returning comment_id
)
insert into posts_count as c (ref, slot, likes)
select comment_id, pg_backend_pid() % 8, -1 from unliked
on conflict (ref, slot) do update set likes = c.likes - 1
"""


class CommentRow(msgspec.Struct, frozen=True):
    """A comment as its row; `emojis`: what stands for `:words:`, while it comes from elsewhere."""

    id: UUID
    post_id: UUID
    author_id: UUID
    parent_id: UUID | None
    answers_id: UUID | None
    text: str
    at: datetime
    uri: str | None = None
    emojis: dict[str, str] | None = None
    warning: str = ""
    language: str = ""


class ConcernedPerson(msgspec.Struct, frozen=True):
    """Who has to do with a post."""

    post_id: UUID
    person_id: UUID


class GoneComment(msgspec.Struct, frozen=True):
    """A comment that is there no more."""

    id: UUID
    post_id: UUID
    author_id: UUID


class ChangedComment(msgspec.Struct, frozen=True):
    """What a comment says from now on."""

    text: str
    warning: str
    language: str
    mentions: Sequence[Mention]
    emojis: dict[str, str] | None = None


class ShownCommentRow(msgspec.Struct, frozen=True):
    """A comment and all that decides how it is shown; without `ord` it stands below another."""

    ord: int | None
    id: UUID
    post_id: UUID
    author_id: UUID
    parent_id: UUID | None
    answers_author: UUID | None
    text: str
    mentions: list[dict[str, Any]]
    at: datetime
    edited_at: datetime | None
    removed: bool
    likes: int
    liked: bool
    replies: int
    mark_kind: str | None
    mark_reason: str | None
    mark_name: str | None
    muted: bool
    imported_from: str | None
    uri: str | None
    emojis: dict[str, str] | None
    warning: str
    language: str


async def by_time(
    db: Db, viewer: UUID | None, post_id: UUID, after: Position, limit: int
) -> list[ShownCommentRow]:
    """The oldest first, each followed by its first three answers."""
    return await db.all_as(
        ShownCommentRow, BY_TIME, viewer, db.now, post_id, after.at, after.id, limit
    )


async def by_heat(
    db: Db, viewer: UUID | None, post_id: UUID, offset: int, limit: int
) -> list[ShownCommentRow]:
    return await db.all_as(ShownCommentRow, BY_HEAT, viewer, db.now, post_id, offset, limit)


async def replies(
    db: Db, viewer: UUID | None, comment_id: UUID, after: Position, limit: int
) -> list[ShownCommentRow]:
    return await db.all_as(
        ShownCommentRow, REPLIES, viewer, db.now, comment_id, after.at, after.id, limit
    )


async def by_ids(db: Db, viewer: UUID | None, ids: Sequence[UUID]) -> list[ShownCommentRow]:
    return await db.all_as(ShownCommentRow, BY_IDS, viewer, db.now, list(ids))


async def find(db: Db, comment_id: UUID) -> CommentRow | None:
    return await db.one_as(CommentRow, FIND, comment_id)


async def add(
    db: Db, one: CommentRow, mentions: Sequence[Mention], imported_from: str | None = None
) -> bool:
    """False when the id, or the uri, is taken."""
    added = await db.run(
        ADD,
        one.id,
        one.post_id,
        one.author_id,
        one.parent_id,
        one.answers_id,
        one.text,
        msgspec.to_builtins(mentions),
        one.at,
        one.uri,
        imported_from,
        one.emojis,
        one.warning,
        one.language,
    )
    return added == 1


async def change(db: Db, comment_id: UUID, new: ChangedComment) -> None:
    await db.run(
        CHANGE,
        comment_id,
        new.text,
        msgspec.to_builtins(new.mentions),
        db.now,
        new.emojis,
        new.warning,
        new.language,
    )


async def delete(db: Db, comment_id: UUID) -> list[UUID]:
    """With its answers; which went."""
    return [one for (one,) in await db.rows(DELETE, comment_id)]


async def delete_by(db: Db, author: UUID) -> list[GoneComment]:
    """All that somebody said, with its answers."""
    return await db.all_as(GoneComment, DELETE_BY, author)


async def authors(db: Db, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """By the id of the comment."""
    return dict(await db.rows(AUTHORS, list(ids)))


async def remove(db: Db, ids: Sequence[UUID], at: datetime | None) -> None:
    """The operator takes them down, or puts them back."""
    await db.run(REMOVE, list(ids), at)


async def talking(db: Db, post_id: UUID, limit: int) -> list[UUID]:
    """Who said something under a post, or likes it."""
    return [one for (one,) in await db.rows(TALKING, post_id, limit)]


async def concerned(db: Db, posts: Collection[UUID], limit: int) -> list[ConcernedPerson]:
    """The same of several, and who wrote them."""
    return await db.all_as(ConcernedPerson, CONCERNED, list(posts), limit)


async def like(db: Db, comment_id: UUID, person_id: UUID) -> bool:
    """True the first time."""
    return await db.run(LIKE, comment_id, person_id, db.now) == 1


async def unlike(db: Db, comment_id: UUID, person_id: UUID) -> bool:
    return await db.run(UNLIKE, comment_id, person_id) == 1
