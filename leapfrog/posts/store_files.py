"""SQL of pictures, films and voices of posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts.model import PostMedia

ADD = """
insert into posts_file (id, owner_id, kind, meta, created_at) values ($1, $2, $3, $4, $5)
on conflict do nothing
"""
FIND = "select owner_id, meta, post_id from posts_file where id = $1"
# Of one's own, those that are in no other post.
MINE = """
select id, meta from posts_file
where owner_id = $1 and id = any($2::uuid[]) and (post_id is null or post_id = $3)
for key share
"""
ATTACH = """
update posts_file set post_id = case when id = any($2::uuid[]) then $1 end
where post_id = $1 or id = any($2::uuid[])
"""
CHANGE = "update posts_file set meta = $2 where id = $1"
LOOSE = "select id from posts_file where id = any($1::uuid[]) and post_id is null"
OF_POST = "select id from posts_file where post_id = $1"
DROP = "delete from posts_file where id = any($1::uuid[])"
UNUSED = """
select f.id from posts_file f where f.post_id is null and f.created_at < $1
    and not exists (
        select from posts_draft d
        where d.author_id = f.owner_id and d.body::text like '%' || f.id || '%'
    ) limit $2
"""
IN_POSTS = """
select meta from posts_file where owner_id = $1 and post_id is not null order by created_at, id
"""
OF_OWNER = "select id, meta, created_at from posts_file where owner_id = $1 order by created_at, id"


class FileRow(msgspec.Struct, frozen=True):
    """Whose file it is, and in which post."""

    owner_id: UUID
    media: PostMedia
    post_id: UUID | None


async def add(db: Db, owner: UUID, media: PostMedia, at: datetime) -> bool:
    """False when the id is taken."""
    meta: Any = msgspec.to_builtins(media)
    return await db.run(ADD, media.file, owner, media.kind, meta, at) == 1


async def change(db: Db, media: PostMedia) -> None:
    """It is shown in another way."""
    meta: Any = msgspec.to_builtins(media)
    await db.run(CHANGE, media.file, meta)


async def find(db: Db, file_id: UUID) -> FileRow | None:
    row = await db.row(FIND, file_id)
    return FileRow(row[0], msgspec.convert(row[1], PostMedia), row[2]) if row else None


async def mine(db: Db, owner: UUID, ids: Sequence[UUID], post_id: UUID) -> dict[UUID, PostMedia]:
    """Those that may be in this post; they stay until the end of the transaction."""
    rows = await db.rows(MINE, owner, list(ids), post_id)
    return {row[0]: msgspec.convert(row[1], PostMedia) for row in rows}


async def attach(db: Db, post_id: UUID, ids: Sequence[UUID]) -> None:
    """These are in the post, and no others."""
    await db.run(ATTACH, post_id, list(ids))


async def of_post(db: Db, post_id: UUID) -> list[UUID]:
    return [row[0] for row in await db.rows(OF_POST, post_id)]


async def loose(db: Db, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these that are in no post."""
    return [row[0] for row in await db.rows(LOOSE, list(ids))]


async def of_owner(db: Db, owner: UUID) -> list[tuple[PostMedia, datetime]]:
    rows = await db.rows(OF_OWNER, owner)
    return [(msgspec.convert(row[1], PostMedia), row[2]) for row in rows]


async def in_posts(db: Db, owner: UUID) -> list[PostMedia]:
    """Those that are in a post."""
    return [msgspec.convert(row[0], PostMedia) for row in await db.rows(IN_POSTS, owner)]


async def unused(db: Db, before: datetime, limit: int) -> list[UUID]:
    """Uploads whose post never came."""
    return [row[0] for row in await db.rows(UNUSED, before, limit)]


async def drop(db: Db, ids: Sequence[UUID]) -> None:
    await db.run(DROP, list(ids))
