"""Topics: what many write about; each has a page, a description, and perhaps a host."""

from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP
from leapfrog.follows import Author, author_of
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.post_text import topic_name
from leapfrog.topics import store
from leapfrog.topics.errors import NoTopic
from leapfrog.topics.store import Category, Topic

MOST_FOUND = 20


class TopicPage(msgspec.Struct, frozen=True):
    """A topic and who looks after it."""

    topic: Topic
    host: Author | None


class Topics(msgspec.Struct, frozen=True):
    """Topics, those that move most people first."""

    topics: list[Topic]


async def one(db: Db, viewer: UUID | None, name: str) -> TopicPage:
    """A topic as the viewer sees it, with its host. Raises `NoTopic`."""
    found = await store.find(db, viewer, topic_name(name))
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
    """The topics about which the town writes most now, of one category or all, `limit` at most, the
    hottest first.
    """
    return await store.trending(db, viewer, category, limit)


async def followed(db: Db, me: UUID) -> list[Topic]:
    """The topics that a person follows, the last followed first; without hidden ones."""
    return await store.followed(db, me)


async def found(db: Db, words: str) -> list[Topic]:
    """Topics in whose names the words are, the most active first, 20 at most; empty where there are
    no words.
    """
    name = topic_name(words.strip().strip("#"))
    if not name:
        return []
    escaped = name.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return list(await store.like(db, f"%{escaped}%", MOST_FOUND))


async def follow(db: Db, me: UUID, name: str, follows: bool) -> TopicPage:
    """Follows a topic, or no longer; answers it as I see it then. Raises `NoTopic`."""
    page = await one(db, me, name)
    if follows:
        await store.follow(db, me, page.topic.name, db.now)
    else:
        await store.unfollow(db, me, page.topic.name)
    return await one(db, me, name)


async def hide(db: Db, name: str, *, hidden: bool) -> bool:
    """Takes a topic from all lists of topics, or puts it back; False when there is none of this
    name.
    """
    return await store.hide(db, topic_name(name), hidden)
