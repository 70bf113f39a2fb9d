"""What an id of a status means here: a post, or a comment under one."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog import posts
from leapfrog.kernel.db import Db
from leapfrog.mastodon.call import Call
from leapfrog.mastodon.entities.statuses import seen, status
from leapfrog.posts import Comment, NoComment, NoPost, Post

MOST_THREADS, MOST_BELOW, MOST_LONG = 100, 100, 20


class Said(msgspec.Struct, frozen=True):
    """A post, or a comment with the post that it stands under."""

    post: Post
    comment: Comment | None = None


async def find(db: Db, viewer: UUID | None, ident: UUID) -> Said:
    """A repost without words stands for its original. Raises `NoPost`."""
    found = await posts.showing.posts(db, viewer, [ident])
    if found:
        return Said(found[0])
    try:
        comment = await posts.comments.one(db, viewer, ident)
    except NoComment:
        raise NoPost from None
    return Said(await posts.showing.one(db, viewer, comment.post_id), comment)


async def meant(db: Db, viewer: UUID | None, ident: UUID) -> Said:
    """The same; a repost without words means its original. Raises `NoPost`."""
    found = await find(db, viewer, ident)
    post = found.post
    if found.comment is None and post.form == "repost" and not post.text and post.of:
        return await find(db, viewer, post.of.id)
    return found


async def entity(call: Call, said: Said) -> dict[str, Any]:
    """Status of it."""
    if said.comment is None:
        return await status(call, said.post)
    known = await seen(call, [], [said.comment])
    return known.comment(said.comment, said.post)


async def again(call: Call, ident: UUID) -> dict[str, Any]:
    """Status of what is there now."""
    return await entity(call, await meant(call.db, call.viewer, ident))


async def below(call: Call, post: Post) -> list[Comment]:
    """All that is said under a post, the oldest thread first, each with what answers it."""
    page = await posts.comments.under(call.db, call.viewer, post.id, "time", None, MOST_THREADS)
    found: list[Comment] = []
    long = 0
    for thread in page.comments:
        found.append(thread)
        answers = list(thread.first)
        if thread.replies > len(answers) and long < MOST_LONG:
            long += 1
            rest = await posts.comments.below(call.db, call.viewer, thread.id, None, MOST_BELOW)
            answers = list(rest.comments)
        found += answers
    return found


async def context(call: Call, said: Said) -> dict[str, Any]:
    """Context: what a status answers, and what answers it."""
    under = await below(call, said.post)
    comment = said.comment
    if comment is None:
        above: list[Comment] = []
        answers = under
    else:
        above = [one for one in under if one.id == comment.parent_id]
        answers = [one for one in under if one.parent_id == comment.id]
    known = await seen(call, [said.post], [*above, *answers])
    first = known.status(said.post) if comment else None
    ancestors = [known.comment(one, said.post) for one in above]
    return {
        "ancestors": ([first] if first else []) + ancestors,
        "descendants": [known.comment(one, said.post) for one in answers],
    }
