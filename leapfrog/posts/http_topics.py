"""Routes of who looks after a topic."""

from typing import Annotated

import msgspec
from litestar import delete, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input
from leapfrog.posts import hosting
from leapfrog.topics import Category, TopicPage


class TopicPatch(Input, frozen=True):
    about: Annotated[str, msgspec.Meta(max_length=2_000)]
    category: Category = "talk"


@patch("/topics/{name:str}")
async def describe_topic(
    db: DbIn, signed: SignedIn, name: FromPath[str], data: JSONBody[TopicPatch]
) -> TopicPage:
    """Its host says what a topic is about, and of which category it is. Raises `Invalid`,
    `NoTopic`, `NotYourPost`, `TopicHosted`.
    """
    return await hosting.describe(db, signed.person_id, name, data.about, data.category)


@put("/topics/{name:str}/host")
async def host_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Looks after a topic: who wrote about it may, while nobody else does. Raises `NoTopic`,
    `NotYourPost`, `TopicHosted`.
    """
    return await hosting.host(db, signed.person_id, name, True)


@delete("/topics/{name:str}/host", status_code=200)
async def leave_topic(db: DbIn, signed: SignedIn, name: FromPath[str]) -> TopicPage:
    """Looks after a topic no longer. Again, nothing happens. Raises `NoTopic`, `NotYourPost`,
    `TopicHosted`.
    """
    return await hosting.host(db, signed.person_id, name, False)


routes: list[HTTPRouteHandler] = [describe_topic, host_topic, leave_topic]
