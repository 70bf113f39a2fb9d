"""Routes of comments: a comment is written, changed and taken back as any post."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn
from leapfrog.kernel.paging import Before, Size
from leapfrog.posts import comments
from leapfrog.posts.comments import Threads


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
    """A page of the comments under a post, by time (the oldest first) or by heat, each with the
    first ones below it; of a comment, those that stand below it, by time. Raises `NoPost`.
    """
    return await comments.under(db, signed.person_id, post_id, sort, after, limit)


routes: list[HTTPRouteHandler] = [list_comments]
