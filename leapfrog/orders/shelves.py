"""What is for sale, as far as some people want to buy it: read once for all of them, then looked at
without the database.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import market, parcels, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.market import Front, Offer, Warehouse
from leapfrog.orders import members
from leapfrog.orders.errors import (
    FromOwnShop,
    NoDelivery,
    NoRightToBuy,
    NotForSale,
    OrderPriceChanged,
    OrderSoldOut,
    OrderTermsChanged,
    OverPurchaseLimit,
    PresentNotOpen,
    RightToBuyOver,
    ShopResting,
)
from leapfrog.orders.model import BuyingRight
from leapfrog.orders.present_model import Present
from leapfrog.orders.quotes import CartQuote, QuoteDelivery, QuoteLine, QuoteShop, Recipient
from leapfrog.parcel_sizes import ParcelSize, size_by_weight
from leapfrog.parcels import NO_DRIVES, AgreedDelivery, ParcelDrives, ShopWays
from leapfrog.places import Point, nearest
from leapfrog.till import Merchant

NO_RIGHTS: Mapping[UUID, BuyingRight] = {}
NO_PRESENTS: Mapping[UUID, Present] = {}


class Shelves(msgspec.Struct, frozen=True):
    """Offers by variant, and of their shops the front, the accounts, who works there, and the ways
    in which these send; rights to buy and presents by their ids; which (shop, person) of those that
    were asked about are members; and their warehouses.
    """

    offers: Mapping[UUID, Offer]
    fronts: Mapping[UUID, Front]
    shops: Mapping[UUID, Merchant]
    staff: Mapping[UUID, set[UUID]]
    ways: ShopWays
    rights: Mapping[UUID, BuyingRight] = {}
    presents: Mapping[UUID, Present] = {}
    members: frozenset[tuple[UUID, UUID]] = frozenset()
    warehouses: Mapping[UUID, list[Warehouse]] = {}

    def recipient(self, quote: CartQuote) -> Recipient:
        """Who gets it, and where: of a present as its receiver said it."""
        to = quote.recipient
        said = self.presents.get(to.present_id) if to.present_id else None
        if said is None:
            return to
        where = {"name": said.name, "phone": said.phone, "address": said.address}
        return replace(to, **where, lat=said.lat, lon=said.lon)

    def price(self, line: QuoteLine, buyer_id: UUID) -> int:
        """What one unit costs somebody now: with a right to buy what that says, else the lower one
        of the price for all and that for members.
        """
        right = self.rights.get(line.right_id) if line.right_id else None
        return right.price if right else self.price_of(line.variant_id, buyer_id)

    def price_of(self, variant_id: UUID, buyer_id: UUID) -> int:
        """What one unit costs somebody without a right."""
        offer = self.offers[variant_id]
        is_member = (offer.merchant_id, buyer_id) in self.members
        return members.price_of(offer, is_member=is_member)

    def deposit(self, line: QuoteLine) -> int:
        """What of a line was paid before, with the right to buy it."""
        right = self.rights.get(line.right_id) if line.right_id else None
        return right.deposit if right else 0

    def pools(self, line: QuoteLine) -> list[UUID]:
        """Which pools can give it."""
        right = self.rights.get(line.right_id) if line.right_id else None
        return [right.pool_id] if right else self.offers[line.variant_id].pools

    def by_distance(self, merchant_id: UUID, delivery: AgreedDelivery | None) -> list[UUID]:
        """The warehouses of a shop, the nearest first to whoever gets it; for what is fetched the
        shop itself is the first.
        """
        places = {
            one.id: Point(one.lat, one.lon) if one.lat is not None and one.lon is not None else None
            for one in self.warehouses.get(merchant_id, [])
        }
        to = delivery and self._goes_to(delivery)
        return nearest(places, to or None)

    def _goes_to(self, delivery: AgreedDelivery) -> Point | None:
        point = self.ways.point(delivery.point_id)
        if point is not None:
            return Point(point.lat, point.lon)
        if delivery.lat is None or delivery.lon is None:
            return None
        return Point(delivery.lat, delivery.lon)


async def read(
    db: Db,
    variants: Iterable[UUID],
    rights: Mapping[UUID, BuyingRight] = NO_RIGHTS,
    presents: Mapping[UUID, Present] = NO_PRESENTS,
    buyers: Iterable[UUID] = (),
    drives: ParcelDrives = NO_DRIVES,
    *,
    sending: Collection[UUID],
) -> Shelves:
    """What of these variants is for sale now, for these buyers; how it comes of those shops that
    are `sending`.
    """
    offers = await market.offers(db, list(variants))
    merchants = {offer.merchant_id for offer in offers.values()}
    lowered = {one.merchant_id for one in offers.values() if one.member_price is not None}
    pairs = [(one, buyer) for one in lowered for buyer in buyers]
    return Shelves(
        offers=offers,
        fronts=await market.fronts(db, list(merchants)),
        shops=await till.merchants_by_id(db, merchants),
        staff=await till.shop_staff(db, merchants),
        ways=await parcels.read_ways(db, merchants & {*sending}, drives),
        rights=rights,
        presents=presents,
        members=frozenset(await members.of_pairs(db, pairs)),
        warehouses=await _warehouses(db, offers),
    )


async def _warehouses(db: Db, offers: Mapping[UUID, Offer]) -> dict[UUID, list[Warehouse]]:
    """Those of the shops of which something lies at several places: for others there is nothing to
    choose.
    """
    several = {one.merchant_id for one in offers.values() if len({*one.places}) > 1}
    found: dict[UUID, list[Warehouse]] = {}
    for one in await market.warehouses_of(db, several) if several else []:
        found.setdefault(one.merchant_id, []).append(one)
    return found


def coming(shelves: Shelves, shop: QuoteShop, now: datetime) -> QuoteDelivery | None:
    """What it costs that it comes, and by when; None: the shop does not send in that way, or the
    point has no room, or the locker no compartment for so much.
    """
    if shop.delivery == "pickup":
        return QuoteDelivery()
    point, size = shop.coming.point_id, _size(shelves, shop)
    found = shelves.ways.choice(shop.merchant_id, shop.delivery, point, now, size)
    if found is None:
        return None
    by = found.promised_at
    return QuoteDelivery(found.price, found.fee, found.promised_for, found.point_id, by)


def _size(shelves: Shelves, shop: QuoteShop) -> ParcelSize | None:
    """Of the parcel that these goods are, by what the shop says that they weigh."""
    offers = [(shelves.offers.get(line.variant_id), line.n) for line in shop.lines]
    known = sum(n * (one.weight_g or 0) for one, n in offers if one)
    return size_by_weight(known or None)


def refusal(shelves: Shelves, quote: CartQuote, now: datetime) -> Problem | None:
    """Why this cannot be bought as it was quoted: `PresentNotOpen`, `NotForSale`, `FromOwnShop`,
    `ShopResting`, `NoDelivery`, `NoRightToBuy`, `RightToBuyOver`, `OverPurchaseLimit`,
    `OrderSoldOut`, `OrderPriceChanged`, `OrderTermsChanged`.
    """
    asked = quote.recipient.present_id
    if asked is not None:
        present = shelves.presents.get(asked)
        mine = present is not None and present.buyer_id == quote.person_id
        if present is None or not mine or not present.is_open(now):
            state = present.state if present and mine else None
            return PresentNotOpen(present_id=str(asked), state=state)
    for shop in quote.shops:
        refused = _of_shop(shelves, quote, shop) or _by_right(shelves, quote.person_id, shop, now)
        if refused is not None:
            return refused
    return None


def _of_shop(shelves: Shelves, quote: CartQuote, shop: QuoteShop) -> Problem | None:
    for line in shop.lines:
        offer = shelves.offers.get(line.variant_id)
        if offer is None or offer.merchant_id != shop.merchant_id:
            return NotForSale(variant_id=str(line.variant_id))
    front, merchant = shelves.fronts.get(shop.merchant_id), shelves.shops.get(shop.merchant_id)
    named = {"merchant_id": str(shop.merchant_id)}
    if front is None or merchant is None or merchant.closed_at is not None:
        return ShopResting(**named)
    if quote.person_id in shelves.staff.get(shop.merchant_id, ()):
        return FromOwnShop(**named)
    if front.state not in ("open", "limited"):
        return ShopResting(**named)
    if shop.delivery == "pickup" and not front.pickup:
        return NoDelivery(**named)
    comes = coming(shelves, shop, quote.at)
    if comes is None:
        return NoDelivery(**named)
    if (comes.price, comes.fee) != (shop.coming.price, shop.coming.fee):
        return OrderTermsChanged(**named)
    for line in shop.lines:
        refused = _of_line(shelves, line, quote.person_id)
        if refused is not None:
            return refused
    return OrderTermsChanged(**named) if shop.terms != terms_of(shelves, shop) else None


def _by_right(shelves: Shelves, buyer: UUID, shop: QuoteShop, now: datetime) -> Problem | None:
    """Why the buyer has no right to buy something for which there must be one."""
    for line in shop.lines:
        if line.right_id is None:
            continue
        named = {"variant_id": str(line.variant_id)}
        right = shelves.rights.get(line.right_id)
        if right is None or right.person_id != buyer or right.variant_id != line.variant_id:
            return NoRightToBuy(**named)
        if not right.is_open(now):
            return RightToBuyOver(**named)
        if line.n != 1:
            return OverPurchaseLimit(**named, most=1)
        if right.trade_id and (len(shop.lines) > 1 or line.off or line.deposit != right.deposit):
            # Its order has begun with the deposit: it is of this alone.
            return OrderTermsChanged(merchant_id=str(shop.merchant_id))
    return None


def terms_of(shelves: Shelves, shop: QuoteShop) -> str:
    """A hash of what an order keeps beside prices: whether a trader sells, until when it is sent
    and taken back, what the goods are called. What is not on the shelves is refused elsewhere.
    """
    front = shelves.fronts.get(shop.merchant_id)
    offers = [shelves.offers[line.variant_id] for line in shop.lines]
    said = [
        front and [front.trader, front.returns_days, front.ships_within],
        [[one.title, one.options, one.no_withdrawal] for one in offers],
    ]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _of_line(shelves: Shelves, line: QuoteLine, buyer_id: UUID) -> Problem | None:
    offer = shelves.offers[line.variant_id]
    variant = str(line.variant_id)
    if offer.purchase_limit is not None and line.n > offer.purchase_limit:
        return OverPurchaseLimit(variant_id=variant, most=offer.purchase_limit)
    if not shelves.pools(line):
        # Each lot of it has expired.
        return OrderSoldOut(variant_id=variant, left=0)
    price = shelves.price(line, buyer_id)
    if price != line.price:
        return OrderPriceChanged(variant_id=variant, old=line.price, new=price)
    return None
