"""What an id of a status means here: a post, or a comment under one."""

from typing import Any
from uuid import UUID

import msgspec

from leapfrog import posts
from leapfrog.kernel.db import Db
from leapfrog.mastodon.call import ApiCall
from leapfrog.mastodon.entities.statuses import seen, status
from leapfrog.posts import Comment, NoComment, NoPost, Post

MOST_THREADS, MOST_BELOW, MOST_LONG = 100, 100, 20
MOST_ABOVE, MOST_ANSWERS = 40, 400


class StatusOrReply(msgspec.Struct, frozen=True):
    """A post, or a comment with the post that it stands under."""

    post: Post
    comment: Comment | None = None


async def find(db: Db, viewer: UUID | None, ident: UUID) -> StatusOrReply:
    """A repost without words stands for its original. Raises `NoPost`."""
    found = await posts.posts_for(db, viewer, [ident])
    if found:
        return StatusOrReply(found[0])
    try:
        comment = await posts.comment_for(db, viewer, ident)
    except NoComment:
        raise NoPost from None
    return StatusOrReply(await posts.post_for(db, viewer, comment.post_id), comment)


async def meant(db: Db, viewer: UUID | None, ident: UUID) -> StatusOrReply:
    """The same; a repost without words means its original. Raises `NoPost`."""
    found = await find(db, viewer, ident)
    post = found.post
    if found.comment is None and post.form == "repost" and not post.text and post.of:
        return await find(db, viewer, post.of.id)
    return found


async def entity(call: ApiCall, said: StatusOrReply) -> dict[str, Any]:
    """Status of it."""
    if said.comment is None:
        return await status(call, said.post)
    known = await seen(call, [], [said.comment])
    return known.comment(said.comment, said.post)


async def again(call: ApiCall, ident: UUID) -> dict[str, Any]:
    """Status of what is there now."""
    return await entity(call, await meant(call.db, call.viewer, ident))


async def below(call: ApiCall, post: Post) -> list[Comment]:
    """All that is said under a post, the oldest thread first, each with what answers it."""
    page = await posts.comments_under(call.db, call.viewer, post.id, "time", None, MOST_THREADS)
    found: list[Comment] = []
    long = 0
    for thread in page.comments:
        found.append(thread)
        answers = list(thread.first)
        if thread.replies > len(answers) and long < MOST_LONG:
            long += 1
            rest = await posts.comments_below(call.db, call.viewer, thread.id, None, MOST_BELOW)
            answers = list(rest.comments)
        found += answers
    return found


async def context(call: ApiCall, said: StatusOrReply) -> dict[str, Any]:
    """Context: what a status answers, and what answers it."""
    above, answers = await _above(call, said), await _answers(call, said)
    all_of_it = [*above, *answers]
    shown = {one.post.id: one.post for one in all_of_it}
    known = await seen(
        call, list(shown.values()), [one.comment for one in all_of_it if one.comment]
    )

    def entities(several: list[StatusOrReply]) -> list[Any]:
        return [
            known.comment(one.comment, one.post) if one.comment else known.status(one.post)
            for one in several
        ]

    return {"ancestors": entities(above), "descendants": entities(answers)}


async def _above(call: ApiCall, said: StatusOrReply) -> list[StatusOrReply]:
    """What it answers, and what that answers, the first first; as far as one may see it."""
    found: list[StatusOrReply] = []
    while len(found) < MOST_ABOVE and (said_before := await _parent(call, said)):
        found.insert(0, said_before)
        said = said_before
    return found


async def _parent(call: ApiCall, said: StatusOrReply) -> StatusOrReply | None:
    if said.comment:
        parent, otherwise = said.comment.parent_id, StatusOrReply(said.post)
    elif said.post.answers:
        answers = said.post.answers
        parent, otherwise = answers.comment_id or answers.post_id, None
    else:
        return None
    try:
        return await find(call.db, call.viewer, parent) if parent else otherwise
    except NoPost:
        return otherwise


async def _answers(call: ApiCall, said: StatusOrReply) -> list[StatusOrReply]:
    """Comments, and posts that answer, each with what answers it in turn."""
    comments = await below(call, said.post)
    if said.comment:
        comments = [one for one in comments if one.parent_id == said.comment.id]
    found = [StatusOrReply(said.post, one) for one in comments]
    meant_by = {(said.comment or said.post).id, *(one.id for one in comments)}
    level = [
        one
        for one in await posts.answers_under(call.db, call.viewer, [said.post.id], MOST_BELOW)
        if one.answers and (one.answers.comment_id or one.answers.post_id) in meant_by
    ]
    while level and len(found) < MOST_ANSWERS:
        for post in level:
            found.append(StatusOrReply(post))
            if post.comments:
                found += [StatusOrReply(post, one) for one in await below(call, post)]
        ids = [one.id for one in level]
        level = await posts.answers_under(call.db, call.viewer, ids, MOST_BELOW)
    return found
