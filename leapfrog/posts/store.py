"""SQL of writing posts: they come, change, go, and lie on the timelines of those who follow."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts import store_home
from leapfrog.posts.model import PostContent, PostRow, Replies

COLUMNS = """
id, author_id, at, audience, circles, form, of_id, via_id, text, content, mentions, topics, replies,
removed_at is not null as removed, answers_post_id, answers_comment_id, answers_author_id
"""
FIND = f"select {COLUMNS} from posts_post where id = $1"
BY_URI = f"select {COLUMNS} from posts_post where uri = $1"
BY_AUTHOR = f"select {COLUMNS} from posts_post where author_id = $1"
# A post or a comment from elsewhere.
PLACE = """
select id, author_id, null::uuid from posts_post where uri = $1
union all select post_id, author_id, id from posts_comment where uri = $1
"""
URI_OF = "select uri from posts_post where id = $1"
ADD = """
insert into posts_post (id, author_id, at, audience, circles, form, of_id, via_id, text, content,
    mentions, topics, poll, spot, replies, imported_from, uri, tokens, answers_post_id,
    answers_comment_id, answers_author_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21)
on conflict do nothing
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
DELETE = "delete from posts_post where id = $1"
PIN = "update posts_post set pinned_at = $3 where id = $1 and author_id = $2"
PINS = "select count(*) from posts_post where author_id = $1 and pinned_at is not null and id <> $2"
DETACH = "update posts_post set detached = $2 where id = $1"
LINK = """
update posts_post set content = jsonb_set(content, '{link}', $2)
where id = $1 and content #>> '{link,url}' = $3
"""
MEDIA = "update posts_post set content = jsonb_set(content, '{media}', $2) where id = $1"
TALLY = "update posts_post set tally = $2, voters = $3 where id = $1 and poll"
COUNT_COMMENTS = """
insert into posts_count as c (ref, slot, comments) values ($1, pg_backend_pid() % 8, $2)
on conflict (ref, slot) do update set comments = c.comments + excluded.comments
"""
# Of those that are here.
COUNT_REPOSTS = """
insert into posts_count as c (ref, slot, reposts)
select id, pg_backend_pid() % 8, $2 from posts_post where id = any($1::uuid[]) order by id
on conflict (ref, slot) do update set reposts = c.reposts + excluded.reposts
"""
UNCOUNT_ALL = "delete from posts_count where ref = any($1::uuid[])"
TOPICS = """
insert into posts_topic (name, shown, made_at)
select * from unnest($1::text[], $2::text[], array_fill($3::timestamptz, array[cardinality($1)]))
on conflict do nothing
"""
TOPIC_POST = """
insert into posts_post_topic (name, at, post_id) select unnest($1::text[]), $2, $3
on conflict do nothing
"""
UNTOPIC = "delete from posts_post_topic where post_id = $1"


class VersionRow(msgspec.Struct, frozen=True):
    """What a post said from `at` on."""

    at: datetime
    text: str
    content: PostContent


class InsertedPost(msgspec.Struct, frozen=True, kw_only=True):
    """A post as it is stored first."""

    kept: PostRow
    content: PostContent
    imported_from: str | None = None
    uri: str | None = None
    tokens: list[int] | None = None


async def find(db: Db, post_id: UUID) -> PostRow | None:
    return await db.one_as(PostRow, FIND, post_id)


async def by_uri(db: Db, uri: str) -> PostRow | None:
    return await db.one_as(PostRow, BY_URI, uri)


async def place(db: Db, uri: str) -> tuple[UUID, UUID, UUID | None] | None:
    """(post, author, comment when it is one) of what another server names so."""
    row = await db.row(PLACE, uri)
    return (row[0], row[1], row[2]) if row else None


async def uri_of(db: Db, post_id: UUID) -> str | None:
    """How another server names it; None for a post of this town."""
    found: str | None = await db.value(URI_OF, post_id)
    return found


async def by_author(db: Db, author: UUID) -> list[PostRow]:
    """All that somebody wrote."""
    return await db.all_as(PostRow, BY_AUTHOR, author)


async def add(db: Db, new: InsertedPost) -> bool:
    """False when the id, or the uri, is taken."""
    one, content = new.kept, new.content
    place = content.place
    values = (
        *(one.id, one.author_id, one.at, one.audience, one.circles, one.form, one.of_id),
        *(one.via_id, one.text, msgspec.to_builtins(content), one.mentions, one.topics),
        content.poll is not None,
        (place.lon, place.lat) if place else None,
        *(one.replies, new.imported_from, new.uri, new.tokens),
        *(one.answers_post_id, one.answers_comment_id, one.answers_author_id),
    )
    return await db.run(ADD, *values) == 1


async def change(
    db: Db,
    post_id: UUID,
    text: str,
    content: PostContent,
    how: tuple[list[UUID], list[str], Replies],
    tokens: list[int] | None,
) -> None:
    """What it said before is kept. `how`: who is named, topics, who may reply."""
    await db.run(CHANGE, post_id, text, msgspec.to_builtins(content), *how, tokens, db.now)


async def history(db: Db, post_id: UUID) -> list[VersionRow]:
    """All that it said, the first version first."""
    rows = await db.rows(HISTORY, post_id)
    return [VersionRow(row[0], row[1], msgspec.convert(row[2], PostContent)) for row in rows]


async def delete(db: Db, one: PostRow) -> None:
    """With all that hangs on it."""
    await store_home.take_off(db, one)
    await db.run(DELETE, one.id)
    await db.run(UNCOUNT_ALL, [one.id])


async def uncount(db: Db, refs: Sequence[UUID]) -> None:
    """Nothing is counted for these any more."""
    await db.run(UNCOUNT_ALL, list(refs))


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


async def count_comments(db: Db, post_id: UUID, more: int) -> None:
    """There are so many more under a post, or fewer."""
    await db.run(COUNT_COMMENTS, post_id, more)


async def count_reposts(db: Db, posts: Sequence[UUID], more: int) -> None:
    """The same of reposts of those of these posts that are here."""
    await db.run(COUNT_REPOSTS, list(posts), more)


async def file_under(
    db: Db, post_id: UUID, at: datetime, names: Sequence[str], shown: Sequence[str]
) -> None:
    """Puts a post into these topics, made where they are new."""
    if names:
        await db.run(TOPICS, list(names), list(shown), db.now)
        await db.run(TOPIC_POST, list(names), at, post_id)


async def file_anew(
    db: Db, post_id: UUID, at: datetime, names: Sequence[str], shown: Sequence[str]
) -> None:
    """The same, and out of all others."""
    await db.run(UNTOPIC, post_id)
    await file_under(db, post_id, at, names, shown)
