"""Topics: what many write about; each has a page, a description, and perhaps a host."""

from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP
from leapfrog.follows import Author, author_of
from leapfrog.identity import named, plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.post_text import topic_name
from leapfrog.posts import store_topics
from leapfrog.posts.errors import NoTopic, NotYourPost, TopicHosted
from leapfrog.posts.model import Category
from leapfrog.posts.store_topics import Topic

LONGEST_ABOUT, MOST_FOUND = 300, 20


class TopicPage(msgspec.Struct, frozen=True):
    """A topic and who looks after it."""

    topic: Topic
    host: Author | None


class Topics(msgspec.Struct, frozen=True):
    """Topics, those that move most people first."""

    topics: list[Topic]


async def one(db: Db, viewer: UUID | None, name: str) -> TopicPage:
    """Raises `NoTopic`."""
    found = await store_topics.find(db, viewer, topic_name(name))
    if found is None:
        raise NoTopic
    host = None
    if found.host_id:
        people = await named(db, [found.host_id])
        host = author_of(people[found.host_id], NO_RELATIONSHIP)
    return TopicPage(found, host)


async def trending(
    db: Db, viewer: UUID | None, category: Category | None, limit: int
) -> list[Topic]:
    """What the town writes about now, of all categories or of one."""
    return await store_topics.trending(db, viewer, category, limit)


async def followed(db: Db, me: UUID) -> list[Topic]:
    return await store_topics.followed(db, me)


async def found(db: Db, words: str) -> list[Topic]:
    """Topics in whose name the words are."""
    name = topic_name(words.strip().strip("#"))
    if not name:
        return []
    escaped = name.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return list(await store_topics.like(db, f"%{escaped}%", MOST_FOUND))


async def follow(db: Db, me: UUID, name: str, follows: bool) -> TopicPage:
    """Raises `NoTopic`."""
    page = await one(db, me, name)
    if follows:
        await store_topics.follow(db, me, page.topic.name, db.now)
    else:
        await store_topics.unfollow(db, me, page.topic.name)
    return await one(db, me, name)


async def host(db: Db, me: UUID, name: str, hosts: bool) -> TopicPage:
    """Who wrote about it may look after it while nobody else does. Raises `NoTopic`, `NotYourPost`,
    `TopicHosted`.
    """
    page = await one(db, me, name)
    if not hosts:
        await store_topics.leave(db, page.topic.name, me)
    elif not await store_topics.wrote(db, page.topic.name, me):
        raise NotYourPost("Write about it first.")
    elif not await store_topics.host(db, page.topic.name, me):
        raise TopicHosted
    return await one(db, me, name)


async def describe(db: Db, me: UUID, name: str, about: str, category: Category) -> TopicPage:
    """Its host says what it is about. Raises `NoTopic`, `NotYourPost`, `Invalid`."""
    page = await one(db, me, name)
    if page.topic.host_id != me:
        raise NotYourPost
    words = plain(about)
    if len(words) > LONGEST_ABOUT:
        raise Invalid(f"At most {LONGEST_ABOUT} characters.")
    await store_topics.change(db, page.topic.name, words, category)
    return await one(db, me, name)
