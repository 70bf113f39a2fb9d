"""Posts that answer: what somebody says to a post or comment, but not to all who see that. For
followers, or for those who are named; what is for the same people as the post is a comment.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.posts import comments, hydration, store_bringing, store_comments, store_hydration
from leapfrog.posts.errors import NoReplies
from leapfrog.posts.model import Place, Post, PostRow


async def find(db: Db, me: UUID, ident: UUID) -> Place:
    """The post or comment of this id, for `me` to answer. Raises `NoComment` for what they may not
    see, `NoReplies` where its author lets them say nothing.
    """
    found = await hydration.posts(db, me, [ident])
    if found:
        place = Place(ident, found[0].author.id)
        under = found[0]
    else:
        comment = await comments.one(db, me, ident)
        place = Place(comment.post_id, comment.author.id, comment.id)
        under = await hydration.one(db, me, comment.post_id)
    if not under.may_comment:
        raise NoReplies
    return place


async def still(db: Db, answered: Sequence[Place | None]) -> set[Place]:
    """Those that are here: for archives, which name what may be gone."""
    places = [one for one in answered if one]
    posts = await store_bringing.authors(db, [one.post_id for one in places])
    comments = [one.comment_id for one in places if one.comment_id]
    said = await store_comments.authors(db, comments)
    return {
        one
        for one in places
        if one.post_id in posts and (one.comment_id is None or one.comment_id in said)
    }


def of(kept: PostRow) -> Place | None:
    """What a post answers, from its row."""
    if kept.answers_post_id is None or kept.answers_author_id is None:
        return None
    return Place(kept.answers_post_id, kept.answers_author_id, kept.answers_comment_id)


def columns(answered: Place | None) -> dict[str, UUID | None]:
    """As the row of a post has it."""
    return {
        "answers_post_id": answered.post_id if answered else None,
        "answers_comment_id": answered.comment_id if answered else None,
        "answers_author_id": answered.author_id if answered else None,
    }


async def under(db: Db, viewer: UUID | None, posts: Sequence[UUID], limit: int) -> list[Post]:
    """Posts that answer these posts, or comments under them, as far as the viewer may see them; the
    oldest first.
    """
    return await hydration.shown(
        db, viewer, await store_hydration.answers(db, viewer, posts, limit)
    )
