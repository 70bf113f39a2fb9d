"""How carts and quotes are shown."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from leapfrog import market
from leapfrog.coupons import CouponLeft, CouponUsed
from leapfrog.kernel.db import Db
from leapfrog.orders.cart import CartOffer, CartPriced, CartShop
from leapfrog.orders.faces import Faces, faces
from leapfrog.orders.journeys import points_named
from leapfrog.orders.model import Delivery
from leapfrog.parcels import PointShown


class CartLineShown(msgspec.Struct, frozen=True):
    """A thing in a cart. `price`: what one costs now, minor units; None: it is not for sale any
    more; `price_seen`: what it cost when it was put there; `left`: so many can be had.
    """

    variant_id: UUID
    item_id: UUID | None
    title: str
    options: list[str]
    picture_url: str | None
    n: int
    price: int | None
    price_seen: int
    left: int
    purchase_limit: int | None


class CartShopShown(msgspec.Struct, frozen=True):
    """What of a cart is of one shop; `pickup`: it can be fetched there."""

    merchant_id: UUID
    sign: str
    pickup: bool
    lines: list[CartLineShown]


class CartShown(msgspec.Struct, frozen=True):
    """A cart by shops. `total`: of what can be had, in minor units."""

    shops: list[CartShopShown]
    total: int
    currency: str | None


class QuoteLineShown(msgspec.Struct, frozen=True):
    """`total`: of all `n`, without what coupons take `off` them; `deposit`: of it paid before."""

    variant_id: UUID
    title: str
    options: list[str]
    n: int
    price: int
    off: int
    deposit: int
    total: int


class QuoteShopShown(msgspec.Struct, frozen=True):
    """`ships_within`: hours until the shop has sent it, or has it ready. `goods`: what all of it
    costs, from which `coupons` take off what is not in the `total`; `left`: coupons that were not
    used, and why; `delivery_price`: in the total; `promised_for`: the day until which it is there.
    """

    merchant_id: UUID
    sign: str
    delivery: Delivery
    ships_within: int
    returns_days: int
    trader: bool
    goods: int
    coupons: list[CouponUsed]
    left: list[CouponLeft]
    total: int
    delivery_price: int
    promised_for: date | None
    promised_at: datetime | None
    point: PointShown | None
    lines: list[QuoteLineShown]


class QuoteShown(msgspec.Struct, frozen=True):
    """What it costs now. `quote` is paid before `until`; `digest` is the `to` of what is confirmed
    for it. Nothing is held.
    """

    quote: str
    digest: str
    until: datetime
    total: int
    currency: str
    shops: list[QuoteShopShown]


def _cart_line(one: CartOffer, faces: Faces) -> CartLineShown:
    row, offer = one.row, one.offer
    return CartLineShown(
        variant_id=row.variant_id,
        item_id=offer.item_id if offer else None,
        title=offer.title if offer else row.title,
        options=offer.options if offer else row.options,
        picture_url=faces.picture(offer.picture if offer else row.picture),
        n=row.n,
        price=one.price,
        price_seen=row.price_seen,
        left=one.left,
        purchase_limit=offer.purchase_limit if offer else None,
    )


async def cart_shown(db: Db, shops: Sequence[CartShop]) -> CartShown:
    rows = [one for shop in shops for one in shop.rows]
    seen = await faces(
        db, [], [one.offer.picture if one.offer else one.row.picture for one in rows]
    )
    had = [one for one in rows if one.offer and one.left >= one.row.n]
    return CartShown(
        [
            CartShopShown(
                shop.merchant_id,
                shop.sign,
                shop.front is not None and shop.front.pickup,
                [_cart_line(one, seen) for one in shop.rows],
            )
            for shop in shops
        ],
        sum(one.row.n * (one.price or 0) for one in had),
        next((one.offer.currency for one in rows if one.offer), None),
    )


async def quote_shown(db: Db, priced: CartPriced) -> QuoteShown:
    made, sealed = priced.quote, priced.sealed
    offers = await market.offers(db, made.variants)
    fronts = await market.fronts(db, [shop.merchant_id for shop in made.shops])
    points = await points_named(db, [shop.coming.point_id for shop in made.shops])
    shops = []
    for shop in made.shops:
        front = fronts[shop.merchant_id]
        lines = [
            QuoteLineShown(
                variant_id=line.variant_id,
                title=offers[line.variant_id].title,
                options=offers[line.variant_id].options,
                n=line.n,
                price=line.price,
                off=line.off,
                deposit=line.deposit,
                total=line.n * line.price,
            )
            for line in shop.lines
        ]
        shops.append(
            QuoteShopShown(
                merchant_id=shop.merchant_id,
                sign=front.sign,
                delivery=shop.delivery,
                ships_within=front.ships_within,
                returns_days=front.returns_days,
                trader=front.trader,
                goods=sum(line.n * line.price for line in shop.lines),
                coupons=shop.coupons,
                left=priced.left[shop.merchant_id],
                total=shop.total,
                delivery_price=shop.coming.price,
                promised_for=shop.coming.promised_for,
                promised_at=shop.coming.promised_at,
                point=points.get(shop.coming.point_id) if shop.coming.point_id else None,
                lines=lines,
            )
        )
    return QuoteShown(sealed.text, sealed.digest, sealed.until, made.total, made.currency, shops)
