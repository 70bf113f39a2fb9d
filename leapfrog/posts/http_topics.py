"""Routes of topics."""

from typing import Annotated

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.paging import Size
from leapfrog.posts import topics
from leapfrog.posts.http_input import REACTING, SEARCHING
from leapfrog.posts.model import Category
from leapfrog.posts.topics import TopicPage, Topics

Query = Annotated[str, QueryParameter(max_length=400)]


class TopicPatch(Input, frozen=True):
    about: Annotated[str, msgspec.Meta(max_length=2_000)]
    category: Category = "talk"


@get("/search/topics")
async def find_topics(db: DbIn, town: TownIn, signed: SignedIn, q: Query) -> Topics:
    """Topics in whose name the words are."""
    town.limit(SEARCHING, str(signed.person_id))
    return Topics(await topics.found(db, q))


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
    return Topics(await topics.trending(db, signed.person_id, category, limit))


@get("/followed-topics")
async def list_followed_topics(db: DbIn, signed: SignedIn) -> Topics:
    """The topics that one follows."""
    return Topics(await topics.followed(db, signed.person_id))


@get("/topics/{name:str}")
async def read_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """One topic: what it is about, who looks after it, and whether one follows it. Raises
    `NoTopic`, `NotYourPost`, `TopicHosted`.
    """
    return await topics.one(db, signed.person_id, name)


@patch("/topics/{name:str}")
async def describe_topic(
    db: DbIn, signed: SignedIn, name: FromPath[str], data: JSONBody[TopicPatch]
) -> TopicPage:
    """Its host says what a topic is about, and of which category it is. Raises `Invalid`,
    `NoTopic`, `NotYourPost`, `TopicHosted`.
    """
    return await topics.describe(db, signed.person_id, name, data.about, data.category)


@put("/topics/{name:str}/follow")
async def follow_topic(db: DbIn, town: TownIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Follows a topic: its posts are found with those of people. Twice is one operation. Raises
    `NoTopic`, `NotYourPost`, `TopicHosted`.
    """
    town.limit(REACTING, str(signed.person_id))
    return await topics.follow(db, signed.person_id, name, True)


@delete("/topics/{name:str}/follow", status_code=200)
async def unfollow_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Follows a topic no longer. Again, nothing happens. Raises `NoTopic`, `NotYourPost`,
    `TopicHosted`.
    """
    return await topics.follow(db, signed.person_id, name, False)


@put("/topics/{name:str}/host")
async def host_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Looks after a topic: who wrote about it may, while nobody else does. Raises `NoTopic`,
    `NotYourPost`, `TopicHosted`.
    """
    return await topics.host(db, signed.person_id, name, True)


@delete("/topics/{name:str}/host", status_code=200)
async def leave_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Looks after a topic no longer. Again, nothing happens. Raises `NoTopic`, `NotYourPost`,
    `TopicHosted`.
    """
    return await topics.host(db, signed.person_id, name, False)


routes: list[HTTPRouteHandler] = [
    find_topics,
    list_topics,
    list_followed_topics,
    read_topic,
    describe_topic,
    follow_topic,
    unfollow_topic,
    host_topic,
    leave_topic,
]
