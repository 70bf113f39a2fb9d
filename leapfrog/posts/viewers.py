"""Who of many may see a post, by the same rule as when one of them looks."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP, in_circles, relationships
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.posts import store_viewers
from leapfrog.posts.audience import visible
from leapfrog.posts.hydration import is_from
from leapfrog.posts.model import PostRow


async def who_see(db: Db, post: PostRow, people: Sequence[UUID]) -> set[UUID]:
    """Those of these people; in four statements, however many they are."""
    author = (await named(db, [post.author_id])).get(post.author_id)
    if author is None or not people:
        return set()
    # Whether two are contacts, and whether one blocked the other, is the same from both sides.
    ties = await relationships(db, post.author_id, people)
    inside = set(await in_circles(db, post.author_id, post.circles)) if post.circles else set()
    seeing = set()
    for facts in await store_viewers.facts(db, post.id, people):
        circles = post.circles if facts.viewer_id in inside else []
        tie = ties.get(facts.viewer_id, NO_RELATIONSHIP)
        standing = msgspec.structs.replace(tie, circles=circles)
        heard = not is_from(author, facts.domains)
        if heard and visible(facts.viewer_id, facts, standing, db.now):
            seeing.add(facts.viewer_id)
    return seeing
