"""Telling people of a post: that they are named in it, that its poll is over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.notifications import NewNotification, tell
from leapfrog.posts import store, store_reacting
from leapfrog.posts.model import PostRow

POLL_ENDS = "posts.poll"


async def mentioned(db: Db, kept: PostRow, people: Sequence[UUID]) -> None:
    """These are named in a post, and may see it."""
    if people:
        ties = await relationships(db, kept.author_id, people)
        told = [one for one in people if not ties.get(one, NO_RELATIONSHIP).apart]
        await tell(
            db, [NewNotification(one, "mention", kept.id, kept.author_id, kept.id) for one in told]
        )


async def poll_ends(db: Db, post_id: UUID, at: datetime) -> None:
    await schedule(db, POLL_ENDS, str(post_id), at)


async def poll_ended(db: Db, ref: str, _body: object) -> None:
    """Who asked, and who voted, may look at the result."""
    post_id = UUID(ref)
    kept = await store.find(db, post_id)
    if kept:
        people = {kept.author_id, *await store_reacting.voters(db, post_id)}
        about = (kept.under_id or post_id, post_id if kept.under_id else None)
        items = [
            NewNotification(one, "poll", post_id, kept.author_id, *about) for one in sorted(people)
        ]
        await tell(db, items)
