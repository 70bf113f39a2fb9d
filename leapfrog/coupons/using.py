"""Coupons used: for the best sum when it is asked what something costs, together with the payment,
and given back when nothing of the order was sent.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog.coupons import arithmetic, store
from leapfrog.coupons.arithmetic import CouponLeft, Goods, HeldCoupon, Reckoning
from leapfrog.coupons.errors import CouponNotUsable
from leapfrog.coupons.model import CouponBatch, CouponTerms
from leapfrog.kernel.db import Db

TERMS = CouponTerms.__struct_fields__


class ShopGoods(msgspec.Struct, frozen=True):
    """What somebody wants of a shop; `chosen`: with these coupons and no others, None: with the
    best.
    """

    merchant_id: UUID
    goods: list[Goods]
    chosen: list[UUID] | None = None


class ShopReckoning(msgspec.Struct, frozen=True):
    """What is taken off, and why other coupons were not used."""

    reckoning: Reckoning
    left: list[CouponLeft]


class CouponUse(msgspec.Struct, frozen=True):
    """Somebody's coupons, and the orders for which they are used, of a payment."""

    person_id: UUID
    orders: Mapping[UUID, UUID]


async def reckon(db: Db, me: UUID, shops: Sequence[ShopGoods]) -> dict[UUID, ShopReckoning]:
    """What coupons of mine take off in each of these shops (minor units), by shop: those that were
    chosen, else those that take off most. Raises `CouponNotUsable` for a chosen one that takes
    nothing off.
    """
    coupons = await store.held(db, me, [one.merchant_id for one in shops])
    batches = await store.batches(db, {one.batch_id for one in coupons}) if coupons else {}
    by_shop: dict[UUID, list[HeldCoupon]] = {}
    for one in coupons:
        batch = batches[one.batch_id]
        by_shop.setdefault(batch.merchant_id, []).append(_held(one.id, batch))
    return {one.merchant_id: _reckoned(one, by_shop.get(one.merchant_id, [])) for one in shops}


def _held(coupon_id: UUID, batch: CouponBatch) -> HeldCoupon:
    terms = {name: getattr(batch, name) for name in TERMS}
    return HeldCoupon(id=coupon_id, name=batch.name, until=batch.until, **terms)


def _reckoned(shop: ShopGoods, held: Sequence[HeldCoupon]) -> ShopReckoning:
    made = arithmetic.best(shop.goods, held) if shop.chosen is None else _as_chosen(shop, held)
    return ShopReckoning(made, arithmetic.left_over(shop.goods, held, made))


def _as_chosen(shop: ShopGoods, held: Sequence[HeldCoupon]) -> Reckoning:
    chosen = set(shop.chosen or ())
    some = [one for one in held if one.id in chosen]
    layers = [one.kind == "exchange" for one in some]
    made = arithmetic.reckoned(shop.goods, some)
    missing = chosen - {one.id for one in made.used}
    if missing or len(set(layers)) < len(layers):
        raise CouponNotUsable(coupon_id=str(min(missing or chosen)))
    return made


async def use(db: Db, wanted: Sequence[CouponUse]) -> list[CouponNotUsable | None]:
    """Uses the coupons of each of these orders' payments, of each all of them or none; one answer
    for each: None, or why not. Of two that want the same coupon the first gets it. Locks the
    coupons until the end of the transaction.
    """
    named = {each for one in wanted for each in one.orders}
    free = await store.lock(db, named) if named else {}
    answers: list[CouponNotUsable | None] = []
    used: dict[UUID, UUID] = {}
    for one in wanted:
        missing = [each for each in one.orders if each in used or free.get(each) != one.person_id]
        answers.append(CouponNotUsable(coupon_id=str(min(missing))) if missing else None)
        if not missing:
            used |= one.orders
    if used:
        await store.use(db, used)
    return answers


async def give_back(db: Db, order_id: UUID) -> None:
    """Makes the coupons of an order of which nothing was sent usable again, as long as they were
    good. Again, nothing happens.
    """
    await store.give_back(db, order_id)
