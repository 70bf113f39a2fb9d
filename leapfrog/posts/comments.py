"""Comments: posts that stand under another one, for those who see that; nested one level, on
nobody's timeline.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position, position_of
from leapfrog.notifications import NewNotification, tell
from leapfrog.posts import hydration, store, store_comments, stream_events
from leapfrog.posts.model import MOMENTS, Post, PostRow
from leapfrog.posts.store_hydration import ShownPostRow
from leapfrog.posts.viewers import who_see


class CommentThread(Post, frozen=True, omit_defaults=True, kw_only=True):
    """A comment with the first of those below it."""

    first: list[Post] = msgspec.field(default_factory=list)


class Threads(msgspec.Struct, frozen=True):
    """A page; `next` is the `after` of the following one."""

    comments: list[CommentThread]
    next: str | None


async def under(
    db: Db, viewer: UUID | None, post_id: UUID, sort: str, after: str | None, limit: int
) -> Threads:
    """Comments under a post, by "time" (the oldest first) or "heat", each with the first ones below
    it; of a comment those that stand below it, the oldest first. Raises `NoPost`.
    """
    post = await hydration.one(db, viewer, post_id)
    if post.under:
        rows = await store_comments.below(db, viewer, post_id, position_of(after), limit)
        return await _page(db, viewer, rows, set(), _mark(rows) if len(rows) == limit else None)
    if sort == "heat":
        offset = int(after) if after and after.isdigit() else 0
        rows = await store_comments.by_heat(db, viewer, post_id, offset, limit)
        more = str(offset + limit)
    else:
        rows = await store_comments.by_time(db, viewer, post_id, position_of(after), limit)
        more = ""
    tops = [row for row in rows if row.ord is not None and row.parent_id is None]
    following = (more or _mark(tops)) if len(tops) == limit else None
    return await _page(db, viewer, rows, {row.id for row in tops}, following)


def _mark(rows: Sequence[ShownPostRow]) -> str:
    last = max((row.at, row.id) for row in rows if row.ord is not None)
    return str(Position(*last))


async def _page(
    db: Db,
    viewer: UUID | None,
    rows: Sequence[ShownPostRow],
    tops: set[UUID],
    following: str | None,
) -> Threads:
    """`tops`: the comments below which the others stand; without them all stand beside each
    other.
    """
    found = await hydration.shown(db, viewer, rows, muted=False)
    below: dict[UUID, list[Post]] = {}
    for one in found:
        parent = one.under.parent_id if one.under else None
        if parent and parent in tops:
            below.setdefault(parent, []).append(one)
    nested = {one.id for several in below.values() for one in several}
    threads = [_thread(one, below.get(one.id, [])) for one in found if one.id not in nested]
    return Threads(threads, following)


def _thread(post: Post, first: list[Post]) -> CommentThread:
    fields = {name: getattr(post, name) for name in Post.__struct_fields__}
    return CommentThread(**fields, first=first)


async def added(db: Db, kept: PostRow) -> None:
    """A comment is there: whose post it is under, whom it answers, and who is named in it are told
    of it.
    """
    assert kept.under_id is not None
    post = await store.find(db, kept.under_id)
    assert post is not None
    kinds = dict.fromkeys(kept.mentions, "mention_comment")
    if kept.answers_author_id:
        kinds[kept.answers_author_id] = "reply"
    kinds[post.author_id] = "comment"
    await _tell(db, post, kept, kinds)
    around = [one for one in (kept.under_id, kept.parent_id) if one]
    await stream_events.touched(db, around, kept.author_id)


async def mentioned(db: Db, kept: PostRow, people: Sequence[UUID]) -> None:
    """These are named in a comment now."""
    post = await store.find(db, kept.under_id) if kept.under_id and people else None
    if post:
        await _tell(db, post, kept, dict.fromkeys(people, "mention_comment"))


async def _tell(db: Db, post: PostRow, kept: PostRow, kinds: dict[UUID, str]) -> None:
    """Nobody hears of what is not for them: of a moment, strangers to who comments there."""
    people = sorted(kinds)
    ties = await relationships(db, kept.author_id, people)
    seeing = await who_see(db, post, people)

    def hears(person: UUID) -> bool:
        tie = ties.get(person, NO_RELATIONSHIP)
        near = person == post.author_id or post.audience not in MOMENTS or tie.connected
        return near and not tie.apart and person in seeing

    items = [
        NewNotification(person, kinds[person], kept.id, kept.author_id, post.id, kept.id)
        for person in people
        if hears(person)
    ]
    await tell(db, items)


async def speakers(db: Db, post_id: UUID, limit: int) -> list[UUID]:
    """The people who commented on a post or like it, in no order; `limit` of each at most."""
    return await store_comments.talking(db, post_id, limit)
