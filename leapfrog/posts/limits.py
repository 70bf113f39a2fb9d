"""What an operator may do to posts and people: take down, limit. Who decides
so, and why, is known elsewhere.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.posts import store_bringing, store_limits
from leapfrog.posts.store_limits import Limited


async def take_down_posts(db: Db, posts: Sequence[UUID], *, down: bool) -> dict[UUID, UUID]:
    """Hides these posts from everybody but their authors, or shows them again (`down`). Answers the
    authors of those that are here, by post.
    """
    authors = await store_bringing.authors(db, posts)
    await store_limits.remove_posts(db, list(authors), db.now if down else None)
    return authors


async def limit_author(
    db: Db, person_id: UUID, kind: Limited | None, until: datetime | None = None
) -> None:
    """Limits an author: `quiet`, their posts are on no public list; `closed`, they cannot write;
    None ends a limit. `until`: when it ends by itself, None for never.
    """
    if kind:
        await store_limits.limit(db, person_id, kind, until)
    else:
        await store_limits.unlimit(db, person_id)
