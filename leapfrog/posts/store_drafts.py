"""SQL of drafts."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts.model import NewPost

PUT = """
insert into posts_draft as d (id, author_id, body, due_at, updated_at, trouble)
values ($1, $2, $3, $4, $5, null)
on conflict (id) do update set body = excluded.body, due_at = excluded.due_at,
    updated_at = excluded.updated_at, trouble = null where d.author_id = excluded.author_id
"""
MINE = """
select id, body, due_at, updated_at, trouble from posts_draft
where author_id = $1 order by due_at nulls last, updated_at desc
"""
FIND = "select author_id, body, due_at from posts_draft where id = $1 for update"
DELETE = "delete from posts_draft where id = $1 and author_id = $2"
FAIL = "update posts_draft set due_at = null, trouble = $2 where id = $1"
COUNT = "select count(*) from posts_draft where author_id = $1 and id <> $2"
# Uploads whose post never came, and that no draft shows.
UNUSED_FILES = """
select f.id from post_media_file f where f.post_id is null and f.created_at < $1
    and not exists (
        select from posts_draft d
        where d.author_id = f.owner_id and d.body::text like '%' || f.id || '%'
    ) limit $2
"""


class PostDraft(msgspec.Struct, frozen=True):
    """Written and not yet shown; at `due_at` it shows itself. `trouble`: the code of why it could
    not.
    """

    id: UUID
    body: NewPost
    due_at: datetime | None
    updated_at: datetime
    trouble: str | None


class PostDraftRow(msgspec.Struct, frozen=True):
    """A draft as its row."""

    id: UUID
    body: dict[str, Any]
    due_at: datetime | None
    updated_at: datetime
    trouble: str | None


class LockedDraft(msgspec.Struct, frozen=True):
    """Whose draft it is, and when it is due."""

    author_id: UUID
    body: dict[str, Any]
    due_at: datetime | None

    @property
    def wanted(self) -> NewPost:
        return msgspec.convert(self.body, NewPost)


async def put(db: Db, author: UUID, draft_id: UUID, body: NewPost, due_at: datetime | None) -> bool:
    """False when the id is another's."""
    kept: Any = msgspec.to_builtins(body)
    return await db.run(PUT, draft_id, author, kept, due_at, db.now) == 1


async def mine(db: Db, author: UUID) -> list[PostDraft]:
    return [
        PostDraft(
            one.id, msgspec.convert(one.body, NewPost), one.due_at, one.updated_at, one.trouble
        )
        for one in await db.all_as(PostDraftRow, MINE, author)
    ]


async def find(db: Db, draft_id: UUID) -> LockedDraft | None:
    """Nobody else takes it meanwhile."""
    return await db.one_as(LockedDraft, FIND, draft_id)


async def delete(db: Db, author: UUID, draft_id: UUID) -> bool:
    return await db.run(DELETE, draft_id, author) == 1


async def fail(db: Db, draft_id: UUID, trouble: str) -> None:
    await db.run(FAIL, draft_id, trouble)


async def count(db: Db, author: UUID, but: UUID) -> int:
    return int(await db.value(COUNT, author, but))


async def unused_files(db: Db, before: datetime, limit: int) -> list[UUID]:
    """Some files that came before then, and are in no post and no draft."""
    return [one for (one,) in await db.rows(UNUSED_FILES, before, limit)]
