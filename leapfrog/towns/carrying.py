"""Carrying dispatches: those of a town in their order, signed, until it says that they are done.

A town that does not answer is left alone, longer each time; what it is owed waits here. When it
says something itself, it is asked at once.
"""

import random
from datetime import timedelta

import msgspec
import structlog

from leapfrog import fediverse
from leapfrog.fediverse import TownAddress
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.outgoing import CallFailed, CallRefused, OutgoingRequest
from leapfrog.towns import dispatches, keys, line, peers, signing, store, undelivered
from leapfrog.towns.line import Anew, LineBatch
from leapfrog.towns.model import LINE_PATH, Answer, Envelope
from leapfrog.towns.peers import NotReached
from leapfrog.towns.signing import TownPost
from leapfrog.towns.store import OtherTown, StoredDispatch

LEASE = timedelta(seconds=60)
FIRST, LONGEST = timedelta(seconds=1), timedelta(minutes=15)
AFTER_A_DAY, AFTER_A_WEEK = timedelta(hours=1), timedelta(hours=6)
log = structlog.get_logger()


def back_off(failures: int, failing: timedelta) -> timedelta:
    """How long a town is left alone: one second, then twice as long each time up to a quarter of
    an hour; an hour after a day, six after a week. A fifth more or less, so that not all towns
    come at once to one that wakes.
    """
    times: int = 2 ** min(failures, 20)
    wait = min(FIRST * times, LONGEST)
    if failing > timedelta(days=7):
        wait = AFTER_A_WEEK
    elif failing > timedelta(days=1):
        wait = AFTER_A_DAY
    return timedelta(seconds=wait.total_seconds() * random.uniform(0.8, 1.2))


async def work(town: Town, payload: dict[str, str]) -> None:
    """A job: all that waits for a town, unless another job is at it. With nothing that waits it
    greets (`hello`), so that the other town carries what it owes this one. Raises `RunAgain` when
    the town does not answer.
    """
    domain, greeting = payload["domain"], bool(payload.get("hello"))
    async with town.database.glance() as db:
        site = await fediverse.site(db)
        spoken = bool(site) and await fediverse.spoken_with(db, site, [domain]) if site else False
    while site and spoken:
        async with town.database.transaction() as db:
            there = await _leased(db, domain, greeting=greeting)
        if there is None:
            return
        try:
            there = await peers.known(town, site, domain)
            answer = await _post(town, site, there)
        except NotReached as why:
            await _failed(town, domain, why)
            return
        if await _answered(town, domain, there, answer):
            raise RunAgain(back_off(there.failures, timedelta()))
        greeting = False


async def _leased(db: Db, domain: str, *, greeting: bool) -> OtherTown | None:
    """The line, for this job to carry; None when there is nothing to do, or not now."""
    there = await store.locked(db, domain)
    if there is None or not (greeting or there.waiting) or there.key_changed:
        return None
    busy = there.leased_until and there.leased_until > db.now
    if busy or (there.next_try_at and there.next_try_at > db.now):
        return None
    await store.lease(db, domain, db.now + LEASE)
    return there


async def _post(town: Town, site: TownAddress, there: OtherTown) -> Answer:
    """What the other town says of the dispatches that come next. Raises `NotReached`."""
    async with town.database.transaction() as db:
        there = await store.one(db, there.domain) or there
        batch = await _batch(db, there)
        key = await keys.own(db)
    head = Envelope(site.domain, there.domain, batch.epoch, batch.first, batch.prev.hex())
    body = b"\n".join([msgspec.json.encode(head), *batch.dispatches])
    posted = TownPost(f"{there.origin}{LINE_PATH}", body)
    headers = signing.sign(posted, key.seed, f"{site.domain}#{key.id}", town.clock.now())
    try:
        answer = await town.outgoing.call(OutgoingRequest("POST", posted.url, headers, body))
    except CallRefused as why:
        raise NotReached(str(why)) from None
    except CallFailed as why:
        raise NotReached(str(why), later=True) from None
    if answer.status not in (200, 409):
        raise NotReached(f"answered {answer.status}", later=True)
    try:
        return msgspec.json.decode(answer.body, type=Answer)
    except msgspec.DecodeError:
        raise NotReached("answered what is no answer", later=True) from None


async def _batch(db: Db, there: OtherTown) -> LineBatch:
    waiting = await store.dispatches(db, there.domain, there.acked, line.LARGEST_BATCH)
    prev = await store.chain_at(db, there.domain, there.acked)
    if prev is None:
        prev = there.chain if there.acked == there.last else line.beginning(there.epoch)
    return LineBatch(there.epoch, there.acked + 1, prev, _fitting(waiting))


def _fitting(waiting: list[StoredDispatch]) -> list[bytes]:
    """As many as fit into one body."""
    some, room = list[bytes](), line.LARGEST_BODY - 1000
    for one in waiting:
        body = one.body.encode()
        room -= len(body) + 1
        if room < 0:
            break
        some.append(body)
    return some


async def _answered(town: Town, domain: str, sent: OtherTown, answer: Answer) -> bool:
    """Notes what the other town has done. True when it is to be left alone for a while: it wants
    all anew, and again.
    """
    async with town.database.transaction() as db:
        there = await dispatches.line_to(db, domain)
        if there.epoch != sent.epoch:
            await store.release(db, domain)
            return False
        why = answer.why if answer.why in ("gap", "fork", "epoch") else None
        kept = await store.kept(db, there)
        step = line.answered(there.line(kept), answer.ack, why)  # type: ignore[arg-type]
        if not isinstance(step, Anew):
            await store.advanced(db, domain, step.acked)
            return False
        log.warning("towns_line_anew", domain=domain, why=answer.why, lost=step.lost)
        await dispatches.begin_anew(db, there)
        return there.failures > 0


async def _failed(town: Town, domain: str, why: NotReached) -> None:
    """Raises `RunAgain`, unless there is no such town: then what was written to it is answered
    here.
    """
    log.info("towns_not_reached", domain=domain, why=str(why))
    async with town.database.transaction() as db:
        there = await dispatches.line_to(db, domain)
        if not why.later and not there.keys:
            await undelivered.no_such_town(db, there)
            return
        failing = db.now - (there.failing_since or db.now)
        again = back_off(there.failures, failing)
        await store.failed(db, domain, db.now + again)
    raise RunAgain(again)
