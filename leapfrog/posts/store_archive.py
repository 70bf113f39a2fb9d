"""SQL of what a person takes along of their posts, and of forgetting it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts.model import PostRow
from leapfrog.posts.store import COLUMNS, VersionRow

POSTS = f"""
select {COLUMNS}, edited_at, pinned_at, imported_from, uri from posts_post
where author_id = $1 order by at, id
"""
POSTS_AFTER = f"""
select {COLUMNS}, pinned_at from posts_post
where author_id = $1 and ($2::timestamptz is null or (at, id) > ($2, $3::uuid))
order by at, id limit $4
"""
COMMENTS = """
select c.id, c.post_id, c.text, c.at, c.parent_id, c.answers_id, c.edited_at, p.author_id, p.uri,
    c.warning, c.language
from posts_comment c join posts_post p on p.id = c.post_id where c.author_id = $1
order by c.at, c.id
"""
LIKES = """
select l.post_id, l.at, p.author_id, p.uri from posts_like l join posts_post p on p.id = l.post_id
where l.person_id = $1 order by l.at, l.post_id
"""
SAVES = """
select s.post_id, s.at, p.author_id, p.uri from posts_save s join posts_post p on p.id = s.post_id
where s.person_id = $1 order by s.at, s.post_id
"""
FOLLOWS = """
select followed_id, state, secret, at from posts_follow where follower_id = $1 order by at
"""
FOLLOWERS = """
select follower_id, state, at from posts_follow where followed_id = $1 and not secret order by at
"""
VOTES = "select post_id, choice from posts_vote where person_id = $1 order by 1, 2"
TOPICS = "select name, at from posts_topic_follow where person_id = $1 order by at"
RESTORE_EDIT = """
insert into posts_edit (post_id, at, text, content) values ($1, $2, $3, $4) on conflict do nothing
"""
RESTORE_FLAGS = "update posts_post set edited_at = $2, pinned_at = $3 where id = $1"
ERASE_LIKES = """
with gone as (delete from posts_like where person_id = $1 returning post_id)
insert into posts_count as c (ref, slot, likes)
select post_id, pg_backend_pid() % 8, -1 from gone
on conflict (ref, slot) do update set likes = c.likes - 1
"""
ERASE_COMMENT_LIKES = """
with gone as (delete from posts_comment_like where person_id = $1 returning comment_id)
insert into posts_count as c (ref, slot, likes)
select comment_id, pg_backend_pid() % 8, -1 from gone
on conflict (ref, slot) do update set likes = c.likes - 1
"""
# With what others said below them, as when one of them is taken back.
ERASE_COMMENTS = """
with gone as (
    delete from posts_comment c where c.author_id = $1 or c.parent_id in (
        select id from posts_comment where author_id = $1
    ) returning id, post_id
), counts as (delete from posts_count where ref in (select id from gone))
insert into posts_count as c (ref, slot, comments)
select post_id, pg_backend_pid() % 8, -count(*) from gone group by post_id
on conflict (ref, slot) do update set comments = c.comments + excluded.comments
"""
ERASE_FOLLOWS = """
with gone as (delete from posts_follow where follower_id = $1 returning followed_id, state, secret)
insert into posts_count as c (ref, slot, followers)
select followed_id, pg_backend_pid() % 8, -1 from gone where state = 'follows' and not secret
on conflict (ref, slot) do update set followers = c.followers - 1
"""
ERASE_FOLLOWERS = "delete from posts_follow where followed_id = $1"
ERASE_HOME = "delete from posts_home where owner_id = $1"
ERASE_NOTIFICATIONS = "delete from posts_notification where owner_id = $1 or actor_id = $1"
ERASE_SAVES = "delete from posts_save where person_id = $1"
ERASE_VOTES = "delete from posts_vote where person_id = $1"
ERASE_LISTS = "delete from posts_list where owner_id = $1"
ERASE_PLACES = "delete from posts_list_member where person_id = $1"
ERASE_MUTES = "delete from posts_mute where owner_id = $1"
ERASE_RULES = "delete from posts_moments_rule where owner_id = $1 or person_id = $1"
ERASE_DRAFTS = "delete from posts_draft where author_id = $1"
ERASE_TOPICS = "delete from posts_topic_follow where person_id = $1"
ERASE_MARK = "delete from posts_verified where person_id = $1"
POST_IDS = "select id from posts_post where author_id = $1"


async def posts(db: Db, person_id: UUID) -> list[tuple[PostRow, datetime | None, Any, Any, Any]]:
    """(post, edited at, pinned at, imported from, uri)"""
    rows = await db.rows(POSTS, person_id)
    return [(PostRow(*row[:-4]), *row[-4:]) for row in rows]


async def posts_after(
    db: Db, person_id: UUID, at: datetime | None, post_id: UUID | None, limit: int
) -> list[tuple[PostRow, datetime | None]]:
    """(post, pinned at), the oldest first, after that one."""
    rows = await db.rows(POSTS_AFTER, person_id, at, post_id, limit)
    return [(PostRow(*row[:-1]), row[-1]) for row in rows]


async def rows(db: Db, sql: str, person_id: UUID) -> list[Any]:
    """One of the lists above."""
    return await db.rows(sql, person_id)


async def restore_flags(
    db: Db, post_id: UUID, edited_at: datetime | None, pinned_at: datetime | None
) -> None:
    await db.run(RESTORE_FLAGS, post_id, edited_at, pinned_at)


async def restore_edit(db: Db, post_id: UUID, one: VersionRow) -> None:
    """What a post said before."""
    content = msgspec.to_builtins(one.content)
    await db.run(RESTORE_EDIT, post_id, one.at, one.text, content)


async def erase(db: Db, person_id: UUID, *statements: str) -> int:
    """Runs these of the above; answers how many rows the last one touched."""
    count = 0
    for statement in statements:
        count = await db.run(statement, person_id)
    return count


async def post_ids(db: Db, person_id: UUID) -> Sequence[UUID]:
    return [row[0] for row in await db.rows(POST_IDS, person_id)]
