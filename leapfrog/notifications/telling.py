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
    """Adds notifications, shows them on screens at once and pushes them to other devices; announces
    `NotificationsAdded`. One that is there already is not told again.
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
    """Deletes these notifications of a person, tells their devices, and answers how many there
    were.
    """
    gone = await store.dismiss(db, owner, ids)
    changed(db, [owner])
    return gone


async def clear(db: Db, owner: UUID) -> None:
    """Deletes all notifications of a person, and tells their devices."""
    await store.clear(db, owner)
    changed(db, [owner])


async def seen(db: Db, owner: UUID) -> None:
    """Notes that a person looked at their notifications now, and tells their devices."""
    await store.seen(db, owner, db.now)
    changed(db, [owner])


async def drop_old(db: Db) -> None:
    """Deletes notifications that are older than 90 days."""
    await store.drop_before(db, db.now - KEPT)


def changed(db: Db, people: Iterable[UUID]) -> None:
    """Tells the devices of these people, after the commit, that their notifications changed."""
    stream.tell(db, set(people), {"t": "changed", "what": "news"})
