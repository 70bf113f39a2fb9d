"""Reacting: liking, saving for oneself, voting."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.contacts import STRANGER, standings
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.posts import news, showing, store, store_reacting, telling
from leapfrog.posts.errors import BadPost, NoPost, PollOver, Voted
from leapfrog.posts.events import Liked
from leapfrog.posts.events import Voted as VotedEvent
from leapfrog.posts.model import MOMENTS, Author, Post
from leapfrog.posts.showing import author_of

MOST_LIKERS = 100


async def like(db: Db, me: UUID, post_id: UUID, likes: bool) -> Post:
    """Likes a post, or no longer; twice is one deed. Raises `NoPost`."""
    before = await showing.one(db, me, post_id)
    act = store_reacting.like if likes else store_reacting.unlike
    if await act(db, post_id, me):
        kept = await store.find(db, post_id)
        assert kept is not None
        if likes:
            await news.tell(db, [news.Item(before.author.id, "like", post_id, me, post_id)])
        await telling.touched(db, kept, me)
        await announce(db, Liked(post_id, me, likes))
    return await showing.one(db, me, post_id)


async def save(db: Db, me: UUID, post_id: UUID, saved: bool) -> Post:
    """Keeps a post for oneself; nobody sees that. Raises `NoPost`."""
    await showing.one(db, me, post_id)
    act = store_reacting.save if saved else store_reacting.unsave
    await act(db, me, post_id)
    return await showing.one(db, me, post_id)


async def vote(db: Db, me: UUID, post_id: UUID, choices: Sequence[int]) -> Post:
    """Votes once; the same votes again are the same deed. Raises `NoPost`, `BadPost`, `PollOver`,
    `Voted`.
    """
    post = await showing.one(db, me, post_id)
    poll = showing.said(post).poll
    if poll is None:
        raise NoPost("There is no poll in this post.")
    wanted = sorted(set(choices))
    if not wanted or wanted[-1] >= len(poll.options) or wanted[0] < 0:
        raise BadPost("Choose among the answers.")
    if len(wanted) > 1 and not poll.multiple:
        raise BadPost("Choose one answer.")
    await store_reacting.hold(db, me)
    if await store_reacting.voted(db, post_id, me):
        again = await showing.one(db, me, post_id)
        if again.results and again.results.mine == wanted:
            return again
        raise Voted
    if poll.ends_at <= db.now:
        raise PollOver
    await store_reacting.vote(db, post_id, me, wanted)
    await announce(db, VotedEvent(post_id, me, wanted))
    return await showing.one(db, me, post_id)


async def likers(db: Db, viewer: UUID, post_id: UUID) -> list[Author]:
    """Who likes a post, the last one first; of a moment, those whom the viewer knows. Raises
    `NoPost`.
    """
    post = await showing.one(db, viewer, post_id)
    ids = await store_reacting.likers(db, post_id, MOST_LIKERS)
    people, known = await named(db, ids), await standings(db, viewer, ids)
    private = post.audience in MOMENTS
    found = []
    for one in ids:
        tie = known.get(one, STRANGER)
        near = tie.connected or not private or one in (viewer, post.author.id)
        if one in people and near and not tie.apart:
            found.append(author_of(people[one], tie, (None, None, None)))
    return found
