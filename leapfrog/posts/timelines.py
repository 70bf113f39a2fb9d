"""Timelines of the Square: strictly by time, page by page, without gaps; and the public ones."""

from collections.abc import Sequence
from datetime import datetime
from math import cos, radians
from typing import Any
from uuid import UUID

import asyncpg

from leapfrog.kernel import bigrams
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.post_text import topic_name
from leapfrog.posts import hydration, store, store_hydration, store_lists
from leapfrog.posts.errors import NoList
from leapfrog.posts.model import Post, PostPage
from leapfrog.posts.store_hydration import Key, ShownPostRow

LONGEST_SEARCH, MOST_TOPICS = 100, 20
NEAR_KM, KM_PER_DEGREE = 20, 111.2


async def home(db: Db, me: UUID, before: str | None, limit: int) -> PostPage:
    """Of those whom one follows, and one's own: all of it, the newest first."""
    return await _page(db, store_hydration.HOME, me, before, limit)


async def everybody(db: Db, viewer: UUID | None, before: str | None, limit: int) -> PostPage:
    """All that is public in the town."""
    return await _page(db, store_hydration.EVERYBODY, viewer, before, limit)


async def of_list(db: Db, me: UUID, list_id: UUID, before: str | None, limit: int) -> PostPage:
    """Of those on a list of one's own. Raises `NoList`."""
    if list_id not in {one.id for one in await store_lists.mine(db, me)}:
        raise NoList
    return await _page(db, store_hydration.OF_LIST, me, before, limit, list_id)


async def of_person(
    db: Db, viewer: UUID | None, person_id: UUID, before: str | None, limit: int
) -> PostPage:
    """What somebody showed on the Square, as far as the viewer may see it."""
    more = (person_id, False)
    return await _page(db, store_hydration.OF_PERSON, viewer, before, limit, *more, muted=True)


async def pinned(db: Db, viewer: UUID | None, person_id: UUID) -> list[Post]:
    """What somebody put at the top of their page."""
    return await hydration.shown(db, viewer, await store_hydration.pinned(db, viewer, person_id))


async def of_topic(
    db: Db, viewer: UUID | None, name: str, before: str | None, limit: int
) -> PostPage:
    """What is public about a topic."""
    return await _page(db, store_hydration.OF_TOPIC, viewer, before, limit, topic_name(name))


async def of_topics(
    db: Db, viewer: UUID | None, names: Sequence[str], before: str | None, limit: int
) -> PostPage:
    """What is public about any of these topics, at most `MOST_TOPICS`. Raises `Invalid`."""
    several = sorted({topic_name(name) for name in names})
    if len(several) > MOST_TOPICS:
        raise Invalid(f"At most {MOST_TOPICS} topics at once.")
    return await _page(db, store_hydration.OF_TOPICS, viewer, before, limit, several)


async def nearby(
    db: Db, me: UUID, where: tuple[float, float], before: str | None, limit: int
) -> PostPage:
    """What was shown publicly within some 20 km of (latitude, longitude), the newest first. Where
    somebody looked is kept nowhere.
    """
    lat, lon = where
    high = NEAR_KM / KM_PER_DEGREE
    pull_only = high / max(0.01, cos(radians(lat)))
    box = asyncpg.Box((lon + pull_only, lat + high), (lon - pull_only, lat - high))
    return await _page(db, store_hydration.NEARBY, me, before, limit, box)


async def hot(db: Db, viewer: UUID | None, before: str | None, limit: int) -> PostPage:
    """What moves the town, by the ranking that docs/ranking.md describes."""
    heat, _, ident = (before or "").partition("_")
    try:
        key: Key = (float(heat), UUID(hex=ident)) if before else store_hydration.FIRST
    except ValueError:
        raise _bad_before() from None
    rows = await store_hydration.pages(db, store_hydration.HOT, viewer, key, limit)
    return PostPage(await hydration.shown(db, viewer, rows, muted=False), next_of(rows, limit))


async def saved(db: Db, me: UUID, before: str | None, limit: int) -> PostPage:
    """What one kept for oneself, the last kept first."""
    return await _page(db, store_hydration.SAVED, me, before, limit, muted=True)


async def liked(db: Db, me: UUID, before: str | None, limit: int) -> PostPage:
    """What one likes, the last one first."""
    return await _page(db, store_hydration.LIKED, me, before, limit, muted=True)


async def reposts(
    db: Db, viewer: UUID | None, post_id: UUID, before: str | None, limit: int
) -> PostPage:
    """Public reposts and quotes of a post. Raises `NoPost`."""
    await hydration.one(db, viewer, post_id)
    return await _page(db, store_hydration.REPOSTS, viewer, before, limit, post_id)


async def found(db: Db, viewer: UUID, words: str, before: str | None, limit: int) -> PostPage:
    """Public posts in which the words are as they are written, but for case and width, in any
    script; the newest first. Raises `Invalid`.
    """
    plain = bigrams.plain(" ".join(words.replace("\0", "").split()))
    if not 1 <= len(plain) <= LONGEST_SEARCH:
        raise Invalid(f"1 to {LONGEST_SEARCH} characters can be searched for.")
    tokens = bigrams.tokens(plain)
    if tokens:
        words_in = (tokens, limit)
        page = await _page(db, store_hydration.FOUND, viewer, before, limit, *words_in)
    else:
        page = await _page(db, store_hydration.FOUND_SHORT, viewer, before, limit, plain)
    holding = [post for post in page.posts if plain in bigrams.plain(_said(post))]
    return PostPage(holding, page.next)


def _said(post: Post) -> str:
    return " ".join(f"{hydration.said(post).title} {post.text}".split())


async def _page(
    db: Db,
    sql: str,
    viewer: UUID | None,
    before: str | None,
    limit: int,
    *more: Any,
    muted: bool = False,
) -> PostPage:
    rows = await store_hydration.pages(db, sql, viewer, place(before), limit, *more)
    return PostPage(await hydration.shown(db, viewer, rows, muted=muted), next_of(rows, limit))


async def after(db: Db, post_id: UUID) -> str | None:
    """The `before` of what is older than this post; None for one that is not there."""
    kept = await store.find(db, post_id)
    return f"{kept.at.isoformat()}_{kept.id.hex}" if kept else None


def next_of(rows: list[ShownPostRow], limit: int) -> str | None:
    """Where the following page begins: after the last row, whether it is shown or not."""
    asked = [row for row in rows if row.ord is not None]
    if len(asked) < limit:
        return None
    last = max(asked, key=lambda row: row.ord or 0)
    return f"{last.mark}_{last.id.hex}"


def place(before: str | None) -> Key:
    """What `next` said. Raises `Invalid`."""
    if not before:
        return store_hydration.FIRST
    at, _, ident = before.partition("_")
    try:
        when = datetime.fromisoformat(at)
        key = (when, UUID(hex=ident))
    except ValueError:
        raise _bad_before() from None
    if when.tzinfo is None:
        raise _bad_before()
    return key


def _bad_before() -> Invalid:
    return Invalid("`before` is what an earlier answer gave as `next`.")
