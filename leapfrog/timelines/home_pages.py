"""First pages of home timelines as they were answered, kept in this process for who asks again.

A page is never answered from here without one statement that says that all of what it was made of
is still so (`store_kept`). So it is right whoever changed something, in whatever process or node,
and nobody who changes anything has to know of these pages.
"""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Database
from leapfrog.posts import MOMENTS, PostPage, ShownPostRow
from leapfrog.timelines import square, store, store_kept
from leapfrog.timelines.store import TimelineQuery
from leapfrog.timelines.store_kept import PageSource, Stamp

# What is older is made anew: numbers of transactions come again after four thousand million.
LIFE, LONGEST_PAUSE = timedelta(minutes=10), 16
# Of memory, roughly: of all pages, and of what one is made of.
MOST_BYTES, SOURCE_BYTES, MARK_BYTES = 16_000_000, 12_000, 1_000


class KeptPage(msgspec.Struct):
    """A page as JSON, and what it was made of; without these, only that somebody asked for it.
    `wait`: so many answers more before it is kept; `pause`: so many after it was other than kept.
    """

    at: datetime
    source: PageSource | None = None
    stamp: Stamp = ()
    body: bytes = b""
    wait: int = 0
    pause: int = 1

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        if self.source is None:
            return MARK_BYTES
        marks = sum(len(one) for one in self.stamp if isinstance(one, bytes))
        return SOURCE_BYTES + marks + len(self.body)


class HomePages:
    """The pages of one process, `size` bytes. Whoever asks for the second time has theirs kept;
    `hits`: how often one was answered.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[tuple[UUID, int], KeptPage] = OrderedDict()
        self.size = self.hits = 0

    def __len__(self) -> int:
        return len(self._kept)

    async def first(self, me: UUID, limit: int) -> PostPage:
        """The first page, as `square.home` answers it; it may be one that is JSON already."""
        kept = self._young(me, limit)
        if kept and kept.source is None and kept.wait == 0:
            return await self._keep(me, limit, kept.pause)
        async with self._database.transaction() as db:
            if kept and kept.source and await store_kept.stamp(db, kept.source) == kept.stamp:
                self.hits += 1
                kept.pause = 1
                # Meanwhile others may have taken its place.
                if self._kept.get((me, limit)) is kept:
                    self._kept.move_to_end((me, limit))
                return cast(PostPage, msgspec.Raw(kept.body))
            page = await square.home(db, me, None, limit)
        if kept is None:
            self._put(me, limit, KeptPage(db.now))
        elif kept.source:
            # What changes with each answer is kept more and more seldom.
            pause = min(2 * kept.pause, LONGEST_PAUSE)
            self._put(me, limit, KeptPage(db.now, wait=kept.pause, pause=pause))
        else:
            kept.wait = max(0, kept.wait - 1)
        return page

    def _young(self, me: UUID, limit: int) -> KeptPage | None:
        kept, now = self._kept.get((me, limit)), self._database.clock.now()
        return kept if kept and kept.at <= now < kept.at + LIFE else None

    async def _keep(self, me: UUID, limit: int, pause: int) -> PostPage:
        """Makes a page and its stamp in one snapshot: what came and went between two of them would
        leave the stamp of before with a page of meanwhile.
        """
        async with self._database.reading() as db:
            rows = await store.pages(db, TimelineQuery(store.HOME, me, store.FIRST, limit))
            page = await square.page_of(db, me, rows, limit)
            if not all(map(is_plain, rows)):
                self._put(me, limit, KeptPage(db.now, wait=LONGEST_PAUSE))
                return page
            source = _source(me, limit, rows)
            stamp = await store_kept.stamp(db, source)
        body = msgspec.json.encode(page)
        self._put(me, limit, KeptPage(db.now, source, stamp, body, pause=pause))
        return cast(PostPage, msgspec.Raw(body))

    def _put(self, me: UUID, limit: int, page: KeptPage) -> None:
        self._drop(me, limit)
        self._kept[me, limit] = page
        self.size += page.size
        while self._kept and (self.size > MOST_BYTES or self._oldest().at < page.at - LIFE):
            self._drop(*next(iter(self._kept)))

    def _oldest(self) -> KeptPage:
        """What nobody asked for the longest."""
        return next(iter(self._kept.values()))

    def _drop(self, me: UUID, limit: int) -> None:
        if gone := self._kept.pop((me, limit), None):
            self.size -= gone.size


def is_plain(row: ShownPostRow) -> bool:
    """Whether nothing decides about a post than what a stamp says: no votes, no rules of Moments
    and no time, no post under which it stands.
    """
    return row.votes is None and row.under_id is None and row.audience not in MOMENTS


def _source(me: UUID, limit: int, rows: Sequence[ShownPostRow]) -> PageSource:
    posts = {row.id for row in rows} | {row.of_id for row in rows if row.of_id}
    people = {row.author_id for row in rows}
    people |= {row.answers_author_id for row in rows if row.answers_author_id}
    return PageSource(me, limit, sorted(posts), sorted(people))
