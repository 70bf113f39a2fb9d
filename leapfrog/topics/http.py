"""Routes of browsing."""

from typing import Annotated

from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Size
from leapfrog.topics import browsing
from leapfrog.topics.browsing import TopicPage, Topics
from leapfrog.topics.store import Category

FOLLOWING = Limit("topic_follow", 1200, 3600)
SEARCHING = Limit("topic_search", 120, 60)
Query = Annotated[str, QueryParameter(max_length=400)]


@get("/search/topics")
async def find_topics(db: DbIn, town: TownIn, signed: SignedIn, q: Query) -> Topics:
    """Topics in whose name the words are."""
    town.limit(SEARCHING, str(signed.person_id))
    return Topics(await browsing.found(db, q))


@get("/topics", summary="List trending topics")
async def list_topics(
    db: DbIn,
    signed: SignedIn,
    category: Annotated[
        Category | None, QueryParameter(description="Only of this category.")
    ] = None,
    limit: Size = 20,
) -> Topics:
    """What the town writes about now, of all categories or of one."""
    return Topics(await browsing.trending(db, signed.person_id, category, limit))


@get("/followed-topics")
async def list_followed_topics(db: DbIn, signed: SignedIn) -> Topics:
    """The topics that one follows."""
    return Topics(await browsing.followed(db, signed.person_id))


@get("/topics/{name:str}")
async def read_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """One topic: what it is about, who looks after it, and whether one follows it. Raises
    `NoTopic`.
    """
    return await browsing.one(db, signed.person_id, name)


@put("/topics/{name:str}/follow")
async def follow_topic(db: DbIn, town: TownIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Follows a topic: its posts are found with those of people. Twice is one operation. Raises
    `NoTopic`.
    """
    town.limit(FOLLOWING, str(signed.person_id))
    return await browsing.follow(db, signed.person_id, name, True)


@delete("/topics/{name:str}/follow", status_code=200)
async def unfollow_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Follows a topic no longer. Again, nothing happens. Raises `NoTopic`."""
    return await browsing.follow(db, signed.person_id, name, False)


routes: list[HTTPRouteHandler] = [
    find_topics,
    list_topics,
    list_followed_topics,
    read_topic,
    follow_topic,
    unfollow_topic,
]
