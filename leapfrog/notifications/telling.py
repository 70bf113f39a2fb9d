"""Telling people what others did: among their notifications, and pushed to who is away."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from leapfrog import push
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.notifications import store
from leapfrog.notifications.events import NotificationsAdded
from leapfrog.notifications.store import NewNotification

PUSH = "posts"
KEPT = timedelta(days=90)
# One who likes a hundred pictures rings nobody's phone a hundred times.
QUIET = frozenset(("like", "comment_like"))


async def tell(db: Db, items: Sequence[NewNotification]) -> None:
    """Notes what happened for whom it concerns; on their screens at once, on their other devices
    by a push. The same operation again is told once.
    """
    fresh = await store.add(db, items) if items else []
    if not fresh:
        return
    changed(db, {one.owner_id for one in fresh})
    await push.notify(
        db,
        [
            push.PushNotice(
                one.owner_id,
                f"{PUSH}:{one.kind}.{one.about}",
                "low" if one.kind in QUIET else "normal",
            )
            for one in fresh
        ],
    )
    await announce(db, NotificationsAdded([(one.id, one.owner_id, one.kind) for one in fresh]))


async def dismiss(db: Db, owner: UUID, ids: Sequence[UUID]) -> int:
    """Takes these away; answers how many there were."""
    gone = await store.dismiss(db, owner, ids)
    changed(db, [owner])
    return gone


async def clear(db: Db, owner: UUID) -> None:
    """Takes all of them away."""
    await store.clear(db, owner)
    changed(db, [owner])


async def seen(db: Db, owner: UUID) -> None:
    """They looked now."""
    await store.seen(db, owner, db.now)
    changed(db, [owner])


async def drop_old(db: Db) -> None:
    """What is older than three months is history."""
    await store.drop_before(db, db.now - KEPT)


def changed(db: Db, people: Iterable[UUID]) -> None:
    """These have something new among their notifications."""
    stream.tell(db, set(people), {"t": "changed", "what": "news"})
