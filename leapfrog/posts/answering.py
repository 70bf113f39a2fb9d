"""What answers a post: a comment, which stands under it for those who see it, or a post of its own
for followers or for those who are named (decision 103).
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts import hydration, store_bringing, store_hydration
from leapfrog.posts.errors import BadPost, NoReplies
from leapfrog.posts.model import OPEN, Audience, Place, Post, PostRow

# What is for these stands for itself, whatever it answers.
ASIDE: frozenset[Audience] = frozenset(("followers", "mentioned"))


class PlacedAnswer(msgspec.Struct, frozen=True):
    """What a post answers, for whom it is there, and where it stands if it is a comment."""

    audience: Audience
    answers_id: UUID
    answers_author_id: UUID
    under_id: UUID | None = None
    parent_id: UUID | None = None

    def put(self, kept: PostRow) -> PostRow:
        """The row of the post that answers so."""
        return msgspec.structs.replace(kept, **msgspec.structs.asdict(self))


async def placed(db: Db, me: UUID, answers: UUID | None, audience: Audience) -> PlacedAnswer | None:
    """Where something stands that answers this post; None when it answers none. Raises `NoPost` for
    what `me` may not see, `NoReplies` where they may say nothing, `BadPost`.
    """
    if answers is None:
        if audience == "thread":
            raise BadPost("What is for a thread answers something there.")
        return None
    answered = await hydration.one(db, me, answers)
    if not answered.may_comment:
        raise NoReplies
    if audience in ASIDE:
        return PlacedAnswer(audience, answers, answered.author.id)
    above = answered.under
    return PlacedAnswer(
        audience=narrowed(audience, above.audience if above else answered.audience),
        answers_id=answers,
        answers_author_id=answered.author.id,
        under_id=above.post_id if above else answers,
        parent_id=(above.parent_id or answers) if above else None,
    )


def narrowed(wanted: Audience, under: Audience) -> Audience:
    """For whom a comment is that is wanted for these: for no more people than the post is. Pure."""
    if under not in OPEN:
        return "thread"
    return "unlisted" if "unlisted" in (wanted, under) else "public"


def aside(audience: Audience, answered: Place) -> PlacedAnswer:
    """Where something stands that is for others than what it answers, here or elsewhere."""
    return PlacedAnswer(audience, answered.post_id, answered.author_id)


async def still(db: Db, answered: Sequence[Place | None]) -> dict[UUID, UUID]:
    """Who wrote those that are here, by the id of the post: for archives, which name what may be
    gone.
    """
    return await store_bringing.authors(db, [one.post_id for one in answered if one])


def of(kept: PostRow) -> Place | None:
    """What a post answers, from its row."""
    if kept.answers_id is None or kept.answers_author_id is None:
        return None
    return Place(kept.answers_id, kept.answers_author_id)


async def above(db: Db, viewer: UUID | None, post_id: UUID, limit: int) -> list[Post]:
    """The posts that a post answers, and what those answer, the first one first; as far as the
    viewer may see them, at most `limit`.
    """
    return await hydration.shown(
        db, viewer, await store_hydration.above(db, viewer, post_id, limit)
    )


async def below(db: Db, viewer: UUID | None, post_id: UUID, limit: int) -> list[Post]:
    """The posts that answer a post, each followed by what answers it in turn, the oldest first; as
    far as the viewer may see them, at most `limit`.
    """
    return await hydration.shown(
        db, viewer, await store_hydration.below(db, viewer, post_id, limit)
    )
