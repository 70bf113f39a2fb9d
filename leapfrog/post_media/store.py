"""SQL of pictures, films and voices of posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.post_media.model import PostMedia

ADD = """
insert into post_media_file (id, owner_id, kind, meta, created_at) values ($1, $2, $3, $4, $5)
on conflict do nothing
"""
FIND = "select owner_id, meta, post_id, created_at from post_media_file where id = $1"
HELD = """
select owner_id, meta, post_id, created_at from post_media_file
where owner_id = $1 and id = any($2::uuid[]) for key share
"""
ATTACH = """
update post_media_file set post_id = case when id = any($2::uuid[]) then $1 end
where post_id = $1 or id = any($2::uuid[])
"""
ATTACH_NEW = """
update post_media_file f set post_id = w.post
from unnest($1::uuid[], $2::uuid[]) as w (post, file) where f.id = w.file
"""
RELEASE = "update post_media_file set post_id = null, created_at = $2 where post_id = $1"
CHANGE = "update post_media_file set meta = $2 where id = $1"
LOOSE = "select id from post_media_file where id = any($1::uuid[]) and post_id is null"
OF_POSTS = "select id from post_media_file where post_id = any($1::uuid[])"
DROP = "delete from post_media_file where id = any($1::uuid[])"
IN_POSTS = """
select owner_id, meta, post_id, created_at from post_media_file
where owner_id = $1 and post_id is not null order by created_at, id
"""
OF_OWNER = """
select owner_id, meta, post_id, created_at from post_media_file
where owner_id = $1 order by created_at, id
"""


class StoredFile(msgspec.Struct, frozen=True):
    """Whose file it is, and in which post; `meta`: as a post shows it."""

    owner_id: UUID
    meta: dict[str, Any]
    post_id: UUID | None
    created_at: datetime

    def fits(self, post_id: UUID) -> bool:
        """Whether that post may show it: it is in no other one."""
        return self.post_id in (None, post_id)

    @property
    def media(self) -> PostMedia:
        return msgspec.convert(self.meta, PostMedia)


class MediaOfPost(msgspec.Struct, frozen=True):
    """A file that a post shows."""

    post_id: UUID
    file_id: UUID


async def add(db: Db, owner: UUID, media: PostMedia, at: datetime) -> bool:
    """False when the id is taken."""
    meta: Any = msgspec.to_builtins(media)
    return await db.run(ADD, media.file, owner, media.kind, meta, at) == 1


async def change(db: Db, media: PostMedia) -> None:
    """Keeps changed metadata of a file, such as its description."""
    meta: Any = msgspec.to_builtins(media)
    await db.run(CHANGE, media.file, meta)


async def find(db: Db, file_id: UUID) -> StoredFile | None:
    """A file of a post by its id, without looking who asks; None for none."""
    return await db.one_as(StoredFile, FIND, file_id)


async def held(db: Db, owner: UUID, ids: Sequence[UUID]) -> dict[UUID, StoredFile]:
    """Those of these files that are the owner's, by id; they cannot be deleted until the end of the
    transaction.
    """
    found = await db.all_as(StoredFile, HELD, owner, list(ids)) if ids else []
    return {one.media.file: one for one in found}


async def attach(db: Db, post_id: UUID, ids: Sequence[UUID]) -> None:
    """Sets the files of a post: these, and no others. A file that is in no post any more is deleted
    by the next sweep.
    """
    await db.run(ATTACH, post_id, list(ids))


async def release(db: Db, post_id: UUID) -> None:
    """Takes all files out of a post; a day later the sweep deletes those that are in no post by
    then.
    """
    await db.run(RELEASE, post_id, db.now)


async def attach_new(db: Db, several: Sequence[MediaOfPost]) -> None:
    """Puts each of these files into its post; what is in the posts already stays."""
    if several:
        files = [one.file_id for one in several]
        await db.run(ATTACH_NEW, [one.post_id for one in several], files)


async def of_posts(db: Db, posts: Sequence[UUID]) -> list[UUID]:
    """The ids of the files in these posts, in no order."""
    return [one for (one,) in await db.rows(OF_POSTS, list(posts))]


async def loose(db: Db, ids: Sequence[UUID]) -> list[UUID]:
    """Those of these files (ids) that are in no post."""
    return [one for (one,) in await db.rows(LOOSE, list(ids))]


async def of_owner(db: Db, owner: UUID) -> list[StoredFile]:
    return await db.all_as(StoredFile, OF_OWNER, owner)


async def in_posts(db: Db, owner: UUID) -> list[PostMedia]:
    """The files of a person that are in posts, in the order in which they came."""
    return [one.media for one in await db.all_as(StoredFile, IN_POSTS, owner)]


async def drop(db: Db, ids: Sequence[UUID]) -> None:
    await db.run(DROP, list(ids))
