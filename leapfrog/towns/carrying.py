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
from leapfrog.towns import calling, dispatches, keys, line, peers, store, undelivered
from leapfrog.towns.calling import TownSpeaker
from leapfrog.towns.dispatches import LEASE
from leapfrog.towns.line import Anew, LineBatch
from leapfrog.towns.model import LINE_PATH, Answer, Envelope
from leapfrog.towns.peers import NotReached
from leapfrog.towns.store import OtherTown, StoredDispatch

FIRST, LONGEST = timedelta(seconds=1), timedelta(minutes=15)
AFTER_A_DAY, AFTER_A_WEEK = timedelta(hours=1), timedelta(hours=6)
# So often one job posts before others have their turn.
ROUNDS = 20
# By so much the clocks of the program and of the database, which runs jobs again, may differ.
SKEW = timedelta(seconds=5)
log = structlog.get_logger()


class Load(msgspec.Struct, frozen=True):
    """What a town is sent next, and who speaks."""

    here: TownSpeaker
    there: OtherTown
    batch: LineBatch


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
    """A job: all that waits for a town, unless another job is at it; some of it, where that is
    much, so that others have their turn. With nothing that waits it greets (`hello`), so that the
    other town carries what it owes this one. Raises `RunAgain` when the town does not answer.
    """
    domain, greeting = payload["domain"], bool(payload.get("hello"))
    async with town.database.batch() as db:
        load = await _begin(db, domain, greeting=greeting)
    await _carry(town, domain, load)


async def carry_own(town: Town, domain: str) -> None:
    """The same, by the process whose the line is since the transaction that wrote there
    (`dispatches.carry`). Raises `RunAgain`.
    """
    async with town.database.batch() as db:
        load = await _own(db, domain)
    await _carry(town, domain, load)


async def _carry(town: Town, domain: str, load: Load | None) -> None:
    for number in range(1, ROUNDS + 1):
        if load is None:
            return
        try:
            met = load.there.keys and load.there.origin
            there = load.there if met else await peers.known(town, load.here.site, domain)
            answer = await _post(town, load, there)
        except NotReached as why:
            await _failed(town, domain, why)
            return
        load = await _answered(town, load, answer, last=number == ROUNDS)


async def _begin(db: Db, domain: str, *, greeting: bool = False) -> Load | None:
    """What comes next, and the line, for this job to carry; None when there is nothing to do, or
    not now. Raises `RunAgain` while another job is at it, which may have died, or end.
    """
    here = await _here(db, domain)
    there = await store.locked(db, domain) if here else None
    if here is None or there is None or not (greeting or there.waiting) or there.key_changed:
        return None
    if there.leased_until and there.leased_until > db.now:
        raise RunAgain(there.leased_until - db.now)
    wait = (there.next_try_at or db.now) - db.now
    if wait > SKEW:
        # The job that found it asleep comes again.
        return None
    if wait > timedelta():
        raise RunAgain(wait)
    await store.lease(db, domain, db.now + LEASE)
    return await _load(db, here, there)


async def _own(db: Db, domain: str) -> Load | None:
    """What comes next on a line that is this process's; where there is nothing to do it is let go.
    Only reads, else: who writes there meanwhile is seen when this has its answer.
    """
    here, there = await _here(db, domain), await store.one(db, domain)
    if here and there and there.waiting and not there.key_changed:
        return await _load(db, here, there)
    await store.release(db, domain)
    return None


async def _here(db: Db, domain: str) -> TownAddress | None:
    """This town, where it speaks with that one."""
    site = await fediverse.site(db)
    return site if site and await fediverse.spoken_with(db, site, [domain]) else None


async def _load(db: Db, here: TownAddress, there: OtherTown) -> Load:
    return Load(TownSpeaker(here, await keys.own(db)), there, await _batch(db, there))


async def _post(town: Town, load: Load, there: OtherTown) -> Answer:
    """What the other town says of the dispatches that come next. Raises `NotReached`."""
    batch, site = load.batch, load.here.site
    head = Envelope(site.domain, there.domain, batch.epoch, batch.first, batch.prev.hex())
    body = b"\n".join([msgspec.json.encode(head), *batch.dispatches])
    answer = await calling.post(town, load.here, there, LINE_PATH, body)
    if answer.status not in (200, 409):
        raise NotReached(f"answered {answer.status}", later=True)
    try:
        return msgspec.json.decode(answer.body, type=Answer)
    except msgspec.DecodeError:
        raise NotReached("answered what is no answer", later=True) from None


async def _batch(db: Db, there: OtherTown) -> LineBatch:
    # With the one before them, which has the hash up to there.
    waiting = await store.dispatches(db, there.domain, there.acked - 1, line.LARGEST_BATCH + 1)
    if waiting and waiting[0].n == there.acked:
        prev = waiting.pop(0).chain
    else:
        prev = there.chain if there.acked == there.last else line.beginning(there.epoch)
    del waiting[line.LARGEST_BATCH :]
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


async def _answered(town: Town, load: Load, answer: Answer, *, last: bool) -> Load | None:
    """Notes what the other town has done, and answers what comes next: the line is not let go in
    between, so that who writes there meanwhile need not wake anybody. After the `last` another job
    carries that. Raises `RunAgain` where the town is left alone for a while.
    """
    domain = load.there.domain
    async with town.database.batch() as db:
        there = await dispatches.line_to(db, domain)
        if there.epoch != load.batch.epoch:
            await store.release(db, domain)
            again, last = None, True
        else:
            again = await _noted(db, there, load.batch, answer)
        if again is None and last:
            await dispatches.carry(db, domain)
        elif again is None and (answer.why or answer.ack != there.last):
            return await _begin(db, domain)
    if again:
        raise RunAgain(again)
    return None


async def _noted(db: Db, there: OtherTown, batch: LineBatch, answer: Answer) -> timedelta | None:
    """The line is let go. For how long the town is left alone, where it did nothing of what it was
    sent, or wants all anew, and again.
    """
    domain = there.domain
    why = answer.why if answer.why in ("gap", "fork", "epoch") else None
    spoken = there.line(await store.kept(db, there) if why else there.acked + 1)
    step = line.answered(spoken, batch.last, answer.ack, why)  # type: ignore[arg-type]
    again = back_off(there.failures, db.now - (there.failing_since or db.now))
    if isinstance(step, Anew):
        log.warning("towns_line_anew", domain=domain, why=answer.why, lost=step.lost)
        await dispatches.begin_anew(db, there)
        return again if there.failures > 0 else None
    await store.advanced(db, domain, step.acked)
    if not batch.dispatches or step.acked >= batch.first:
        return None
    log.warning("towns_line_stuck", domain=domain, ack=answer.ack, why=answer.why)
    await store.stuck(db, there, db.now + again)
    return again


async def _failed(town: Town, domain: str, why: NotReached) -> None:
    """Raises `RunAgain`, unless there is no such town: then what was written to it is answered
    here. One that says so itself (404 and the like) is asked for a day: it may only be ill.
    """
    log.info("towns_not_reached", domain=domain, why=str(why))
    async with town.database.batch() as db:
        there = await dispatches.line_to(db, domain)
        failing = db.now - (there.failing_since or db.now)
        if not why.later and not there.keys and failing >= why.given:
            await undelivered.no_such_town(db, there)
            return
        again = back_off(there.failures, failing)
        await store.failed(db, domain, db.now + again)
    raise RunAgain(again)
