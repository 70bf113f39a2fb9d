"""All that somebody has here, told to themselves page by page: for programs that write it down."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts import (
    answering,
    hydration,
    store_archive,
    store_files,
    store_lists,
    store_mutes,
)
from leapfrog.posts.archive_people import addresses
from leapfrog.posts.model import Place, Post, PostContent, PostMedia, PostRow

After = tuple[datetime, UUID]


class OwnPost(msgspec.Struct, frozen=True):
    """A post of one's own. `post`: as its author sees it; `content`: the same as in there, to be
    read by Python; `row`: as it is kept; `answers`: what it answers, here or not.
    """

    post: Post
    content: PostContent
    row: PostRow
    pinned_at: datetime | None
    answers: Place | None


class OwnPostPage(msgspec.Struct, frozen=True):
    """Posts, the oldest first. `next` is the `after` of the following page, None on the last."""

    posts: list[OwnPost]
    next: After | None


class OwnLists(msgspec.Struct, frozen=True):
    """Whom one follows, is followed by and mutes, by their addresses; muted domains; what one
    likes and keeps, as (post, how another server names it); lists as (name, address).
    """

    following: list[str]
    followers: list[str]
    muted: list[str]
    domains: list[str]
    likes: list[tuple[UUID, str | None]]
    saves: list[tuple[UUID, str | None]]
    lists: list[tuple[str, str]]


async def own_posts(db: Db, me: UUID, after: After | None, limit: int) -> OwnPostPage:
    """All that one posted, a page of at most `limit`."""
    at, last = after or (None, None)
    rows = await store_archive.posts_after(db, me, at, last, limit)
    shown = {one.id: one for one in await hydration.posts(db, me, [row.id for row, _ in rows])}
    posts = [
        OwnPost(shown[row.id], hydration.said(shown[row.id]), row, pinned_at, answering.of(row))
        for row, pinned_at in rows
        if row.id in shown
    ]
    more = len(rows) == limit
    return OwnPostPage(posts, (rows[-1][0].at, rows[-1][0].id) if more else None)


async def own_lists(db: Db, me: UUID) -> OwnLists:
    """All lists at once; none of them is longer than one may make it."""
    mutes = await store_mutes.mine(db, me, db.now)
    return OwnLists(
        following=await _addresses(db, await store_archive.rows(db, store_archive.FOLLOWS, me)),
        followers=await _addresses(db, await store_archive.rows(db, store_archive.FOLLOWERS, me)),
        muted=await _addresses(db, [[UUID(one.value)] for one in mutes if one.kind == "person"]),
        domains=[one.value for one in mutes if one.kind == "domain"],
        likes=await _posts(db, store_archive.LIKES, me),
        saves=await _posts(db, store_archive.SAVES, me),
        lists=await _members(db, me),
    )


async def _addresses(db: Db, rows: Sequence[Any]) -> list[str]:
    """Of the people who come first in these rows, as far as they are there, in this order."""
    people = await addresses(db, [row[0] for row in rows])
    return [people[row[0]][0] for row in rows if row[0] in people]


async def _posts(db: Db, sql: str, me: UUID) -> list[tuple[UUID, str | None]]:
    return [(row[0], row[3]) for row in await store_archive.rows(db, sql, me)]


async def _members(db: Db, me: UUID) -> list[tuple[str, str]]:
    found = []
    for one in await store_lists.mine(db, me):
        people = await addresses(db, await store_lists.members(db, one.id))
        found += [(one.name, address) for address, _ in people.values()]
    return found


async def own_files(db: Db, me: UUID) -> list[PostMedia]:
    """The pictures, films and voices in one's posts, in the order in which they came."""
    return await store_files.in_posts(db, me)
