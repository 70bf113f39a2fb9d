"""Streams to client apps: what is new, as it comes.

The town's own stream says that something is new, never what. So each stream reads what is new for
whom it belongs to from where it stood, as its client app would have; what it sends is what
`timelines` and `notifications` would answer, and nothing is sent twice.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import notifications, posts, timelines
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.stream import GAP
from leapfrog.mastodon import ids, store
from leapfrog.mastodon.addresses import Addresses
from leapfrog.mastodon.call import ApiCall
from leapfrog.mastodon.entities.notifications import KINDS, notification_entities
from leapfrog.mastodon.entities.statuses import status, statuses
from leapfrog.oauth import Token
from leapfrog.posts import TOPIC, NoPost, Post, PostPage, StreamNote

Mark = tuple[datetime, int]
Send = Callable[[list[str], str, str], Any]
PRIVATE = frozenset(("user", "user:notification", "list", "direct"))
NAMES = PRIVATE | frozenset(
    (
        "public",
        "public:local",
        "public:remote",
        "public:media",
        "public:local:media",
        "public:remote:media",
        "hashtag",
        "hashtag:local",
    )
)
AT_ONCE = 40
spoken = msgspec.json.Decoder(StreamNote)


class StreamSelector(msgspec.Struct, frozen=True):
    """One stream: its name, and which topic or list."""

    name: str
    about: str = ""

    @property
    def label(self) -> list[str]:
        return [self.name, self.about] if self.about else [self.name]


class Streams:
    """All streams of this process."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._open: set[Stream] = set()
        town.hub.listen(TOPIC, self._heard)

    def _heard(self, word: bytes) -> None:
        told = spoken.decode(word)
        for one in self._open:
            one.hear_of(told)

    async def open(self, token: Token | None, wanted: Sequence[StreamSelector]) -> "Stream":
        """A stream that begins now."""
        made = Stream(self.town, token)
        self._open.add(made)
        if token and token.person_id:
            made.leave = self.town.hub.overhear(token.person_id, token.id, made.hear)
        for one in wanted:
            await made.subscribe(one)
        return made

    def close(self, one: "Stream") -> None:
        self._open.discard(one)
        one.leave()


class Stream:
    """What one client app listens to; `news` are the events that have not been sent yet."""

    def __init__(self, town: Town, token: Token | None) -> None:
        self.town, self.token = town, token
        self.leave: Callable[[], None] = lambda: None
        self.over = False
        self._wake = asyncio.Event()
        self._at: dict[StreamSelector, Any] = {}
        self._told: list[StreamNote] = []

    def hear(self, payload: bytes | None) -> None:
        """Something is new for whom it belongs to; None: their token is over."""
        if payload is None:
            self.over = True
        elif payload != GAP and b'"changed"' not in payload:
            return
        self._wake.set()

    def hear_of(self, told: StreamNote) -> None:
        """Something became of a post."""
        if told.what != "shown":
            self._told.append(told)
        elif all(one.name in PRIVATE for one in self._at):
            return
        self._wake.set()

    async def subscribe(self, one: StreamSelector) -> None:
        """From now on. Raises `NoList`, `NotFound`."""
        async with self.town.database.reading() as db:
            call = await self._call(db)
            if one.name == "user:notification" or one.name == "user":
                newest = await self._newest(call)
                self._at[StreamSelector("user:notification", one.name)] = newest
            if one.name not in ("user:notification", "direct"):
                fetch = await self._fetch(call, one)
                page = await fetch(None, 1)
                self._at[one] = _mark(page.posts[0]) if page.posts else (datetime.min, 0)

    def unsubscribe(self, one: StreamSelector) -> None:
        self._at.pop(one, None)
        self._at.pop(StreamSelector("user:notification", one.name), None)

    async def next(self, seconds: float) -> list[tuple[list[str], str, str]]:
        """(streams, event, payload) of what is new; nothing after so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        self._wake.clear()
        if self.over or not self._at:
            return []
        async with self.town.database.reading() as db:
            call = await self._call(db)
            return [event for one in list(self._at) for event in await self._news(call, one)] + (
                await self._became(call)
            )

    async def _call(self, db: Db) -> ApiCall:
        settings = self.town.settings
        at = Addresses(settings.origin, settings.town_domain, await store.secret(db))
        return ApiCall(town=self.town, db=db, at=at, token=self.token)

    async def _news(self, call: ApiCall, one: StreamSelector) -> list[tuple[list[str], str, str]]:
        if one.name == "user:notification":
            return await self._notifications(call, one)
        fetch, since = await self._fetch(call, one), self._at[one]
        page = await fetch(None, AT_ONCE)
        fresh = [post for post in reversed(page.posts) if _later(post, since)]
        if fresh:
            self._at[one] = _mark(fresh[-1])
        fresh = [post for post in fresh if _fits(post, one.name)]
        shown = await statuses(call, fresh, "home" if one.name in PRIVATE else "public")
        return [(one.label, "update", _text(each)) for each in shown]

    async def _notifications(
        self, call: ApiCall, one: StreamSelector
    ) -> list[tuple[list[str], str, str]]:
        place = notifications.NotificationCursor(None, self._at[one], True)
        told = await notifications.each(call.db, call.me, list(KINDS), place, AT_ONCE)
        if told:
            self._at[one] = told[0].id
        shown = await notification_entities(call, told[::-1])
        return [([one.about], "notification", _text(each)) for each in shown]

    async def _newest(self, call: ApiCall) -> UUID | None:
        told = await notifications.each(
            call.db, call.me, list(KINDS), notifications.NotificationCursor(), 1
        )
        return told[0].id if told else None

    async def _became(self, call: ApiCall) -> list[tuple[list[str], str, str]]:
        """Posts that were taken back, and those that say something else now and are for here."""
        told, self._told = self._told, []
        first = next((one for one in self._at if one.name != "user:notification"), None)
        if first is None:
            return []
        found = []
        for one in told:
            if one.what == "gone":
                found.append((first.label, "delete", ids.shown(one.post_id)))
                continue
            with suppress(NoPost):
                post = await posts.post_for(call.db, call.viewer, one.post_id)
                mine = post.follows or post.author.id == call.viewer
                if mine if first.name in PRIVATE else post.audience == "public":
                    found.append((first.label, "status.update", _text(await status(call, post))))
        return found

    async def _fetch(self, call: ApiCall, one: StreamSelector) -> Callable[[str | None, int], Any]:
        db, viewer = call.db, call.viewer
        if one.name == "user":
            return partial(timelines.home, db, call.me)
        if one.name == "list":
            return partial(timelines.of_list, db, call.me, await call.own("list", one.about))
        if one.name.startswith("hashtag"):
            return partial(timelines.of_topic, db, viewer, one.about)
        if one.name == "direct":
            return _nothing
        return partial(timelines.everybody, db, viewer)


async def _nothing(_before: str | None, _limit: int) -> PostPage:
    return PostPage([], None)


def _mark(post: Post) -> Mark:
    return post.at, post.id.int


def _later(post: Post, since: Mark) -> bool:
    return since[1] == 0 or _mark(post) > since


def _fits(post: Post, name: str) -> bool:
    """Whether a post is for a stream of this name."""
    if ("local" in name and post.author.remote) or ("remote" in name and not post.author.remote):
        return False
    if name.endswith("media") and not posts.content_of(post).media:
        return False
    return post.of is not None or post.form != "repost" or bool(post.text)


def _text(entity: Any) -> str:
    return msgspec.json.encode(entity).decode()
