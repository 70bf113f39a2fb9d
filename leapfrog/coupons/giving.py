"""Coupons given out: a shop makes a batch, lets it run, and people take of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import market, stock, till
from leapfrog.coupons import store
from leapfrog.coupons.errors import (
    CouponBatchesFull,
    CouponBatchIdUsed,
    CouponBatchNotNow,
    CouponIdUsed,
    CouponLimit,
    CouponsGone,
    CouponsNotGiven,
    NoCouponBatch,
)
from leapfrog.coupons.model import (
    LARGEST,
    LEADS,
    LONGEST,
    LONGEST_NAME,
    MOST_BATCHES,
    MOST_EACH,
    MOST_PERCENT,
    MOST_UNITS,
    Coupon,
    CouponBatch,
    CouponTerms,
)
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.stock import Claim, StockPool, Want

OWNER = "coupons:batch:"
# What each kind says beside `least`; and what it may say.
SAYS: dict[str, set[str]] = {
    "threshold": {"off"},
    "percent": {"percent"},
    "exchange": {"variant_id", "price"},
}
OF_KINDS = ("off", "percent", "most", "variant_id", "price")


class BatchWish(CouponTerms, frozen=True, kw_only=True):
    """The coupons that a shop wants to give out."""

    id: UUID
    merchant_id: UUID
    name: str
    units: int
    per_person: int = 1
    until: datetime


async def make(db: Db, me: UUID, wish: BatchWish) -> CouponBatch:
    """Makes a batch of coupons of a shop that I lead, which nobody can take yet and whose terms do
    not change any more. The same batch again is answered as it is. Raises `NoMerchant`,
    `RoleNeeded`, `Invalid`, `NoFront`, `CouponBatchIdUsed`, `CouponBatchesFull`.
    """
    check_new_id(wish.id)
    # Locked: of two that are made at once the second is counted too.
    await market.run_front(db, me, wish.merchant_id)
    await market.front_shown(db, wish.merchant_id)
    name = _checked(wish, db.now)
    if wish.variant_id is not None:
        await _check_goods(db, wish)
    said = {key: getattr(wish, key) for key in wish.__struct_fields__}
    new = CouponBatch(**{**said, "name": name}, made_by=me, created_at=db.now)
    if not await store.add_batch(db, new):
        known = (await store.batches(db, [wish.id])).get(wish.id)
        if known is None or known.merchant_id != wish.merchant_id or _terms(known) != _terms(new):
            raise CouponBatchIdUsed
        return known
    if await store.count_open(db, wish.merchant_id) > MOST_BATCHES:
        raise CouponBatchesFull(most=MOST_BATCHES)
    pool = StockPool(_pool(new.id), f"{OWNER}{new.id}", new.units, new.per_person)
    await stock.open_pools(db, [pool])
    return new


async def left(db: Db, batches: Iterable[UUID]) -> dict[UUID, int]:
    """How many of each of these can be taken still."""
    pools = {_pool(one): one for one in batches}
    return {pools[pool]: n for pool, n in (await stock.free(db, pools)).items()}


def _pool(batch_id: UUID) -> UUID:
    """Ids that people make are not those of pools."""
    return derived_id(batch_id, "coupons")


def _terms(one: CouponBatch) -> list[object]:
    names = (*CouponTerms.__struct_fields__, "name", "units", "per_person", "until")
    return [getattr(one, name) for name in names]


def _checked(wish: BatchWish, now: datetime) -> str:
    """Answers the name as it is kept. Raises `Invalid`."""
    name = " ".join(plain(wish.name).split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Invalid(f"1 to {LONGEST_NAME} characters.", field="name")
    said = {key for key in OF_KINDS if getattr(wish, key) is not None}
    allowed = SAYS[wish.kind] | ({"most"} if wish.kind == "percent" else set())
    if not SAYS[wish.kind] <= said <= allowed:
        raise Invalid(f"A coupon of this kind says {', '.join(sorted(SAYS[wish.kind]))}.")
    _within("least", wish.least, 0, LARGEST)
    _within("off", wish.off, 1, LARGEST)
    _within("percent", wish.percent, 1, MOST_PERCENT)
    _within("most", wish.most, 1, LARGEST)
    _within("price", wish.price, 1, LARGEST)
    _within("units", wish.units, 1, MOST_UNITS)
    _within("per_person", wish.per_person, 1, MOST_EACH)
    if wish.off is not None and wish.off >= wish.least:
        raise Invalid("It takes less off than it needs.", field="off")
    if not now < wish.until <= now + LONGEST:
        raise Invalid(f"At most {LONGEST.days} days.", field="until")
    return name


def _within(field: str, value: int | None, least: int, most: int) -> None:
    if value is not None and not least <= value <= most:
        raise Invalid(f"{least} to {most}.", field=field)


async def _check_goods(db: Db, wish: BatchWish) -> None:
    assert wish.variant_id is not None
    offer = (await market.offers(db, [wish.variant_id])).get(wish.variant_id)
    if offer is None or offer.merchant_id != wish.merchant_id:
        raise Invalid("This is not for sale in this shop.", field="variant_id")
    if wish.price is not None and wish.price >= offer.price:
        raise Invalid("It costs less with the coupon than without.", field="price")


async def set_state(
    db: Db, me: UUID, batch_id: UUID, state: Literal["running", "paused", "stopped"]
) -> CouponBatch:
    """Lets a batch of coupons of a shop that I lead be given out (`running`), pauses it, or stops
    it for good; who has a coupon keeps it. The same state again changes nothing. Locks the batch.
    Raises `NoCouponBatch`, `RoleNeeded`, `CouponBatchNotNow`.
    """
    one = await store.lock_batch(db, batch_id)
    if one is None:
        raise NoCouponBatch
    try:
        await till.enter_shop(db, me, one.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoCouponBatch from None
    if state == one.state:
        return one
    if state not in LEADS[one.state]:
        raise CouponBatchNotNow(state=one.state)
    await store.set_state(db, batch_id, state)
    return msgspec.structs.replace(one, state=state)


async def take(db: Db, me: UUID, coupon_id: UUID, batch_id: UUID) -> Coupon:
    """Gives me a coupon of a batch, if one is left. The same id again is the same coupon. Raises
    `Invalid`, `CouponIdUsed`, `NoCouponBatch`, `CouponsNotGiven`, `CouponLimit`, `CouponsGone`.
    """
    check_new_id(coupon_id)
    known = await store.find(db, coupon_id)
    if known is not None:
        return _same(known, me, batch_id)
    batch = (await store.batches(db, [batch_id])).get(batch_id)
    if batch is None or batch.state == "unactivated":
        raise NoCouponBatch
    if batch.state != "running" or batch.until <= db.now:
        raise CouponsNotGiven(state=batch.state)
    claim = Claim(derived_id(coupon_id, f"coupon of {me}"), me, (Want((_pool(batch_id),)),))
    [got] = await stock.claim(db, [claim])
    if isinstance(got, Problem):
        raise _refused(got, batch)
    # Whoever asks twice at once waits for the pool: by now it may be theirs.
    known = await store.find(db, coupon_id)
    if known is not None:
        return _same(known, me, batch_id)
    await store.take(db, coupon_id, batch_id, me)
    return Coupon(coupon_id, batch_id, me, "held", None, taken_at=db.now, used_at=None)


def _same(known: Coupon, me: UUID, batch_id: UUID) -> Coupon:
    if (known.person_id, known.batch_id) != (me, batch_id):
        raise CouponIdUsed
    return known


def _refused(problem: Problem, batch: CouponBatch) -> Problem:
    if isinstance(problem, stock.SoldOut):
        return CouponsGone()
    if isinstance(problem, stock.LimitReached):
        return CouponLimit(most=batch.per_person)
    return problem
