"""Writing dispatches: in the transaction of what they tell, each with the next number of its
line.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import structlog

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import enqueue
from leapfrog.towns import line, store
from leapfrog.towns.model import Dispatch, written
from leapfrog.towns.store import OtherTown, StoredDispatch

CARRY = "towns:carry"
# So long dispatches are kept after they were done there, and ids of those that were done here: a
# town that comes back from a backup of that time misses nothing.
KEPT, IDS_KEPT = timedelta(days=14), timedelta(days=90)
# So long a line is somebody's who carries: who does not let it go by then has died.
LEASE = timedelta(seconds=60)
# A town that does not answer is owed at most so many.
MOST_WAITING = 100_000
PAGE = 500
log = structlog.get_logger()


class NewDispatch(msgspec.Struct, frozen=True):
    """A dispatch before it has a number; `sender` and `to` as in `Dispatch`."""

    kind: str
    body: dict[str, Any]
    sender: str = ""
    to: str = ""


async def line_to(db: Db, domain: str) -> OtherTown:
    """The line to a town, begun when there is none, and locked until the end of the transaction."""
    found = await store.locked(db, domain)
    if found is None:
        epoch = secrets.token_hex(16)
        await store.make(db, domain, epoch, line.beginning(epoch))
        found = await store.locked(db, domain)
    assert found is not None
    return found


async def has_room(db: Db, domain: str) -> bool:
    """Whether more dispatches may wait for a town: fewer than the most wait by now."""
    found = await store.one(db, domain)
    return found is None or found.waiting < MOST_WAITING


async def write(
    db: Db, domain: str, wanted: Sequence[NewDispatch], *, there: OtherTown | None = None
) -> list[NewDispatch]:
    """Writes dispatches to a town, which are carried after the commit. A card that is too large
    goes without its fields; answers what else is too large and was not written. `there`: the line,
    where it is locked and nothing was written there since.
    """
    if not wanted:
        return []
    there = there or await line_to(db, domain)
    last, chain, made = there.last, there.chain, list[StoredDispatch]()
    left = list[NewDispatch]()
    for one in wanted:
        dispatch = Dispatch(new_id(), one.kind, db.now, one.sender, one.to, one.body)
        body = written(dispatch)
        if len(body) > line.LARGEST_DISPATCH and "card" in one.body:
            log.warning("towns_card_without_fields", domain=domain)
            bare = {**one.body, "card": {**one.body["card"], "fields": []}}
            dispatch = msgspec.structs.replace(dispatch, body=bare)
            body = written(dispatch)
        if len(body) > line.LARGEST_DISPATCH:
            log.warning("towns_dispatch_too_large", kind=one.kind, domain=domain)
            left.append(one)
            continue
        last, chain = last + 1, line.chained(chain, body)
        made.append(StoredDispatch(last, dispatch.id, one.kind, one.sender, body.decode(), chain))
    if not made:
        return left
    await store.add_dispatches(db, domain, made)
    carrier, carried = db.worker(CARRY), there.carried(db.now)
    lease = db.now + LEASE if carrier and not carried else None
    await store.written(db, domain, last, chain, lease)
    if carrier and lease:
        db.after_commit(partial(carrier, domain))
    elif not carried:
        await carry_by_job(db, domain)
    return left


async def carry(db: Db, domain: str) -> None:
    """What waits for a town is carried after the commit: at once by this process, whose the line is
    from now on, or by a job where this process does not carry. The line is locked.
    """
    carrier = db.worker(CARRY)
    if carrier is None:
        await carry_by_job(db, domain)
    else:
        await store.lease(db, domain, db.now + LEASE)
        db.after_commit(partial(carrier, domain))


async def carry_by_job(db: Db, domain: str, *, after: timedelta | None = None) -> None:
    """A job carries what waits for a town, after the commit and so long."""
    # Without a key: while a job is at it, or is put off, another one would be dropped that must
    # see what was written since. Only one at a time has the lease.
    await enqueue(db, CARRY, {"domain": domain}, after=after)


async def begin_anew(db: Db, there: OtherTown) -> None:
    """A new epoch of a line, with all dispatches that are kept: they have their ids, so that none
    is done twice.
    """
    epoch = secrets.token_hex(16)
    chain, last, after = line.beginning(epoch), 0, 0
    while page := await store.dispatches(db, there.domain, after, PAGE):
        made = list[StoredDispatch]()
        for one in page:
            last, chain = last + 1, line.chained(chain, one.body.encode())
            made.append(msgspec.structs.replace(one, n=last, chain=chain))
        after = page[-1].n
        await store.renumber(db, there.domain, page, made)
    await store.anew(db, there.domain, epoch, last, chain)


async def forget_sender(db: Db, pid: str) -> None:
    """Nothing that somebody said is kept for other towns any more. Lines that held something of it
    begin anew, since their numbers have no holes.
    """
    for domain in await store.domains_of(db, pid):
        there = await line_to(db, domain)
        await store.drop_of(db, domain, pid)
        await begin_anew(db, there)
