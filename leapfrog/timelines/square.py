"""Timelines of the Square: strictly by time, page by page, without gaps; and the public ones."""

from collections.abc import Sequence
from math import cos, radians
from typing import Any, Literal
from uuid import UUID

import asyncpg

from leapfrog import search_words
from leapfrog.follows import NoList, my_lists
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.paging import Position, checked_position, no_position
from leapfrog.post_text import topic_name
from leapfrog.posts import (
    Post,
    PostLocation,
    PostPage,
    ShownPostRow,
    content_of,
    hydrated,
    post_for,
)
from leapfrog.timelines import store
from leapfrog.timelines.store import PageKey, TimelineQuery

LONGEST_SEARCH, MOST_TOPICS = 100, 20
NEAR_KM, KM_PER_DEGREE = 20, 111.2


async def home(db: Db, me: UUID, before: str | None, limit: int) -> PostPage:
    """A page of one's own posts and those of whom one follows, the newest first."""
    return await _page(db, store.HOME, me, before, limit)


async def everybody(db: Db, viewer: UUID | None, before: str | None, limit: int) -> PostPage:
    """A page of all public posts in the town, the newest first."""
    return await _page(db, store.EVERYBODY, viewer, before, limit)


async def of_list(db: Db, me: UUID, list_id: UUID, before: str | None, limit: int) -> PostPage:
    """A page of posts of the people on a list of one's own, the newest first. Raises `NoList`."""
    if list_id not in {one.id for one in await my_lists(db, me)}:
        raise NoList
    return await _page(db, store.OF_LIST, me, before, limit, values=(list_id,))


async def of_person(
    db: Db,
    viewer: UUID | None,
    person_id: UUID,
    before: str | None,
    limit: int,
    *,
    what: Literal["posts", "all", "answers"] = "posts",
) -> PostPage:
    """A page of what a person showed on the Square, as far as the viewer may see it, the newest
    first: `posts` without comments, `all`, or what `answers` somebody, comments among it.
    """
    sql = {"posts": store.OF_PERSON, "all": store.WITH_COMMENTS, "answers": store.ANSWERS_OF}[what]
    return await _page(db, sql, viewer, before, limit, values=(person_id,), muted=True)


async def pinned(db: Db, viewer: UUID | None, person_id: UUID) -> list[Post]:
    """The posts that a person pinned to the top of their page, as far as the viewer
    may see them.
    """
    return await hydrated(db, viewer, await store.pinned(db, viewer, person_id))


async def of_topic(
    db: Db, viewer: UUID | None, name: str, before: str | None, limit: int
) -> PostPage:
    """A page of public posts with a topic, the newest first."""
    return await _page(db, store.OF_TOPIC, viewer, before, limit, values=(topic_name(name),))


async def of_topics(
    db: Db, viewer: UUID | None, names: Sequence[str], before: str | None, limit: int
) -> PostPage:
    """A page of public posts with any of these topics (at most `MOST_TOPICS`), the newest first.
    Raises `Invalid`.
    """
    several = sorted({topic_name(name) for name in names})
    if len(several) > MOST_TOPICS:
        raise Invalid(f"At most {MOST_TOPICS} topics at once.")
    return await _page(db, store.OF_TOPICS, viewer, before, limit, values=(several,))


async def nearby(db: Db, me: UUID, where: PostLocation, before: str | None, limit: int) -> PostPage:
    """What was shown publicly within some 20 km of a place, the newest first. Where somebody looked
    is kept nowhere.
    """
    high = NEAR_KM / KM_PER_DEGREE
    wide = high / max(0.01, cos(radians(where.lat)))
    box = asyncpg.Box((where.lon + wide, where.lat + high), (where.lon - wide, where.lat - high))
    return await _page(db, store.NEARBY, me, before, limit, values=(box,))


async def hot(db: Db, viewer: UUID | None, before: str | None, limit: int) -> PostPage:
    """A page of the posts that get most attention, by the ranking that docs/ranking.md describes.
    Raises `Invalid` for a cursor that is none.
    """
    heat, _, ident = (before or "").partition("_")
    try:
        key = PageKey(float(heat), UUID(hex=ident)) if before else store.FIRST
    except ValueError:
        raise no_position() from None
    query = TimelineQuery(store.HOT, viewer, key, limit)
    rows = await store.pages(db, query)
    return await page_of(db, viewer, rows, limit)


async def saved(db: Db, me: UUID, before: str | None, limit: int) -> PostPage:
    """A page of the posts that one saved, the last saved first."""
    return await _page(db, store.SAVED, me, before, limit, muted=True)


async def liked(db: Db, me: UUID, before: str | None, limit: int) -> PostPage:
    """A page of the posts that one likes, the last liked first."""
    return await _page(db, store.LIKED, me, before, limit, muted=True)


async def reposts(
    db: Db, viewer: UUID | None, post_id: UUID, before: str | None, limit: int
) -> PostPage:
    """A page of public reposts and quotes of a post. Raises `NoPost`."""
    await post_for(db, viewer, post_id)
    return await _page(db, store.REPOSTS, viewer, before, limit, values=(post_id,))


async def found(db: Db, viewer: UUID, words: str, before: str | None, limit: int) -> PostPage:
    """A page of public posts in which the words are as they are written, but for case and width, in
    any script; the newest first. Raises `Invalid`.
    """
    plain = search_words.plain(" ".join(words.replace("\0", "").split()))
    if not 1 <= len(plain) <= LONGEST_SEARCH:
        raise Invalid(f"1 to {LONGEST_SEARCH} characters can be searched for.")
    tokens = search_words.tokens(plain)
    if tokens:
        values: tuple[Any, ...] = (tokens, limit)
        page = await _page(db, store.FOUND, viewer, before, limit, values=values)
    else:
        page = await _page(db, store.FOUND_SHORT, viewer, before, limit, values=(plain,))
    holding = [post for post in page.posts if plain in search_words.plain(_said(post))]
    return PostPage(holding, page.next)


def _said(post: Post) -> str:
    return " ".join(f"{content_of(post).title} {post.text}".split())


async def _page(
    db: Db,
    sql: str,
    viewer: UUID | None,
    before: str | None,
    limit: int,
    *,
    values: tuple[Any, ...] = (),
    muted: bool = False,
) -> PostPage:
    query = TimelineQuery(sql, viewer, place(before), limit, values)
    rows = await store.pages(db, query)
    return await page_of(db, viewer, rows, limit, muted=muted)


async def page_of(
    db: Db, viewer: UUID | None, rows: list[ShownPostRow], limit: int, *, muted: bool = False
) -> PostPage:
    """These rows, of which so many were asked for, as the viewer sees them; `muted`: with those
    whom they muted.
    """
    return PostPage(await hydrated(db, viewer, rows, muted=muted), next_of(rows, limit))


async def after(db: Db, post_id: UUID) -> str | None:
    """The cursor (`before`) for a page of what is older than this post; None for a post that is not
    there.
    """
    at = await store.shown_at(db, post_id)
    return str(Position(at, post_id)) if at else None


def next_of(rows: list[ShownPostRow], limit: int) -> str | None:
    """Where the following page begins: after the last row, whether it is shown or not."""
    asked = [row for row in rows if row.ord is not None]
    if len(asked) < limit:
        return None
    last = max(asked, key=lambda row: row.ord or 0)
    return f"{last.mark}_{last.id.hex}"


def place(before: str | None) -> PageKey:
    """What `next` said. Raises `Invalid`."""
    found = checked_position(before)
    return PageKey(found.at, found.id)
