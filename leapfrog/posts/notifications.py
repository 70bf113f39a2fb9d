"""Notifications: what others did about what one made, grouped, and pushed to who is away."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import push
from leapfrog.contacts import NO_RELATIONSHIP, relationships
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.timers import schedule
from leapfrog.posts import (
    hydration,
    store,
    store_comments,
    store_notifications,
    store_reacting,
    stream_events,
    timelines,
)
from leapfrog.posts.events import NotificationsAdded
from leapfrog.posts.hydration import author_of
from leapfrog.posts.model import Author, Post, PostRow
from leapfrog.posts.store_notifications import (
    NewNotification,
    NotificationCursor,
    NotificationGroup,
    NotificationRow,
)

__all__ = ["NewNotification", "NotificationCursor", "mentioned", "poll_ends", "tell"]

PUSH = "posts"
POLL_ENDS = "posts.poll"
KEPT = timedelta(days=90)
# One who likes a hundred pictures rings nobody's phone a hundred times.
QUIET = frozenset(("like", "comment_like"))


class NotificationEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What happened about one thing on one day; `people`: the last ones who did it, of `count`.
    `text`: what a comment says.
    """

    id: UUID
    kind: str
    at: datetime
    count: int
    people: list[Author]
    new: bool
    post: Post | None = None
    comment_id: UUID | None = None
    text: str = ""
    emojis: dict[str, str] = {}


class NotificationPage(msgspec.Struct, frozen=True):
    """A page; `next` is the `before` of the following one."""

    notices: list[NotificationEntry]
    next: str | None


async def tell(db: Db, items: Sequence[NewNotification]) -> None:
    """Notes what happened for whom it concerns; on their screens at once, on their other devices
    by a push. The same operation again is told once.
    """
    if not items:
        return
    fresh = await store_notifications.add(db, items)
    if not fresh:
        return
    stream_events.news(db, {owner for _, owner, _, _ in fresh})
    await push.notify(
        db,
        [
            push.PushNotice(owner, f"{PUSH}:{kind}.{about}", "low" if kind in QUIET else "normal")
            for _, owner, kind, about in fresh
        ],
    )
    await announce(
        db, NotificationsAdded([(ident, owner, kind) for ident, owner, kind, _ in fresh])
    )


async def mentioned(db: Db, kept: PostRow, people: Sequence[UUID]) -> None:
    """These are named in a post, and may see it."""
    if people:
        ties = await relationships(db, kept.author_id, people)
        told = [one for one in people if not ties.get(one, NO_RELATIONSHIP).apart]
        await tell(
            db, [NewNotification(one, "mention", kept.id, kept.author_id, kept.id) for one in told]
        )


async def poll_ends(db: Db, post_id: UUID, at: datetime) -> None:
    await schedule(db, POLL_ENDS, str(post_id), at)


async def poll_ended(db: Db, ref: str, _body: object) -> None:
    """Who asked, and who voted, may look at the result."""
    post_id = UUID(ref)
    kept = await store.find(db, post_id)
    if kept:
        people = {kept.author_id, *await store_reacting.voters(db, post_id)}
        items = [
            NewNotification(one, "poll", post_id, kept.author_id, post_id) for one in sorted(people)
        ]
        await tell(db, items)


async def listed(db: Db, owner: UUID, before: str | None, limit: int) -> NotificationPage:
    """What happened, the newest first; nothing about what one may no longer see. `before`: what
    an earlier page said as `next`. Raises `Invalid`.
    """
    groups = await store_notifications.groups(db, owner, timelines.place(before), limit)
    notices = await _shown(db, owner, groups)
    last = groups[-1] if len(groups) == limit else None
    return NotificationPage(notices, f"{last.at.isoformat()}_{last.id.hex}" if last else None)


async def one(db: Db, owner: UUID, ref: str) -> NotificationEntry | None:
    """What is new about what a push names; None when it was seen or taken back."""
    kind, _, about = ref.partition(".")
    group = await store_notifications.one(db, owner, kind, UUID(about))
    found = await _shown(db, owner, [group]) if group else []
    return found[0] if found else None


async def _shown(
    db: Db, owner: UUID, groups: Sequence[NotificationGroup]
) -> list[NotificationEntry]:
    ids = {group.post_id for group in groups if group.post_id}
    posts = {one.id: one for one in await hydration.posts(db, owner, sorted(ids))}
    said = await store_comments.texts(db, [one.comment_id for one in groups if one.comment_id])
    people = {person for group in groups for person in group.actors}
    faces, known = await named(db, sorted(people)), await relationships(db, owner, people)
    found = []
    for group in groups:
        if (group.post_id and group.post_id not in posts) or (
            group.comment_id and group.comment_id not in said
        ):
            continue
        actors = [
            author_of(faces[person], known.get(person, NO_RELATIONSHIP), (None, None, None))
            for person in group.actors
            if person in faces and not known.get(person, NO_RELATIONSHIP).apart
        ]
        if actors:
            text = said[group.comment_id] if group.comment_id else ("", {})
            post = posts.get(group.post_id) if group.post_id else None
            found.append(_notice(group, actors, post, text))
    return found


def _notice(
    group: NotificationGroup,
    people: list[Author],
    post: Post | None,
    text: tuple[str, dict[str, str]],
) -> NotificationEntry:
    said, emojis = text
    return NotificationEntry(
        id=group.id,
        kind=group.kind,
        at=group.at,
        count=group.count,
        people=people,
        new=group.new,
        post=post,
        comment_id=group.comment_id,
        text=said,
        emojis=emojis,
    )


async def each(
    db: Db, owner: UUID, kinds: Sequence[str], place: NotificationCursor, limit: int
) -> list[NotificationRow]:
    """What happened of these kinds, one by one, the newest first."""
    return await store_notifications.each(db, owner, kinds, place, limit)


async def exactly(db: Db, owner: UUID, ident: UUID) -> NotificationRow | None:
    """One thing that happened."""
    return await store_notifications.exactly(db, owner, ident)


async def dismiss(db: Db, owner: UUID, ids: Sequence[UUID]) -> int:
    """Takes these away; answers how many there were."""
    gone = await store_notifications.dismiss(db, owner, ids)
    stream_events.news(db, [owner])
    return gone


async def clear(db: Db, owner: UUID) -> None:
    """Takes all of them away."""
    await store_notifications.clear(db, owner)
    stream_events.news(db, [owner])


async def unseen(db: Db, owner: UUID) -> int:
    """How much happened since they looked."""
    return await store_notifications.unseen(db, owner)


async def seen(db: Db, owner: UUID) -> None:
    """They looked now."""
    await store_notifications.seen(db, owner, db.now)
    stream_events.news(db, [owner])


async def seen_at(db: Db, owner: UUID) -> datetime | None:
    """When they looked last; None for never."""
    return await store_notifications.seen_at(db, owner)


async def forget_old(db: Db) -> None:
    """What is older than three months is history."""
    await store_notifications.forget(db, db.now - KEPT)
