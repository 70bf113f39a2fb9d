"""Routes of timelines of the Square, and of the search in posts."""

from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import AnyRequest, DbIn, TownIn, town_of
from leapfrog.kernel.paging import Before, Size
from leapfrog.posts import SEARCHING, PostLocation, PostPage
from leapfrog.timelines import square
from leapfrog.timelines.home_pages import HomePages

Latitude = Annotated[float, QueryParameter(ge=-90, le=90, description="Degrees north.")]
Longitude = Annotated[float, QueryParameter(ge=-180, le=180, description="Degrees east.")]
Query = Annotated[str, QueryParameter(max_length=400)]


@get("/square/home", summary="Read the home timeline")
async def read_home(
    request: AnyRequest, signed: SignedIn, before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of posts of those whom one follows, and one's own, strictly by time. Raises
    `Invalid`.
    """
    if not before:
        pages: HomePages = request.app.state.home_pages
        return await pages.first(signed.person_id, limit)
    async with town_of(request).database.transaction() as db:
        return await square.home(db, signed.person_id, before, limit)


@get("/square/all", summary="Read all public posts")
async def read_all(db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20) -> PostPage:
    """A page of all that is public in the town, the newest first. Raises `Invalid`."""
    return await square.everybody(db, signed.person_id, before, limit)


@get("/square/hot", summary="Read hot posts")
async def read_hot(db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20) -> PostPage:
    """A page of what moves the town, by heat, as docs/ranking.md has it. Raises `Invalid`."""
    return await square.hot(db, signed.person_id, before, limit)


@get("/square/nearby", summary="Read posts nearby")
async def read_nearby(
    db: DbIn,
    signed: SignedIn,
    lat: Latitude,
    lon: Longitude,
    before: Before = None,
    limit: Size = 20,
) -> PostPage:
    """A page of what was shown publicly within some 20 km, the newest first. Where somebody looked
    is kept nowhere. Raises `Invalid`.
    """
    return await square.nearby(db, signed.person_id, PostLocation(lat, lon), before, limit)


@get("/square/saved", summary="Read saved posts")
async def read_saved(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of what one kept for oneself, the last kept first. Raises `Invalid`."""
    return await square.saved(db, signed.person_id, before, limit)


@get("/square/liked", summary="Read liked posts")
async def read_liked(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of what one likes, the last one first. Raises `Invalid`."""
    return await square.liked(db, signed.person_id, before, limit)


@get("/square/lists/{list_id:uuid}", summary="Read posts of a list")
async def read_list(
    db: DbIn, signed: SignedIn, list_id: FromPath[UUID], before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of posts of those on a list of one's own, the newest first. Raises `Invalid`,
    `NoList`.
    """
    return await square.of_list(db, signed.person_id, list_id, before, limit)


@get("/search/posts")
async def find_posts(
    db: DbIn, town: TownIn, signed: SignedIn, q: Query, before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of public posts with these words, as they are written but for case and width, in any
    script; the newest first. Raises `Invalid`.
    """
    town.limit(SEARCHING, str(signed.person_id))
    return await square.found(db, signed.person_id, q, before, limit)


@get("/topics/{name:str}/posts")
async def read_topic_posts(
    db: DbIn, signed: SignedIn, name: FromPath[str], before: Before = None, limit: Size = 20
) -> PostPage:
    """A page of what is public about a topic, the newest first. Raises `Invalid`."""
    return await square.of_topic(db, signed.person_id, name, before, limit)


routes: list[HTTPRouteHandler] = [
    read_home,
    read_all,
    read_hot,
    read_nearby,
    read_saved,
    read_liked,
    read_list,
    find_posts,
    read_topic_posts,
]
