"""Claims: what somebody takes of what can run out; held for a while, then kept or released."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.stock import store
from leapfrog.stock.errors import ClaimOver
from leapfrog.stock.model import Answer, Claim, Claimed, ClaimLedger


async def claim(db: Db, claims: Sequence[Claim]) -> list[Answer]:
    """Decides the claims in their order: the one way to take of what can run out.

    Answers one result per claim: what was got, or why not (`ClaimIdUsed`, `ClaimOver`, `NoPool`,
    `LimitReached`, `SoldOut`). The same id again is answered as the first time and takes nothing.
    """
    pools = {want.pool_id for claim in claims for want in claim.wants}
    await store.lock(db, pools)
    await store.lapse(db, pools)
    levels = await store.levels(db, pools)
    has = await store.has(
        db, {(claim.person_id, want.pool_id) for claim in claims for want in claim.wants}
    )
    known = await store.lines(db, {claim.id for claim in claims})
    counter = ClaimLedger(db.now, levels, has, known)
    answers = [counter.decide(claim) for claim in claims]
    if counter.granted:
        await store.grant(db, counter.granted)
    return answers


CLAIMING: HotVerb[Claim, Claimed] = HotVerb(claim, key=lambda one: one.wants[0].pool_id)


async def keep(db: Db, claims: Sequence[UUID]) -> list[Answer]:
    """Makes held claims permanent; `ClaimOver` for those whose time is over, or that are none."""
    await store.keep(db, claims)
    kept = {line.id for line in await store.lines(db, claims) if line.state == "kept"}
    return [Claimed(each, None) if each in kept else ClaimOver() for each in claims]


async def release(db: Db, claims: Sequence[UUID]) -> None:
    """Gives back what these have, held or kept; what has nothing stays so."""
    await store.lock_of(db, claims)
    await store.release(db, claims)


async def tidy(db: Db) -> None:
    """Gives back what was held for a time that is over. Nothing waits for it: `claim` and `free`
    count such units as free already.
    """
    pools = await store.stale(db)
    await store.lock(db, pools)
    await store.lapse(db, pools)
