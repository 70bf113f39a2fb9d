"""Claims: what somebody takes of what can run out; held for a while, then kept or released."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.stock import store, store_journal
from leapfrog.stock.deciding import ClaimLedger, claimed
from leapfrog.stock.errors import ClaimOver
from leapfrog.stock.model import Answer, Claim, Claimed, ClaimLine
from leapfrog.stock.turning import turned


async def claim(db: Db, claims: Sequence[Claim]) -> list[Answer]:
    """Decides the claims in their order: the one way to take of what can run out.

    Answers one result per claim: what was got and of which pools, or why not (`ClaimIdUsed`,
    `ClaimOver`, `NoPool`, `LimitReached`, `SoldOut`). The same id again is answered as the first
    time and takes nothing.
    """
    pools = {pool for claim in claims for pool in claim.pools}
    before = await store.lock(db, pools)
    lapsed = await store.lapse(db, pools)
    # The ledger counts down in these.
    levels = await store.levels(db, pools) if lapsed else {k: replace(before[k]) for k in before}
    limited = {pool for pool, level in levels.items() if level.per_person is not None}
    pairs = {(claim.person_id, pool) for claim in claims for pool in claim.pools if pool in limited}
    has = await store.has(db, pairs) if pairs else {}
    known = await store.lines(db, {claim.id for claim in claims})
    counter = ClaimLedger(db.now, levels, has, known)
    answers = [counter.decide(claim) for claim in claims]
    if counter.granted:
        await store.grant(db, counter.granted)
    await turned(db, before, levels)
    return answers


CLAIMING: HotVerb[Claim, Claimed] = HotVerb(claim, key=lambda one: one.pools[0])


async def keep(db: Db, claims: Sequence[UUID]) -> list[Answer]:
    """Makes held claims permanent; one answer for each, in order: its lines, or `ClaimOver` where
    its time is over or there is none.
    """
    await store.keep(db, claims)
    kept: dict[UUID, list[ClaimLine]] = {}
    for line in await store.lines(db, claims):
        if line.state in ("kept", "spent"):
            kept.setdefault(line.id, []).append(line)
    return [claimed(kept[each]) if each in kept else ClaimOver() for each in claims]


async def extend(db: Db, claims: Sequence[UUID], until: datetime) -> None:
    """Holds these claims until then, if that is later; those that are kept, or whose time is over,
    stay as they are.
    """
    await store.extend(db, claims, until)


async def release(db: Db, claims: Sequence[UUID]) -> None:
    """Gives back all units that these claims have left, held or kept; a claim that has none stays
    so. To give back some: `GiveUp`. Locks the pools, in the order of their ids.
    """
    pools = await store.pools_of(db, claims)
    before = await store.lock(db, pools)
    await store.release(db, claims)
    await turned(db, before, await store.levels(db, pools))


async def kept_in(db: Db, pools: Iterable[UUID]) -> list[ClaimLine]:
    """The lines of claims on these pools that were kept and not spent yet."""
    return await store.kept_in(db, pools)


async def tidy(db: Db) -> None:
    """Gives back what was held for a time that is over, and folds what was over long ago. Nothing
    waits for it: `claim` and `free` count such units as free already.
    """
    stale, old = await store.stale(db), await store_journal.old(db)
    before = await store.lock(db, {*stale, *old})
    await store.lapse(db, stale)
    await turned(db, before, await store.levels(db, stale))
    await store_journal.fold(db, old)
