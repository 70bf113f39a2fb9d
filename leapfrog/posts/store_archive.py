"""SQL of what a person takes along of their posts, and of forgetting it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.posts.model import PostContent, PostRow
from leapfrog.posts.store import COLUMNS

POSTS = f"""
select {COLUMNS}, edited_at, pinned_at, imported_from from posts_post
where author_id = $1 and (under_id is not null) = $2::boolean order by at, id
"""
POSTS_AFTER = f"""
select {COLUMNS}, pinned_at from posts_post
where author_id = $1 and under_id is null
    and ($2::timestamptz is null or (at, id) > ($2, $3::uuid))
order by at, id limit $4
"""
LIKES = """
select l.post_id, l.at, p.author_id, p.uri from posts_like l join posts_post p on p.id = l.post_id
where l.person_id = $1 order by l.at, l.post_id
"""
SAVES = """
select s.post_id, s.at, p.author_id, p.uri from posts_save s join posts_post p on p.id = s.post_id
where s.person_id = $1 order by s.at, s.post_id
"""
VOTES = "select post_id, choice from posts_vote where person_id = $1 order by 1, 2"
EDITS = """
select e.post_id, e.at, e.text, e.content from posts_edit e
join posts_post p on p.id = e.post_id where p.author_id = $1 order by e.post_id, e.at
"""
RESTORE_EDITS = """
insert into posts_edit (post_id, at, text, content)
select post_id, at, text, content
from jsonb_to_recordset($1) as w (post_id uuid, at timestamptz, text text, content jsonb)
on conflict do nothing
"""
ERASE_LIKES = """
with gone as (delete from posts_like where person_id = $1 returning post_id)
insert into posts_count as c (ref, slot, likes)
select post_id, pg_backend_pid() % 8, -1 from gone
on conflict (ref, slot) do update set likes = c.likes - 1
"""
ERASE_SAVES = "delete from posts_save where person_id = $1"
ERASE_VOTES = "delete from posts_vote where person_id = $1"
ERASE_DRAFTS = "delete from posts_draft where author_id = $1"


class OwnPostRow(msgspec.Struct, frozen=True):
    """A post as its row, with what only its author takes along."""

    kept: PostRow
    edited_at: datetime | None
    pinned_at: datetime | None
    imported_from: str | None


class PinnedPostRow(msgspec.Struct, frozen=True):
    """A post as its row, and since when it is pinned."""

    kept: PostRow
    pinned_at: datetime | None


class MarkedPostRow(msgspec.Struct, frozen=True):
    """A post that one likes or keeps."""

    post_id: UUID
    at: datetime
    author_id: UUID
    uri: str | None


class VoteRow(msgspec.Struct, frozen=True):
    """A choice in a poll."""

    post_id: UUID
    choice: int


class StoredEdit(msgspec.Struct, frozen=True):
    """What a post said from `at` on, until it was edited again, as its row."""

    post_id: UUID
    at: datetime
    text: str
    content: dict[str, Any]

    @property
    def said(self) -> PostContent:
        return msgspec.convert(self.content, PostContent)


class EditedVersion(msgspec.Struct, frozen=True):
    """The same as it comes back."""

    post_id: UUID
    at: datetime
    text: str
    content: PostContent


async def posts(db: Db, person_id: UUID, *, comments: bool) -> list[OwnPostRow]:
    """All that one posted, or all one's comments, the oldest first."""
    return await db.all_as(OwnPostRow, POSTS, person_id, comments)


async def posts_after(db: Db, person_id: UUID, after: Position, limit: int) -> list[PinnedPostRow]:
    """A page of one's posts without comments, the oldest first, after that one."""
    return await db.all_as(PinnedPostRow, POSTS_AFTER, person_id, after.at, after.id, limit)


async def likes(db: Db, person_id: UUID) -> list[MarkedPostRow]:
    return await db.all_as(MarkedPostRow, LIKES, person_id)


async def saves(db: Db, person_id: UUID) -> list[MarkedPostRow]:
    return await db.all_as(MarkedPostRow, SAVES, person_id)


async def votes(db: Db, person_id: UUID) -> list[VoteRow]:
    return await db.all_as(VoteRow, VOTES, person_id)


async def edits(db: Db, person_id: UUID) -> dict[UUID, list[StoredEdit]]:
    """What one's posts said before, by post, the first version first."""
    found: dict[UUID, list[StoredEdit]] = {}
    for one in await db.all_as(StoredEdit, EDITS, person_id):
        found.setdefault(one.post_id, []).append(one)
    return found


async def restore_edits(db: Db, versions: Sequence[EditedVersion]) -> None:
    """What posts said before."""
    if versions:
        await db.run(RESTORE_EDITS, msgspec.to_builtins(versions))


async def erase(db: Db, person_id: UUID, *statements: str) -> int:
    """Runs these of the above; answers how many rows the last one touched."""
    count = 0
    for statement in statements:
        count = await db.run(statement, person_id)
    return count
