"""Carrying activities: one host's in the order in which they were written, one after the other
(decision 0044), signed by their senders. A host that does not answer is left alone, longer each
time; after a week it is dead, and nothing is sent there until it speaks to us.
"""

from datetime import timedelta
from typing import Literal
from uuid import UUID

import structlog

from leapfrog.fediverse import keys, signatures, store, store_post
from leapfrog.fediverse.addresses import TownAddress
from leapfrog.fediverse.events import ActivityLost
from leapfrog.fediverse.fetching import origin_of, target_of
from leapfrog.fediverse.store_post import LeasedDelivery
from leapfrog.kernel.events import announce, announce_all
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.outgoing import CallFailed, CallRefused, OutgoingRequest

LEASE = timedelta(minutes=2)
FIRST, LONGEST = timedelta(seconds=30), timedelta(hours=12)
DEAD_AFTER = timedelta(days=7)
# What is wrong with the other side for a time, and not with the activity.
LATER = frozenset((408, 425, 429))
Outcome = Literal["taken", "refused", "later"]

log = structlog.get_logger()


def back_off(failures: int) -> timedelta:
    """How long a host is left alone after so many failures in a row: half a minute, then four
    times as long each time, up to half a day.
    """
    times: int = 4 ** min(failures, 10)
    return min(FIRST * times, LONGEST)


async def work(town: Town, payload: dict[str, str]) -> None:
    """A job: all that waits for a host, unless another job is at it already, which will come to
    what is new, too. Run again after it died, it goes on with the activity that it had. Raises
    `RunAgain` when the host does not answer.
    """
    host, me = payload["host"], UUID(payload["id"])
    async with town.database.glance() as db:
        site = await store.site(db)
    while site:
        async with town.database.transaction() as db:
            state = await store_post.host(db, host)
            if state.dead or (state.next_try_at and state.next_try_at > db.now):
                return
            one = await store_post.lease(db, host, me, db.now + LEASE)
        if one is None:
            return
        outcome = await carried(town, site, one)
        if outcome == "later":
            await _failed(town, host, one)
            continue
        async with town.database.transaction() as db:
            if outcome == "refused" and await store_post.watched(db, one.activity_id):
                await announce(db, ActivityLost(one.activity_id))
            await store_post.delivered(db, one)
            await store_post.live(db, [host])


async def _failed(town: Town, host: str, one: LeasedDelivery) -> None:
    """Raises `RunAgain`, unless the host is dead by now."""
    async with town.database.transaction() as db:
        await store_post.release(db, one)
        state = await store_post.host(db, host)
        if state.failing_since and state.failing_since < db.now - DEAD_AFTER:
            lost = await store_post.died(db, host)
            await announce_all(db, [ActivityLost(each) for each in lost])
            return
        again = back_off(state.failures)
        await store_post.failed(db, host, db.now + again)
    raise RunAgain(again)


async def carried(town: Town, site: TownAddress, one: LeasedDelivery) -> Outcome:
    """Whether it was taken, or refused for good, or is to be carried again."""
    headers = await _headers(town, site, one)
    try:
        call = OutgoingRequest("POST", one.inbox, headers, one.body.encode())
        answer = await town.outgoing.call(call)
    except CallRefused as why:
        log.info("fediverse_undeliverable", inbox=one.inbox, why=str(why))
        return "refused"
    except CallFailed:
        return "later"
    if answer.status >= 500 or answer.status in LATER:
        return "later"
    if answer.status >= 300:
        log.info("fediverse_not_taken", inbox=one.inbox, status=answer.status)
        return "refused"
    return "taken"


async def _headers(town: Town, site: TownAddress, one: LeasedDelivery) -> dict[str, str]:
    async with town.database.transaction() as db:
        private, _ = await keys.own(db, one.sender_id)
    inbox, body = one.inbox, one.body.encode()
    request = signatures.SignedRequest("POST", target_of(inbox), origin_of(inbox), {}, body)
    return signatures.signed(request, private, site.key(one.sender_id), town.clock.now())
