"""Routes of coupons."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import market, till
from leapfrog.coupons import giving, store
from leapfrog.coupons.giving import BatchWish
from leapfrog.coupons.model import (
    Coupon,
    CouponBatch,
    CouponState,
    CouponTerms,
    Kind,
    state_of,
)
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of

TAKING = Limit("coupon", 200, 3600)
MOST_OWN = 200
BatchId = FromPath[UUID]
MerchantId = FromPath[UUID]


class CouponBatchInput(Input, frozen=True):
    """So many coupons of a shop, `per_person` at the most. A `threshold` says `off`, a `percent` of
    1 to 90 perhaps `most`, an `exchange` the `variant_id` of which one unit costs `price`; `least`:
    the sum from which on it is good. Amounts in minor units. `until`: at most 90 days.
    """

    merchant_id: UUID
    name: Annotated[str, msgspec.Meta(max_length=200)]
    kind: Kind
    units: int
    until: Annotated[datetime, msgspec.Meta(tz=True)]
    per_person: int = 1
    least: int = 0
    off: int | None = None
    percent: int | None = None
    most: int | None = None
    variant_id: UUID | None = None
    price: int | None = None


class CouponBatchStateInput(Input, frozen=True):
    """`stopped` is for good."""

    state: Literal["running", "paused", "stopped"]


class CouponTaking(Input, frozen=True):
    """Of which batch."""

    batch_id: UUID


class OwnCouponBatch(CouponBatch, frozen=True, kw_only=True):
    """Coupons of one's shop, and how many were taken and used."""

    taken: int
    used: int


class OwnCouponBatches(msgspec.Struct, frozen=True):
    """The newest first; `next` is the `before` of the next page, null at the end."""

    batches: list[OwnCouponBatch]
    next: str | None


class CouponOffer(CouponTerms, frozen=True, kw_only=True):
    """Coupons that a shop gives out; `mine`: how many of them one took, of `per_person`; `left`:
    how many there are still; `title`: of what one unit is bought with it.
    """

    batch_id: UUID
    name: str
    until: datetime
    per_person: int
    mine: int
    left: int
    title: str | None
    currency: str


class CouponOffers(msgspec.Struct, frozen=True):
    """What a shop gives out now, the newest first."""

    coupons: list[CouponOffer]


class CouponShown(CouponTerms, frozen=True, kw_only=True):
    """A coupon of one's own, at which shop it is good, and for which order it was used."""

    id: UUID
    batch_id: UUID
    merchant_id: UUID
    sign: str
    name: str
    state: CouponState
    until: datetime
    order_id: UUID | None
    currency: str


class OwnCoupons(msgspec.Struct, frozen=True):
    """The last taken first."""

    coupons: list[CouponShown]


@put("/market/coupon-batches/{batch_id:uuid}", summary="Make coupons")
async def make_coupons(
    db: DbIn, signed: SignedIn, batch_id: BatchId, data: JSONBody[CouponBatchInput]
) -> OwnCouponBatch:
    """New coupons of a shop that one leads; nobody can take them before they run, and their terms
    do not change any more. Raises `CouponBatchIdUsed`, `CouponBatchesFull`, `Invalid`, `NoFront`,
    `NoMerchant`, `RoleNeeded`.
    """
    wish = BatchWish(id=batch_id, **msgspec.structs.asdict(data))
    made = await giving.make(db, signed.person_id, wish)
    return (await _own(db, [made]))[0]


@put("/market/coupon-batches/{batch_id:uuid}/state", summary="Give coupons out or not")
async def set_coupons_state(
    db: DbIn, signed: SignedIn, batch_id: BatchId, data: JSONBody[CouponBatchStateInput]
) -> OwnCouponBatch:
    """Coupons of a shop that one leads are given out, are not for a while, or never again; who has
    one keeps it. Raises `CouponBatchNotNow`, `NoCouponBatch`, `RoleNeeded`.
    """
    made = await giving.set_state(db, signed.person_id, batch_id, data.state)
    return (await _own(db, [made]))[0]


@get("/merchants/{merchant_id:uuid}/coupon-batches", summary="List the coupons of a shop")
async def list_shop_coupons(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, before: Before = None, limit: Size = 20
) -> OwnCouponBatches:
    """All coupons of a shop that one leads, with what became of them. Raises `Invalid`,
    `NoMerchant`, `RoleNeeded`.
    """
    await till.enter_shop(db, signed.person_id, merchant_id, till.LEADING_ROLES)
    found = await store.of_shop(db, merchant_id, checked_position(before), limit)
    following = next_of(found, limit, lambda one: Position(one.created_at, one.id))
    return OwnCouponBatches(await _own(db, found), following)


@get("/market/fronts/{merchant_id:uuid}/coupons", summary="List coupons to take")
async def list_coupon_offers(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> CouponOffers:
    """The coupons that a shop gives out now. Raises `NoFront`."""
    currency = (await market.front_shown(db, merchant_id)).currency
    running = await store.running(db, merchant_id)
    mine = await store.held_of(db, signed.person_id, [one.id for one in running])
    left = await giving.left(db, [one.id for one in running])
    titles = await _titles(db, running)
    return CouponOffers(
        [
            CouponOffer(
                batch_id=one.id,
                name=one.name,
                until=one.until,
                per_person=one.per_person,
                mine=mine.get(one.id, 0),
                left=left.get(one.id, 0),
                title=titles.get(one.variant_id) if one.variant_id else None,
                currency=currency,
                **_terms(one),
            )
            for one in running
        ]
    )


@put("/coupons/{coupon_id:uuid}", summary="Take a coupon")
async def take_coupon(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    coupon_id: FromPath[UUID],
    data: JSONBody[CouponTaking],
) -> CouponShown:
    """One gets a coupon, if one is left; it is used by itself where it makes a sum smaller. The
    same id again is the same coupon. Raises `CouponIdUsed`, `CouponLimit`, `CouponsGone`,
    `CouponsNotGiven`, `Invalid`, `NoCouponBatch`, `RateLimited`.
    """
    town.limit(TAKING, str(signed.person_id))
    taken = await giving.take(db, signed.person_id, coupon_id, data.batch_id)
    return (await _shown(db, [taken]))[0]


@get("/coupons")
async def list_own_coupons(db: DbIn, signed: SignedIn) -> OwnCoupons:
    """The coupons that one took."""
    return OwnCoupons(await _shown(db, await store.of_person(db, signed.person_id, MOST_OWN)))


def _terms(one: CouponBatch) -> dict[str, Any]:
    return {name: getattr(one, name) for name in CouponTerms.__struct_fields__}


async def _own(db: Db, batches: list[CouponBatch]) -> list[OwnCouponBatch]:
    ids = [one.id for one in batches]
    left, used = await giving.left(db, ids), await store.used(db, ids)
    return [
        OwnCouponBatch(
            **msgspec.structs.asdict(one),
            taken=one.units - left.get(one.id, 0),
            used=used.get(one.id, 0),
        )
        for one in batches
    ]


async def _titles(db: Db, batches: list[CouponBatch]) -> dict[UUID, str]:
    wanted = [one.variant_id for one in batches if one.variant_id]
    return {each: one.title for each, one in (await market.offers(db, wanted)).items()}


async def _shown(db: Db, coupons: list[Coupon]) -> list[CouponShown]:
    batches = await store.batches(db, {one.batch_id for one in coupons})
    fronts = await market.fronts(db, {one.merchant_id for one in batches.values()})
    return [_coupon(one, batches[one.batch_id], fronts, db.now) for one in coupons]


def _coupon(
    one: Coupon, batch: CouponBatch, fronts: dict[UUID, market.Front], now: datetime
) -> CouponShown:
    front = fronts[batch.merchant_id]
    return CouponShown(
        id=one.id,
        batch_id=batch.id,
        merchant_id=batch.merchant_id,
        sign=front.sign,
        name=batch.name,
        state=state_of(one, batch, now),
        until=batch.until,
        order_id=one.order_id,
        currency=front.currency,
        **_terms(batch),
    )


routes: list[HTTPRouteHandler] = [
    make_coupons,
    set_coupons_state,
    list_shop_coupons,
    list_coupon_offers,
    take_coupon,
    list_own_coupons,
]
