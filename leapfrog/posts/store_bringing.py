"""SQL of what archives bring and take away, sets at a time."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

AUTHORS = "select id, author_id from posts_post where id = any($1::uuid[])"
SEEN = """
select id, uri from posts_post
where (uri = any($1::text[]) or id = any($2::uuid[])) and audience = any($3::text[])
    and removed_at is null
"""


class NamedPost(msgspec.Struct, frozen=True):
    """A post, and how another server names it."""

    id: UUID
    uri: str | None


async def authors(db: Db, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """By the id of the post."""
    return dict(await db.rows(AUTHORS, list(ids)))


async def seen(
    db: Db, uris: Sequence[str], ids: Sequence[UUID], audiences: Sequence[str]
) -> list[NamedPost]:
    """Those that are for these audiences."""
    return await db.all_as(NamedPost, SEEN, list(uris), list(ids), list(audiences))
