"""Who looks after a topic: one of those who wrote about it."""

from uuid import UUID

from leapfrog import topics
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.posts import store
from leapfrog.posts.errors import NotYourPost
from leapfrog.topics import Category, TopicHosted, TopicPage

LONGEST_ABOUT = 300


async def host(db: Db, me: UUID, name: str, hosts: bool) -> TopicPage:
    """Who wrote about it may look after it while nobody else does. Raises `NoTopic`, `NotYourPost`,
    `TopicHosted`.
    """
    page = await topics.one(db, me, name)
    if not hosts:
        await topics.leave(db, page.topic.name, me)
    elif not await store.wrote(db, page.topic.name, me):
        raise NotYourPost("Write about it first.")
    elif not await topics.host(db, page.topic.name, me):
        raise TopicHosted
    return await topics.one(db, me, name)


async def describe(db: Db, me: UUID, name: str, about: str, category: Category) -> TopicPage:
    """Its host says what it is about. Raises `NoTopic`, `NotYourPost`, `Invalid`."""
    page = await topics.one(db, me, name)
    if page.topic.host_id != me:
        raise NotYourPost
    words = plain(about)
    if len(words) > LONGEST_ABOUT:
        raise Invalid(f"At most {LONGEST_ABOUT} characters.")
    await topics.change(db, page.topic.name, words, category)
    return await topics.one(db, me, name)
