"""SQL of what archives bring and take away, sets at a time."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db

AUTHORS = "select id, author_id from posts_post where id = any($1::uuid[])"
DROP = "delete from posts_post where id = any($1::uuid[])"
SEEN = """
select id, uri from posts_post
where (uri = any($1::text[]) or id = any($2::uuid[])) and audience = any($3::text[])
    and removed_at is null
"""


async def authors(db: Db, ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """By the id of the post."""
    return {row[0]: row[1] for row in await db.rows(AUTHORS, list(ids))}


async def drop(db: Db, posts: Sequence[UUID]) -> None:
    """With all that hangs on them."""
    await db.run(DROP, list(posts))


async def seen(
    db: Db, uris: Sequence[str], ids: Sequence[UUID], audiences: Sequence[str]
) -> list[tuple[UUID, str | None]]:
    """(post, how another server names it) of those that are for these audiences."""
    return [(row[0], row[1]) for row in await db.rows(SEEN, list(uris), list(ids), list(audiences))]
