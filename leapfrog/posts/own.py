"""All that somebody has here, told to themselves page by page: for programs that write it down."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.posts import answering, hydration, store_archive
from leapfrog.posts.model import Place, Post, PostContent, PostRow


class OwnPost(msgspec.Struct, frozen=True):
    """A post of one's own. `post`: as its author sees it; `content`: the same as in there, to be
    read by Python; `row`: as it is kept; `answers`: what it answers, here or not.
    """

    post: Post
    content: PostContent
    row: PostRow
    pinned_at: datetime | None
    answers: Place | None


class OwnPostPage(msgspec.Struct, frozen=True):
    """Posts, the oldest first. `next` is the `after` of the following page, None on the last."""

    posts: list[OwnPost]
    next: Position | None


async def own_posts(db: Db, me: UUID, after: Position, limit: int) -> OwnPostPage:
    """A page of what one posted, without comments, the oldest first; `after`: the position that the
    page before answered.
    """
    rows = await store_archive.posts_after(db, me, after, limit)
    ids = [one.kept.id for one in rows]
    shown = {one.id: one for one in await hydration.posts(db, me, ids)}
    posts = [
        OwnPost(
            shown[one.kept.id],
            hydration.said(shown[one.kept.id]),
            one.kept,
            one.pinned_at,
            answering.of(one.kept),
        )
        for one in rows
        if one.kept.id in shown
    ]
    last = rows[-1].kept if len(rows) == limit else None
    return OwnPostPage(posts, Position(last.at, last.id) if last else None)
