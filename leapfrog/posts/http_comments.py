"""Routes of comments."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.paging import Before, Size
from leapfrog.posts import comments
from leapfrog.posts.comments import Comment, Saying, Threads
from leapfrog.posts.http_input import COMMENTING, REACTING, CommentInput


class NewText(Input, frozen=True):
    """Without a `warning`, that stays as it was."""

    text: Annotated[str, msgspec.Meta(max_length=4_000)]
    warning: Annotated[str, msgspec.Meta(max_length=4_000)] | None = None


@get("/posts/{post_id:uuid}/comments")
async def list_comments(
    db: DbIn,
    signed: SignedIn,
    post_id: FromPath[UUID],
    sort: Annotated[
        Literal["time", "heat"],
        QueryParameter(description="By `time`, the oldest first, or `heat`."),
    ] = "time",
    after: Before = None,
    limit: Size = 30,
) -> Threads:
    """A page of the comments under a post, by time (the oldest first) or by heat, each with its
    first replies. Raises `NoComment`, `NoPost`.
    """
    return await comments.under(db, signed.person_id, post_id, sort, after, limit)


@put("/posts/{post_id:uuid}/comments/{comment_id:uuid}", summary="Write a comment")
async def comment(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    post_id: FromPath[UUID],
    comment_id: FromPath[UUID],
    data: JSONBody[CommentInput],
) -> Comment:
    """Says something under a post, or below another comment there. The same id again is the same
    comment. Raises `BadPost`, `EmptyPost`, `Invalid`, `LongPost`, `NoComment`, `NoPost`,
    `NoReplies`, `PostIdUsed`, `PostingClosed`.
    """
    town.limit(COMMENTING, str(signed.person_id))
    check_new_id(comment_id)
    said = Saying(data.text, data.warning, data.answers)
    return await comments.write(db, signed.person_id, comment_id, post_id, said)


@get("/comments/{comment_id:uuid}/replies")
async def list_replies(
    db: DbIn, signed: SignedIn, comment_id: FromPath[UUID], after: Before = None, limit: Size = 30
) -> Threads:
    """A page of what stands below a comment, the oldest first. Raises `NoComment`, `NoPost`."""
    return await comments.below(db, signed.person_id, comment_id, after, limit)


@patch("/comments/{comment_id:uuid}")
async def edit_comment(
    db: DbIn, signed: SignedIn, comment_id: FromPath[UUID], data: JSONBody[NewText]
) -> Comment:
    """A comment of one's own says something else; what it answers does not change. Raises
    `BadPost`, `EmptyPost`, `LongPost`, `NoComment`, `NoPost`, `NotYourPost`, `PostingClosed`.
    """
    before = await comments.one(db, signed.person_id, comment_id)
    warning = before.warning if data.warning is None else data.warning
    said = Saying(data.text, warning, language=before.language)
    return await comments.edit(db, signed.person_id, comment_id, said)


@delete("/comments/{comment_id:uuid}", status_code=204)
async def delete_comment(db: DbIn, signed: SignedIn, comment_id: FromPath[UUID]) -> None:
    """Takes a comment back, with what stands below it: its author may, and whose post it is under.
    Again, nothing happens. Raises `NoComment`, `NoPost`, `NotYourPost`.
    """
    await comments.delete(db, signed.person_id, comment_id)


@put("/comments/{comment_id:uuid}/like")
async def like_comment(
    db: DbIn, town: TownIn, signed: SignedIn, comment_id: FromPath[UUID]
) -> Comment:
    """Likes a comment. Twice is one operation. Raises `NoComment`, `NoPost`."""
    town.limit(REACTING, str(signed.person_id))
    return await comments.like(db, signed.person_id, comment_id, True)


@delete("/comments/{comment_id:uuid}/like", status_code=200)
async def unlike_comment(
    db: DbIn, town: TownIn, signed: SignedIn, comment_id: FromPath[UUID]
) -> Comment:
    """Likes a comment no longer. Again, nothing happens. Raises `NoComment`, `NoPost`."""
    town.limit(REACTING, str(signed.person_id))
    return await comments.like(db, signed.person_id, comment_id, False)


routes: list[HTTPRouteHandler] = [
    list_comments,
    comment,
    list_replies,
    edit_comment,
    delete_comment,
    like_comment,
    unlike_comment,
]
