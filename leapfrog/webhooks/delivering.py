"""Messages brought to programs of shops: signed, at least once, again until it is of no use.

At any time one process speaks with an address, and a process with few at once, of a shop with fewer
still: one that is slow holds itself up and nobody else. Whatever cannot be brought now waits in the
one due row of its address, not in the queue of jobs, which is everybody's. No connection to the
database is held meanwhile.
"""

import time
from collections import Counter as Tally
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

import structlog
from prometheus_client import Counter

from leapfrog import push, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work, enqueue
from leapfrog.kernel.metrics import registry
from leapfrog.kernel.outgoing import CallFailed, CallRefused, OutgoingRequest
from leapfrog.kernel.timers import schedule, schedule_first
from leapfrog.push import PushNotice
from leapfrog.webhooks import store
from leapfrog.webhooks.model import (
    DUE,
    GIVEN_UP_AFTER,
    KEPT,
    MOST_TRIES,
    NOTICE,
    SEND,
    WAITS,
    Hook,
    HookAnswer,
    HookDelivery,
    pause,
    signed,
)

# Longer than a call can take.
LEASE, BUSY = timedelta(seconds=60), timedelta(seconds=5)
# After so many an address waits for its turn again.
IN_A_ROW = 20
# Of the tasks of a process that work off jobs; and of these for one shop.
AT_ONCE, OF_A_SHOP = 10, 3
LONGEST_TROUBLE = 300

log = structlog.get_logger()
ended = Counter(
    "leapfrog_webhooks_total", "Tries to reach programs of shops", ["end"], registry=registry
)


async def due(db: Db, ref: str, _body: object) -> None:
    """The due row: something is to be brought to this address now."""
    await enqueue(db, SEND, {"hook_id": ref})


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of webhooks, by name: sending one event."""
    return {SEND: HookCarrier(town).work}


class HookCarrier:
    """One per process."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._speaking: Tally[UUID] = Tally()

    async def work(self, payload: Any) -> None:
        """Brings what is due to one address."""
        hook_id = UUID(payload["hook_id"])
        async with self._town.database.transaction() as db:
            hook = await store.find(db, hook_id)
            if hook is None:
                return
            shop = hook.merchant_id
            if self._speaking.total() >= AT_ONCE or self._speaking[shop] >= OF_A_SHOP:
                await schedule_first(db, DUE, str(hook_id), db.now + BUSY)
                return
            self._speaking[shop] += 1
        try:
            await self._bring(hook_id)
        finally:
            self._speaking[shop] -= 1
            if not self._speaking[shop]:
                del self._speaking[shop]

    async def _bring(self, hook_id: UUID) -> None:
        for n in range(IN_A_ROW):
            async with self._town.database.transaction() as db:
                if n:
                    await store.extend(db, hook_id, LEASE)
                elif not await store.lease(db, hook_id, LEASE):
                    # Whoever speaks with it looks for more at the end, unless they die.
                    await schedule_first(db, DUE, str(hook_id), db.now + LEASE)
                    return
                found = await _take(db, hook_id)
                if found is None:
                    await _rest(db, hook_id)
                    return
            answer = await self._call(*found)
            async with self._town.database.transaction() as db:
                if not await _settle(db, *found, answer):
                    await _rest(db, hook_id)
                    return
        async with self._town.database.transaction() as db:
            await _rest(db, hook_id)

    async def _call(self, hook: Hook, one: HookDelivery) -> HookAnswer:
        now, start = self._town.clock.now(), time.monotonic()
        old = hook.old_secret if hook.old_until and hook.old_until > now else None
        headers = {
            "content-type": "application/json",
            "webhook-id": str(one.event_id),
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signed(
                [hook.secret, *([old] if old else [])], one.event_id, now, one.body
            ),
        }
        status, trouble = None, ""
        try:
            request = OutgoingRequest("POST", hook.url, headers, one.body.encode(), 1024)
            answer = await self._town.outgoing.call(request)
            status = answer.status
            if not 200 <= status < 300:
                trouble = answer.body.decode(errors="replace").replace("\0", "")
        except (CallRefused, CallFailed) as cause:
            trouble = str(cause).replace("\0", "")
        took = int((time.monotonic() - start) * 1000)
        return HookAnswer(status, trouble[:LONGEST_TROUBLE], took)


async def _take(db: Db, hook_id: UUID) -> tuple[Hook, HookDelivery] | None:
    hook = await store.find(db, hook_id)
    if hook is None or hook.state != "active":
        return None
    if hook.not_before is not None and hook.not_before > db.now:
        return None
    one = await store.next_one(db, hook_id)
    return None if one is None else (hook, one)


async def _rest(db: Db, hook_id: UUID) -> None:
    """Somebody else may speak with it, and does so when the next message is due."""
    hook = await store.lock(db, hook_id)
    if hook is None:
        return
    await store.release(db, hook_id)
    next_due = await store.next_due(db, hook_id)
    if hook.state == "active" and next_due is not None:
        await schedule(db, DUE, str(hook_id), max(next_due, hook.not_before or next_due, db.now))


async def _settle(db: Db, hook: Hook, one: HookDelivery, answer: HookAnswer) -> bool:
    """Notes what came of it; answers whether the next message may go at once."""
    if answer.is_good:
        ended.labels("delivered").inc()
        await store.tried(db, one, answer, "delivered", one.due_at)
        await store.well(db, hook.id)
        return True
    gone = answer.status == HTTPStatus.GONE
    over = gone or one.tries + 1 >= MOST_TRIES
    ended.labels("dead" if over else "failed").inc()
    wait = WAITS[min(one.tries, len(WAITS) - 1)]
    await store.tried(db, one, answer, "dead" if over else "waiting", db.now + wait)
    before = await store.lock(db, hook.id)
    if before is None:
        return False
    failing = db.now - (before.failing_since or db.now)
    await store.ill(db, hook.id, db.now + pause(failing))
    if before.state == "active" and (gone or failing >= GIVEN_UP_AFTER):
        await _give_up(db, before)
    return False


async def _give_up(db: Db, hook: Hook) -> None:
    log.info("webhook_dead", hook=str(hook.id), shop=str(hook.merchant_id))
    await store.set_state(db, hook.id, "dead")
    staff = await till.shop_staff(db, [hook.merchant_id], till.LEADING_ROLES)
    people = staff.get(hook.merchant_id, ())
    await push.notify(db, [PushNotice(one, f"{NOTICE}:{hook.id}") for one in people])


async def drop_expired(db: Db) -> None:
    """Deletes deliveries that were made more than 30 days ago and are not tried again."""
    await store.drop_old(db, db.now - KEPT)
