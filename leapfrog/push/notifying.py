"""Notifying: an operation says in its transaction whom to tell about what, and each device gets a
push.

A device has at most one push about one thing; a newer one takes its place. As long as there is
a push, there is a job that carries it: at once, or for people who are looking at the app just
now, after a while. What it says is written when it leaves, from what is true by then: always the
newest, and nothing that was read or taken back meanwhile.
"""

from collections.abc import Iterable
from typing import Any

from prometheus_client import Gauge

from leapfrog.kernel.db import Db
from leapfrog.kernel.jobs import enqueue, enqueue_all
from leapfrog.kernel.metrics import registry
from leapfrog.kernel.timers import schedule_all
from leapfrog.push import store
from leapfrog.push.front import looking
from leapfrog.push.jobs import SEND
from leapfrog.push.model import HOLD, PushNotice

HELD = "push.held"

waiting = Gauge("leapfrog_push_waiting", "Pushes on their way", registry=registry)
devices = Gauge("leapfrog_push_devices", "Devices that are pushed to", registry=registry)


async def notify(db: Db, notices: Iterable[PushNotice]) -> None:
    """Tells all devices of these people after the commit, as far as there is still something to
    tell by then. The kind of each tag has its composer (`works`).
    """
    last = {(notice.person_id, notice.tag): notice for notice in notices}
    fresh = await store.put(db, last.values()) if last else []
    busy = await looking(db, {person_id for person_id, _, _ in fresh}) if fresh else set()
    held, now = [], []
    for person_id, session_id, tag in fresh:
        push = {"session_id": str(session_id), "tag": tag}
        if person_id in busy:
            held.append((HELD, f"{session_id} {tag}", push, db.now + HOLD))
        else:
            now.append(push)
    await schedule_all(db, held)
    await enqueue_all(db, SEND, now)


async def release(db: Db, _ref: str, push: Any) -> None:
    """The handler of the due row of a push that was held back: enqueues it."""
    await enqueue(db, SEND, push)


async def drop_expired(db: Db) -> None:
    """Deletes subscriptions of devices that were not renewed in time, and notes of apps that are
    looked at which have run out.
    """
    await store.drop_expired(db)


async def measure(db: Db) -> None:
    """Sets the gauges of waiting pushes and subscribed devices that the operator sees."""
    pushes, subscribed = await store.count(db)
    waiting.set(pushes)
    devices.set(subscribed)
