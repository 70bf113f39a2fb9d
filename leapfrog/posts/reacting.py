"""Reacting: liking, saving for oneself, voting."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.follows import Author, author_of
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.locks import lock
from leapfrog.notifications import NewNotification, tell
from leapfrog.posts import hydration, store_reacting, stream_events
from leapfrog.posts.errors import AlreadyVoted, BadPost, NoPost, PollOver
from leapfrog.posts.events import PollVoted as VotedEvent
from leapfrog.posts.events import PostLiked
from leapfrog.posts.model import MOMENTS, Post

MOST_LIKERS = 100


async def like(db: Db, me: UUID, post_id: UUID, likes: bool) -> Post:
    """Likes a post, or no longer; twice is one operation. Raises `NoPost`."""
    before = await hydration.one(db, me, post_id)
    act = store_reacting.like if likes else store_reacting.unlike
    if await act(db, post_id, me):
        if likes:
            await tell(db, [_liked(before, me)])
        await stream_events.touched(db, [post_id], me)
        await announce(db, PostLiked(post_id, me, likes))
    return await hydration.one(db, me, post_id)


def _liked(post: Post, me: UUID) -> NewNotification:
    """For who wrote it."""
    if post.under:
        comment = (post.under.post_id, post.id)
        return NewNotification(post.author.id, "comment_like", post.id, me, *comment)
    return NewNotification(post.author.id, "like", post.id, me, post.id)


async def save(db: Db, me: UUID, post_id: UUID, saved: bool) -> Post:
    """Saves a post for oneself, or no longer; nobody sees that. Raises `NoPost`."""
    await hydration.one(db, me, post_id)
    act = store_reacting.save if saved else store_reacting.unsave
    await act(db, me, post_id)
    return await hydration.one(db, me, post_id)


async def vote(
    db: Db, me: UUID, post_id: UUID, choices: Sequence[int], *, more: bool = False
) -> Post:
    """Votes in a poll once; the same votes again change nothing. `more`: where many may be chosen,
    they come on top of those of before. Raises `NoPost`, `BadPost`, `PollOver`, `AlreadyVoted`.
    """
    post = await hydration.one(db, me, post_id)
    poll = hydration.said(post).poll
    if poll is None:
        raise NoPost("There is no poll in this post.")
    wanted = sorted(set(choices))
    if not wanted or wanted[-1] >= len(poll.options) or wanted[0] < 0:
        raise BadPost("Choose among the answers.")
    if len(wanted) > 1 and not poll.multiple:
        raise BadPost("Choose one answer.")
    await lock(db, "reactions", me)
    if await store_reacting.voted(db, post_id, me):
        again = await hydration.one(db, me, post_id)
        mine = again.results.mine if again.results else []
        if mine == wanted:
            return again
        if not (more and poll.multiple):
            raise AlreadyVoted
        wanted = [one for one in wanted if one not in mine]
    if poll.ends_at <= db.now:
        raise PollOver
    await store_reacting.vote(db, post_id, me, wanted)
    await announce(db, VotedEvent(post_id, me, wanted))
    return await hydration.one(db, me, post_id)


async def likers(db: Db, viewer: UUID, post_id: UUID) -> list[Author]:
    """Who likes a post, the last one first; of a moment, those whom the viewer knows. Raises
    `NoPost`.
    """
    post = await hydration.one(db, viewer, post_id)
    ids = await store_reacting.likers(db, post_id, MOST_LIKERS)
    people, known = await named(db, ids), await relationships(db, viewer, ids)
    private = post.reach in MOMENTS
    found = []
    for one in ids:
        tie = known.get(one, NO_RELATIONSHIP)
        near = tie.connected or not private or one in (viewer, post.author.id)
        if one in people and near and not tie.apart:
            found.append(author_of(people[one], tie))
    return found
