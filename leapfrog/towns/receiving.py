"""What other towns bring: taken only when the town signed it, done in the order of its numbers,
each dispatch once, some at a time in one transaction with how far was heard; acknowledged after the
commit.
"""

from collections.abc import Sequence
from itertools import groupby

import asyncpg
import msgspec
import structlog

from leapfrog.fediverse import TownAddress
from leapfrog.identity import HomeSource, InvalidHomeRecord
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.limits import Limit
from leapfrog.towns import dispatches, hearing, line, reading, store, store_heard
from leapfrog.towns.callers import Brought, signer
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.errors import InvalidDispatch, NoDispatches, NotSpokenWith
from leapfrog.towns.line import LineBatch, RefusedBatch
from leapfrog.towns.model import Answer, Dispatch, Envelope

# A town that has much to say says much at once.
LINE_OF = Limit("town_line", 600, 60)
# So many dispatches are done in one transaction, which others wait for.
AT_ONCE = 100
# What is wrong with a dispatch itself. All else is wrong here, and the dispatch comes again.
POISON = (Problem, InvalidDispatch, InvalidHomeRecord, msgspec.ValidationError, asyncpg.DataError)
log = structlog.get_logger()


async def take(town: Town, site: TownAddress, brought: Brought) -> Answer:
    """How far the dispatches of a town are done. Raises `NotSignedByTown`, `NotSpokenWith`,
    `NoDispatches`, `RateLimited`.
    """
    there = await signer(town, site, brought)
    town.limit(LINE_OF, there.domain)
    head, batch = _batch(brought.body)
    if (head.sender, head.to) != (there.domain, site.domain):
        raise NotSpokenWith("these dispatches are from or for another town")
    first, *rest = line.parts(batch, AT_ONCE)
    async with town.database.batch() as db:
        heard = await store.heard_from(db, there.domain)
        locked = heard or await dispatches.line_to(db, there.domain)
        if locked.waiting and not locked.leased(db.now):
            await dispatches.carry(db, there.domain)
        answer = await _heard(db, there, first)
    for some in rest:
        if answer.why:
            break
        async with town.database.batch() as db:
            await dispatches.line_to(db, there.domain)
            answer = await _heard(db, there, some)
    return answer


async def _heard(db: Db, there: HomeSource, batch: LineBatch) -> Answer:
    known = await store_heard.heard(db, there.domain, batch.epoch)
    found = line.hear(known, batch)
    if isinstance(found, RefusedBatch):
        log.warning("towns_not_taken", domain=there.domain, why=found.why, ack=found.ack)
        return Answer(found.ack, found.why)
    read = [_dispatch(one) for one in found.dispatches]
    new = await store_heard.done(db, there.domain, {one.id for one in read})
    # One that comes twice in a batch is done once.
    fresh = [one for one in {one.id: one for one in reversed(read)}.values() if one.id in new]
    await _do(db, there, fresh[::-1])
    if known is None:
        await store_heard.close_heard(db, there.domain, found.heard.epoch)
    await store_heard.put_heard(db, there.domain, found.heard)
    return Answer(found.heard.high)


async def _do(db: Db, there: HomeSource, fresh: Sequence[Dispatch]) -> None:
    """What is said in one savepoint, as long as nothing else comes; all else, and what is said
    where one of it cannot be done, each in a savepoint of its own. Of one that cannot be done the
    other town is told, unless it takes nothing itself: a bounce waits like all else.
    """
    back = list[NewDispatch]()
    for plain, some in groupby(fresh, hearing.is_plain):
        together = list(some)
        if plain and await _together(db, there, together):
            continue
        for one in together:
            code = await _one(db, there, one)
            if code and one.kind != "bounce":
                back.append(NewDispatch("bounce", {"of": str(one.id), "code": code}))
    if back and await dispatches.has_room(db, there.domain):
        await dispatches.write(db, there.domain, back)


async def _together(db: Db, there: HomeSource, said: Sequence[Dispatch]) -> bool:
    """False where one of them cannot be done, or not with the others: then none is."""
    try:
        async with db.savepoint():
            await hearing.said(db, there, said)
    except POISON:
        return False
    return True


async def _one(db: Db, there: HomeSource, one: Dispatch) -> str | None:
    """Why it cannot be done."""
    try:
        async with db.savepoint():
            await reading.do(db, there, one)
    except POISON as why:
        log.info("towns_dispatch_bounced", domain=there.domain, kind=one.kind, why=str(why))
        return why.code if isinstance(why, Problem) else "no_dispatch"
    return None


def _dispatch(body: bytes) -> Dispatch:
    try:
        return msgspec.json.decode(body, type=Dispatch)
    except (msgspec.DecodeError, RecursionError) as cause:
        raise NoDispatches(str(cause)) from None


def _batch(body: bytes) -> tuple[Envelope, LineBatch]:
    """Raises `NoDispatches`."""
    first, *rest = body.split(b"\n")
    try:
        head = msgspec.json.decode(first, type=Envelope)
        prev = bytes.fromhex(head.prev)
    except (msgspec.DecodeError, ValueError) as cause:
        raise NoDispatches(str(cause)) from None
    if len(rest) > line.LARGEST_BATCH or any(len(one) > line.LARGEST_DISPATCH for one in rest):
        raise NoDispatches("too many, or too large")
    if not (1 <= head.first < 2**53 and 1 <= len(head.epoch) <= 64 and len(prev) == 32):
        raise NoDispatches("no such place on a line")
    for one in rest:
        _dispatch(one)
    return head, LineBatch(head.epoch, head.first, prev, rest)
