"""Routes of people's pages on the Square, of who shows a post again, and of what happened."""

from typing import Annotated, Literal
from uuid import UUID

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog.follows import PeoplePage
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn
from leapfrog.kernel.paging import Before, Size
from leapfrog.posts import PostPage
from leapfrog.timelines import news, profiles, square
from leapfrog.timelines.news import NotificationPage
from leapfrog.timelines.profiles import SquareProfile


@get("/profiles/{person_id:uuid}")
async def read_profile(db: DbIn, signed: SignedIn, person_id: FromPath[UUID]) -> SquareProfile:
    """Somebody's page on the Square: who they are, counts, and what one is to the other. Raises
    `NoPerson`.
    """
    return await profiles.one(db, signed.person_id, person_id)


@get("/profiles/{person_id:uuid}/posts", summary="Read posts of a person")
async def read_posts_of(
    db: DbIn,
    signed: SignedIn,
    person_id: FromPath[UUID],
    what: Annotated[
        Literal["posts", "all", "answers"],
        QueryParameter(description="`posts` without comments, `all`, or what `answers` somebody."),
    ] = "posts",
    before: Before = None,
    limit: Size = 20,
) -> PostPage:
    """A page of what somebody showed on the Square, as far as one may see it, the newest first.
    Raises `Invalid`.
    """
    return await square.of_person(db, signed.person_id, person_id, before, limit, what=what)


@get("/follow-suggestions", summary="Suggest people to follow")
async def suggest(db: DbIn, signed: SignedIn, limit: Size = 10) -> PeoplePage:
    """Whom one might like to follow: who writes what is read here."""
    return await profiles.suggested(db, signed.person_id, limit)


@get("/posts/{post_id:uuid}/reposts")
async def list_reposts(
    db: DbIn, signed: SignedIn, post_id: FromPath[UUID], before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of the public reposts and quotes of a post, the newest first. Raises `Invalid`,
    `NoPost`.
    """
    return await square.reposts(db, signed.person_id, post_id, before, limit)


@get("/news")
async def list_notifications(
    db: DbIn,
    signed: SignedIn,
    before: Before = None,
    limit: Size = 30,
) -> NotificationPage:
    """A page of what others did about one's posts, grouped, the newest first. Raises `Invalid`."""
    return await news.listed(db, signed.person_id, before, limit)


routes: list[HTTPRouteHandler] = [
    read_profile,
    read_posts_of,
    suggest,
    list_reposts,
    list_notifications,
]
