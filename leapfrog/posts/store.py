"""SQL of writing posts: they come, change, go, and lie on the timelines of those who follow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts import store_home
from leapfrog.posts.model import Place, PostContent, PostRow, Replies
from leapfrog.topics import WrittenTopic, begin

COLUMNS = """
id, author_id, at, audience, circles, form, of_id, via_id, text, content, mentions, topics, replies,
removed_at is not null as removed, under_id, parent_id, answers_id, answers_author_id
"""
FIND = f"select {COLUMNS} from posts_post where id = $1"
BY_IDS = f"select {COLUMNS} from posts_post where id = any($1::uuid[])"
BY_AUTHOR = f"select {COLUMNS} from posts_post where author_id = $1"
AT_URI = "select id as post_id, author_id, under_id, uri from posts_post where uri = $1"
AT_ID = "select id as post_id, author_id, under_id, uri from posts_post where id = $1"
# With the comments under and below them.
WITH_COMMENTS = f"""
select {COLUMNS} from posts_post
where id = any($1::uuid[]) or under_id = any($1::uuid[]) or parent_id = any($1::uuid[])
"""
ADD = """
insert into posts_post (id, author_id, at, audience, circles, form, of_id, via_id, text, content,
    mentions, topics, poll, spot, replies, imported_from, uri, tokens, under_id, parent_id,
    answers_id, answers_author_id, edited_at, pinned_at)
select id, author_id, at, audience, circles, form, of_id, via_id, text, content, mentions, topics,
    content ? 'poll', spot::point, replies, imported_from, uri, tokens, under_id, parent_id,
    answers_id, answers_author_id, edited_at, pinned_at
from jsonb_to_recordset($1) as w (id uuid, author_id uuid, at timestamptz, audience text,
    circles uuid[], form text, of_id uuid, via_id uuid, text text, content jsonb, mentions uuid[],
    topics text[], spot text, replies text, imported_from text, uri text, tokens integer[],
    under_id uuid, parent_id uuid, answers_id uuid, answers_author_id uuid, edited_at timestamptz,
    pinned_at timestamptz)
on conflict do nothing returning id
"""
CHANGE = """
with before as (
    insert into posts_edit (post_id, at, text, content)
    select id, coalesce(edited_at, at), text, content from posts_post where id = $1
    on conflict do nothing
)
update posts_post set text = $2, content = $3, mentions = $4, topics = $5, replies = $6,
    tokens = $7, edited_at = $8 where id = $1
"""
HISTORY = """
select at, text, content from posts_edit where post_id = $1
union all select coalesce(edited_at, at), text, content from posts_post where id = $1 order by at
"""
# What answered a comment that goes answers what it stands below itself, or the comment's post.
HANG = """
update posts_post p set answers_id = a.id, answers_author_id = a.author_id
from posts_post c, posts_post a
where p.answers_id = any($1::uuid[]) and p.id <> all($1::uuid[]) and c.id = p.answers_id
    and a.id = coalesce(p.parent_id, c.under_id) and a.id <> all($1::uuid[])
"""
DELETE = "delete from posts_post where id = any($1::uuid[])"
PIN = "update posts_post set pinned_at = $3 where id = $1 and author_id = $2"
PINS = "select count(*) from posts_post where author_id = $1 and pinned_at is not null and id <> $2"
DETACH = "update posts_post set detached = $2 where id = $1"
LINK = """
update posts_post set content = jsonb_set(content, '{link}', $2)
where id = $1 and content #>> '{link,url}' = $3
"""
MEDIA = "update posts_post set content = jsonb_set(content, '{media}', $2) where id = $1"
TALLY = "update posts_post set tally = $2, voters = $3 where id = $1 and poll"
# For each of these comments: of what it stands under, what it stands below, and what it answers.
COUNT_COMMENTS = """
insert into posts_count as c (ref, slot, comments)
select w.ref, pg_backend_pid() % 8, $2::int * count(*) from (
    select distinct p.id, o.ref from posts_post p
    cross join lateral unnest(array[p.under_id, p.parent_id, p.answers_id]) as o (ref)
    where p.id = any($1::uuid[]) and p.under_id is not null and o.ref is not null
        and o.ref <> all($3::uuid[])
) w group by w.ref order by w.ref
on conflict (ref, slot) do update set comments = c.comments + excluded.comments
"""
# Of those that are here.
COUNT_REPOSTS = """
insert into posts_count as c (ref, slot, reposts)
select p.id, pg_backend_pid() % 8, $2::int * count(*) from unnest($1::uuid[]) as w (id)
join posts_post p on p.id = w.id group by p.id order by p.id
on conflict (ref, slot) do update set reposts = c.reposts + excluded.reposts
"""
UNCOUNT_ALL = "delete from posts_count where ref = any($1::uuid[])"
WROTE = """
select exists (
    select from posts_post_topic t join posts_post p on p.id = t.post_id
    where t.name = $1 and p.author_id = $2
)
"""
TOPIC_POSTS = """
insert into posts_post_topic (name, at, post_id)
select * from unnest($1::text[], $2::timestamptz[], $3::uuid[]) on conflict do nothing
"""
UNTOPIC = "delete from posts_post_topic where post_id = $1"


class VersionRow(msgspec.Struct, frozen=True):
    """What a post said from `at` on."""

    at: datetime
    text: str
    content: PostContent


class StoredVersion(msgspec.Struct, frozen=True):
    """The same as its row."""

    at: datetime
    text: str
    content: dict[str, Any]


class ChangedPost(msgspec.Struct, frozen=True, kw_only=True):
    """What a post says from now on, who is named in it, and by what the search finds it."""

    text: str
    content: PostContent
    mentions: list[UUID]
    topics: list[str]
    replies: Replies
    tokens: list[int] | None


class FiledPost(msgspec.Struct, frozen=True):
    """A post and its topics."""

    post_id: UUID
    at: datetime
    topics: list[WrittenTopic]


class InsertedPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post as it is stored first."""

    kept: PostRow
    content: PostContent
    imported_from: str | None = None
    uri: str | None = None
    tokens: list[int] | None = None
    edited_at: datetime | None = None
    pinned_at: datetime | None = None


async def find(db: Db, post_id: UUID) -> PostRow | None:
    return await db.one_as(PostRow, FIND, post_id)


async def at_uri(db: Db, uri: str) -> Place | None:
    """What another server names so."""
    return await db.one_as(Place, AT_URI, uri)


async def at_id(db: Db, post_id: UUID) -> Place | None:
    return await db.one_as(Place, AT_ID, post_id)


async def with_comments(db: Db, ids: Sequence[UUID]) -> list[PostRow]:
    """Those of these posts that are here, with the comments under and below them, in any order."""
    return await db.all_as(PostRow, WITH_COMMENTS, list(ids))


async def by_ids(db: Db, ids: Sequence[UUID]) -> list[PostRow]:
    """Those of these that are here, in any order."""
    return await db.all_as(PostRow, BY_IDS, list(ids))


async def by_author(db: Db, author: UUID) -> list[PostRow]:
    """All that somebody wrote."""
    return await db.all_as(PostRow, BY_AUTHOR, author)


async def add(db: Db, new: Sequence[InsertedPost]) -> set[UUID]:
    """The ids of those that are new: not where the id, or the uri, is taken. Comments are counted
    where they stand.
    """
    rows = [_row(one) for one in new]
    here = {one for (one,) in await db.rows(ADD, rows)} if rows else set()
    if any(one.kept.under_id for one in new if one.kept.id in here):
        await db.run(COUNT_COMMENTS, list(here), 1, [])
    return here


def _row(new: InsertedPost) -> dict[str, Any]:
    row: dict[str, Any] = msgspec.to_builtins(new.kept)
    place = new.content.place
    more: dict[str, Any] = {
        "content": new.content,
        "spot": f"({place.lon},{place.lat})" if place else None,
        "imported_from": new.imported_from,
        "uri": new.uri,
        "tokens": new.tokens,
        "edited_at": new.edited_at,
        "pinned_at": new.pinned_at,
    }
    row |= msgspec.to_builtins(more)
    return row


async def change(db: Db, post_id: UUID, new: ChangedPost) -> None:
    """What it said before is kept."""
    await db.run(
        CHANGE,
        post_id,
        new.text,
        msgspec.to_builtins(new.content),
        new.mentions,
        new.topics,
        new.replies,
        new.tokens,
        db.now,
    )


async def history(db: Db, post_id: UUID) -> list[VersionRow]:
    """All that it said, the first version first."""
    rows = await db.all_as(StoredVersion, HISTORY, post_id)
    return [VersionRow(one.at, one.text, msgspec.convert(one.content, PostContent)) for one in rows]


async def delete(db: Db, posts: Sequence[UUID]) -> None:
    """With all that hangs on them; they are `with_comments`."""
    await store_home.take_off(db, posts)
    await db.run(COUNT_COMMENTS, list(posts), -1, list(posts))
    await db.run(HANG, list(posts))
    await db.run(DELETE, list(posts))
    await db.run(UNCOUNT_ALL, list(posts))


async def pin(db: Db, author: UUID, post_id: UUID, at: datetime | None) -> None:
    await db.run(PIN, post_id, author, at)


async def pins(db: Db, author: UUID, but: UUID) -> int:
    """How many posts are pinned beside this one."""
    return int(await db.value(PINS, author, but))


async def detach(db: Db, post_id: UUID, detached: bool) -> None:
    await db.run(DETACH, post_id, detached)


async def link(db: Db, post_id: UUID, url: str, card: Any) -> None:
    """What the page at `url` says of itself, if the post still leads there."""
    await db.run(LINK, post_id, card, url)


async def show_media(db: Db, post_id: UUID, media: Any) -> None:
    await db.run(MEDIA, post_id, media)


async def tally(db: Db, post_id: UUID, votes: Sequence[int], voters: int) -> None:
    """The votes of a poll that is counted elsewhere."""
    await db.run(TALLY, post_id, list(votes), voters)


async def count_reposts(db: Db, posts: Sequence[UUID], more: int) -> None:
    """Counts so many `more` reposts of those of these posts that are here, each as often as it is
    named.
    """
    await db.run(COUNT_REPOSTS, list(posts), more)


async def file_under(db: Db, several: Sequence[FiledPost]) -> None:
    """Puts posts into their topics, made where they are new."""
    topics = [(topic, one) for one in several for topic in one.topics]
    if topics:
        await begin(db, [topic for topic, _ in topics])
        names, times = [topic.name for topic, _ in topics], [one.at for _, one in topics]
        await db.run(TOPIC_POSTS, names, times, [one.post_id for _, one in topics])


async def file_anew(db: Db, one: FiledPost) -> None:
    """Puts one post into its topics, made where they are new, and out of all others."""
    await db.run(UNTOPIC, one.post_id)
    await file_under(db, [one])


async def wrote(db: Db, name: str, person_id: UUID) -> bool:
    """Whether somebody wrote about it publicly."""
    return bool(await db.value(WROTE, name, person_id))
