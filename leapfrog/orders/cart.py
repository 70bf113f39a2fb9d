"""Carts: what somebody means to buy, over several shops; readable when it is gone from there."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import coupons, market, places, stock
from leapfrog.coupons import CouponLeft, Goods, ShopGoods, ShopReckoning
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.market import Front, Offer
from leapfrog.orders import (
    members,
    presents,
    quotes,
    shelves,
    store_cart,
    store_presents,
    store_rights,
)
from leapfrog.orders.errors import (
    CartFull,
    NotForSale,
    OrderSoldOut,
    OverPurchaseLimit,
)
from leapfrog.orders.model import Delivery
from leapfrog.orders.news import CHANGED
from leapfrog.orders.quotes import (
    CartQuote,
    QuoteDelivery,
    QuoteLine,
    QuoteShop,
    Recipient,
    SealedQuote,
)
from leapfrog.orders.store_cart import CartRow
from leapfrog.parcels import NO_DRIVES, ParcelDrives
from leapfrog.till import merchants_by_id

MOST_ROWS, MOST_UNITS = 200, 999
LONGEST_NOTE, LONGEST_ADDRESS, LONGEST_NAME = 500, 500, 100


class CartOffer(msgspec.Struct, frozen=True):
    """A row of a cart with what it is now: without an offer it is not for sale any more. `left`:
    how many can be had; `price`: what one costs who has the cart, in minor units.
    """

    row: CartRow
    offer: Offer | None
    left: int
    price: int | None


class CartShop(msgspec.Struct, frozen=True):
    """What of a cart is of one shop. `front` None: the shop has closed."""

    merchant_id: UUID
    sign: str
    front: Front | None
    rows: list[CartOffer]


class WantedLine(msgspec.Struct, frozen=True):
    """So many of a variant; `right_id`: by a right to buy."""

    variant_id: UUID
    n: int
    right_id: UUID | None = None


class WantedShop(msgspec.Struct, frozen=True):
    """What somebody wants of a shop, and how it shall come; `point_id`: to which pickup point;
    `coupons`: those that are used, None: the best.
    """

    merchant_id: UUID
    delivery: Delivery
    lines: list[WantedLine]
    note: str = ""
    point_id: UUID | None = None
    coupons: list[UUID] | None = None


class CartPriced(msgspec.Struct, frozen=True):
    """What a cart costs, as it is and sealed; `left`: by shop, which coupons were not used."""

    quote: CartQuote
    sealed: SealedQuote
    left: dict[UUID, list[CouponLeft]]


async def put(db: Db, me: UUID, variant_id: UUID, n: int) -> None:
    """Sets how many units of a variant are in my cart; 0: none. Raises `Invalid`, `NotForSale`,
    `OverPurchaseLimit`, `CartFull`.
    """
    if not 0 <= n <= MOST_UNITS:
        raise Invalid(f"Between 0 and {MOST_UNITS}.")
    if n == 0:
        await store_cart.drop(db, me, variant_id)
    else:
        await put_row(db, me, variant_id, n)
    stream.tell(db, [me], CHANGED)


async def put_row(db: Db, me: UUID, variant_id: UUID, n: int) -> None:
    """So many of a variant for sale, without telling. Raises `NotForSale`, `OverPurchaseLimit`,
    `CartFull`.
    """
    offer = (await market.offers(db, [variant_id])).get(variant_id)
    if offer is None:
        raise NotForSale(variant_id=str(variant_id))
    if offer.purchase_limit is not None and n > offer.purchase_limit:
        raise OverPurchaseLimit(variant_id=str(variant_id), most=offer.purchase_limit)
    if await store_cart.count_others(db, me, variant_id) >= MOST_ROWS:
        raise CartFull(most=MOST_ROWS)
    await store_cart.put(
        db,
        CartRow(
            person_id=me,
            variant_id=variant_id,
            merchant_id=offer.merchant_id,
            n=n,
            price_seen=(await members.prices(db, me, {variant_id: offer}))[variant_id],
            title=offer.title,
            options=offer.options,
            picture=offer.picture,
            at=db.now,
        ),
    )


async def mine(db: Db, me: UUID) -> list[CartShop]:
    """My cart by shops, with what can be had now."""
    rows = await store_cart.of_person(db, me)
    offers = await market.offers(db, [row.variant_id for row in rows])
    prices = await members.prices(db, me, offers)
    free = await stock.free(db, [pool for one in offers.values() for pool in one.pools])
    merchants = list(dict.fromkeys(row.merchant_id for row in rows))
    fronts = await market.fronts(db, merchants)
    shops = await merchants_by_id(db, merchants)
    return [
        CartShop(
            one,
            fronts[one].sign if one in fronts else shops[one].name,
            fronts.get(one),
            [
                CartOffer(
                    row,
                    offers.get(row.variant_id),
                    left(offers.get(row.variant_id), free),
                    prices.get(row.variant_id),
                )
                for row in rows
                if row.merchant_id == one
            ],
        )
        for one in merchants
    ]


def left(offer: Offer | None, free: dict[UUID, int]) -> int:
    """How many of it all shelves have together."""
    return sum(free.get(pool, 0) for pool in offer.pools) if offer else 0


async def quote(
    db: Db,
    me: UUID,
    wanted: Sequence[WantedShop],
    recipient: Recipient,
    drives: ParcelDrives = NO_DRIVES,
) -> CartPriced:
    """The price of these goods now (minor units), with the coupons that take off most; holds
    nothing. Raises `Invalid`, `PresentNotOpen`, `NotForSale`, `FromOwnShop`, `ShopResting`,
    `NoDelivery`, `NoRightToBuy`, `RightToBuyOver`, `OverPurchaseLimit`, `OrderTermsChanged`,
    `OrderSoldOut`, `CouponNotUsable`.
    """
    _check(wanted, recipient)
    lines = [line for one in wanted for line in one.lines]
    named = {one.right_id for one in lines if one.right_id}
    rights = await store_rights.find(db, named) if named else {}
    asked = recipient.present_id
    known = await store_presents.find(db, [asked]) if asked else {}
    variants = {one.variant_id for one in lines}
    sending = {one.merchant_id for one in wanted if one.delivery != "pickup"}
    shelf = await shelves.read(db, variants, rights, known, [me], drives, sending=sending)
    full = _priced(db, me, wanted, recipient, shelf)
    refused = shelves.refusal(shelf, full, db.now)
    if refused is not None:
        raise refused
    await _check_left(db, full, shelf)
    goods = [_goods(*each) for each in zip(wanted, full.shops, strict=True)]
    found = await coupons.reckon(db, me, goods)
    made = replace(full, shops=[_lowered(one, found[one.merchant_id]) for one in full.shops])
    left = {each: one.left for each, one in found.items()}
    return CartPriced(made, quotes.seal(await quotes.secret(db), made), left)


def _goods(wanted: WantedShop, shop: QuoteShop) -> ShopGoods:
    goods = [Goods(line.variant_id, line.n, line.price) for line in shop.lines]
    # What a deposit was paid for costs what was agreed on then.
    return ShopGoods(shop.merchant_id, goods, [] if shop.deposit else wanted.coupons)


def _lowered(shop: QuoteShop, found: ShopReckoning) -> QuoteShop:
    made = found.reckoning
    lines = [replace(line, off=off) for line, off in zip(shop.lines, made.off, strict=True)]
    return replace(shop, lines=lines, coupons=made.used)


def _priced(
    db: Db, me: UUID, wanted: Sequence[WantedShop], recipient: Recipient, shelf: shelves.Shelves
) -> CartQuote:
    shops = []
    for one in wanted:
        lines = []
        for line in one.lines:
            if line.variant_id not in shelf.offers:
                raise NotForSale(variant_id=str(line.variant_id))
            priced = QuoteLine(line.variant_id, line.n, 0, right_id=line.right_id)
            price, paid = shelf.price(priced, me), shelf.deposit(priced)
            lines.append(replace(priced, price=price, deposit=paid))
        shop = QuoteShop(one.merchant_id, one.delivery, lines, one.note.strip())
        shop = replace(shop, coming=QuoteDelivery(point_id=one.point_id))
        comes = shelves.coming(shelf, shop, db.now) or shop.coming
        shops.append(replace(shop, coming=comes, terms=shelves.terms_of(shelf, shop)))
    currencies = {offer.currency for offer in shelf.offers.values()}
    if len(currencies) != 1:
        raise Invalid("All of it is paid in one currency.")
    return CartQuote(me, db.now, currencies.pop(), shops, recipient)


async def _check_left(db: Db, made: CartQuote, shelf: shelves.Shelves) -> None:
    lines = [line for shop in made.shops for line in shop.lines]
    free = await stock.free(db, [pool for line in lines for pool in shelf.pools(line)])
    for shop in made.shops:
        for line in shop.lines:
            there = sum(free.get(pool, 0) for pool in shelf.pools(line))
            if there < line.n and not line.deposit:
                raise OrderSoldOut(variant_id=str(line.variant_id), left=there)


def _check(wanted: Sequence[WantedShop], recipient: Recipient) -> None:
    variants = [line.variant_id for one in wanted for line in one.lines]
    merchants = [one.merchant_id for one in wanted]
    if not variants or len(variants) > MOST_ROWS or not all(one.lines for one in wanted):
        raise Invalid(f"Between 1 and {MOST_ROWS} things are bought at once.")
    if len(set(variants)) < len(variants) or len(set(merchants)) < len(merchants):
        raise Invalid("Each shop and each thing is named once.")
    if not all(1 <= line.n <= MOST_UNITS for one in wanted for line in one.lines):
        raise Invalid(f"Between 1 and {MOST_UNITS} of each.")
    if any(len(one.note) > LONGEST_NOTE for one in wanted):
        raise Invalid(f"A note has at most {LONGEST_NOTE} characters.")
    brought = any(one.delivery in ("own", "courier") for one in wanted)
    _check_recipient(recipient, brought=brought)


def _check_recipient(recipient: Recipient, *, brought: bool) -> None:
    if recipient.gift is not None:
        presents.checked_message(recipient.gift)
    if recipient.present_id is not None:
        return
    name, address = recipient.name.strip(), recipient.address.strip()
    if not 1 <= len(name) <= LONGEST_NAME or len(recipient.phone) > LONGEST_NAME:
        raise Invalid("Please say who gets it.")
    if len(address) > LONGEST_ADDRESS or (brought and not address and recipient.lat is None):
        raise Invalid("Please say where it shall be brought.")
    if (recipient.lat is None) != (recipient.lon is None):
        raise Invalid("A pin has a latitude and a longitude.", field="lat")
    if recipient.lat is not None and recipient.lon is not None:
        places.point_of(recipient.lat, recipient.lon)
