"""What is on the stream of those who are here: that something is new, never what it is."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import contacts
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.posts import store, store_comments
from leapfrog.posts.model import MOMENTS, Kept

# Of more followers than that nobody is told; they see it when they look.
MOST_FOLLOWERS, MOST_TALKING = 1_000, 200


async def shown(db: Db, kept: Kept) -> None:
    """Those who follow, or whose Moments it is on, may look again."""
    me = [kept.author_id]
    if kept.audience in ("public", "unlisted", "followers"):
        people = me + await store.followers(db, kept.author_id, MOST_FOLLOWERS)
        stream.tell(db, people, {"t": "changed", "what": "posts"})
    elif kept.audience in MOMENTS:
        circles = kept.circles if kept.audience == "circles" else None
        people = [] if kept.audience == "me" else await contacts.in_circles(db, me[0], circles)
        stream.tell(db, me + people, {"t": "changed", "what": "moments"})


async def touched(db: Db, kept: Kept, *more: UUID) -> None:
    """Those who have to do with a post may look at it again: somebody liked it or said something.
    Nothing is told of what, so nobody learns what is not for them.
    """
    people = await store_comments.talking(db, kept.id, MOST_TALKING)
    stream.tell(db, {kept.author_id, *more, *people}, {"t": "post", "post_id": str(kept.id)})


def news(db: Db, people: Iterable[UUID]) -> None:
    """These have something new among their notifications."""
    stream.tell(db, set(people), {"t": "changed", "what": "news"})
