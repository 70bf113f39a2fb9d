"""What an id of a status means here, and what is around it."""

from typing import Any
from uuid import UUID

from leapfrog import posts
from leapfrog.kernel.db import Db
from leapfrog.mastodon.call import ApiCall
from leapfrog.mastodon.entities.statuses import seen, status
from leapfrog.posts import Post

# As Mastodon's own limits have it, for who is signed in.
MOST_ABOVE, MOST_BELOW = 40, 400


async def meant(db: Db, viewer: UUID | None, ident: UUID) -> Post:
    """A repost without words means its original. Raises `NoPost`."""
    found = await posts.post_for(db, viewer, ident)
    if found.form == "repost" and not found.text and found.of:
        return await posts.post_for(db, viewer, found.of.id)
    return found


async def again(call: ApiCall, ident: UUID) -> dict[str, Any]:
    """Status of what is there now."""
    return await status(call, await meant(call.db, call.viewer, ident))


async def context(call: ApiCall, post: Post) -> dict[str, Any]:
    """Context: what a status answers, and what answers it."""
    above = await posts.answered_by(call.db, call.viewer, post.id, MOST_ABOVE)
    below = await posts.answers_to(call.db, call.viewer, post.id, MOST_BELOW)
    known = await seen(call, [*above, *below], "thread")

    def entities(several: list[Post]) -> list[Any]:
        return [shown for shown in map(known.status, several) if shown]

    return {"ancestors": entities(above), "descendants": entities(below)}
