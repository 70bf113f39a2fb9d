"""The market's answers: items as buyers see them, and as those see them who sell them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.market import (
    finding,
    indexing,
    items,
    prices,
    shops,
    stocking,
    store,
    store_items,
    store_members,
)
from leapfrog.market.member_model import CostPart, PublishedCosts, margin_of
from leapfrog.market.model import (
    Contents,
    Front,
    FrontState,
    Item,
    ItemKind,
    ItemOption,
    ItemPicture,
    ItemState,
    PriceChange,
    ReturnPayer,
    TaxClass,
    Variant,
)
from leapfrog.market.store_search import SearchFilters, SearchHit, SearchWindow

# The rule looks so far back.
HISTORY = prices.LONGEST_REDUCTION + prices.MONTH + timedelta(days=1)
A_FEW = 5


class PictureShown(msgspec.Struct, frozen=True):
    """`url` is the whole of it, `small` the middle square; width and height of the whole."""

    id: UUID
    url: str
    small: str
    width: int
    height: int
    alt: str


class VariantShown(msgspec.Struct, frozen=True):
    """A variant as buyers see it, in minor units. `before`: the lowest price of the 30 days before
    it was reduced; `list_price`: the maker's. `left`: how many there are, where these are few;
    `unit_price`: what a kilogram, litre, metre or piece of it costs; `member_price`: what members
    of the shop pay; `costs`: what the shop says the price is made of, and the `margin` that is left
    where it says all of it.
    """

    id: UUID
    options: list[str]
    price: int
    before: int | None
    list_price: int | None
    contents: Contents | None
    unit_price: int | None
    in_stock: bool
    left: int | None
    picture: UUID | None
    no_withdrawal: bool
    weight_g: int | None
    purchase_limit: int | None
    sku: str
    gtin: str
    member_price: int | None
    costs: list[CostPart]
    margin: int | None


class FrontShown(msgspec.Struct, frozen=True):
    """The front of a shop as buyers see it; `legal`: who a trader is, empty for a private person;
    `verified_brand`: which the town has verified it to be.
    """

    merchant_id: UUID
    sign: str
    about: str
    hours: str
    place_id: str | None
    lat: float | None
    lon: float | None
    state: FrontState
    ships_within: int
    returns_days: int
    return_payer: ReturnPayer
    trader: bool
    pickup: bool
    legal: dict[str, str]
    currency: str
    opened_at: datetime | None
    picture_url: str | None
    verified_brand: str | None


class ItemForSale(msgspec.Struct, frozen=True):
    """An item for sale, with all its variants, and who sells it."""

    id: UUID
    title: str
    body: str
    category: str
    brand: str
    kind: ItemKind
    tax_class: TaxClass
    options: list[ItemOption]
    attributes: dict[str, str]
    texts: dict[str, dict[str, str]]
    currency: str
    pictures: list[PictureShown]
    variants: list[VariantShown]
    shop: FrontShown
    published_at: datetime | None


class ItemSummary(msgspec.Struct, frozen=True):
    """An item in a list: what its cheapest variant costs, and whether others cost more;
    `verified_brand`: which the town has verified its shop to be.
    """

    id: UUID
    merchant_id: UUID
    title: str
    titles: dict[str, str]
    sign: str
    price: int
    before: int | None
    varies: bool
    currency: str
    kind: ItemKind
    category: str
    in_stock: bool
    picture: PictureShown | None
    metres: float | None = None
    verified_brand: str | None = None


class OwnVariant(VariantShown, frozen=True, kw_only=True):
    """The same as those see it who sell it: what it costs them; `units`: how many lie at the shop,
    sold ones that were not sent among them; `free`: how many can be bought, wherever they lie.
    """

    cost: int | None
    units: int
    free: int


class OwnItem(msgspec.Struct, frozen=True):
    """An item as those see it who sell it, in whatever state."""

    id: UUID
    merchant_id: UUID
    state: ItemState
    title: str
    body: str
    category: str
    brand: str
    kind: ItemKind
    tax_class: TaxClass
    options: list[ItemOption]
    attributes: dict[str, str]
    texts: dict[str, dict[str, str]]
    handle: str
    currency: str
    pictures: list[PictureShown]
    variants: list[OwnVariant]
    changed_at: datetime


class ItemParts(msgspec.Struct, frozen=True):
    """All that is shown of some items, each kind read once."""

    variants: dict[UUID, list[Variant]]
    pictures: dict[UUID, list[ItemPicture]]
    history: dict[UUID, list[PriceChange]]
    free: dict[UUID, int]
    fronts: dict[UUID, Front]
    member_prices: dict[UUID, int]
    costs: dict[UUID, PublishedCosts]


async def parts_of(db: Db, of: Sequence[Item]) -> ItemParts:
    """What is shown of these, price and stock as they are now."""
    ids = [one.id for one in of]
    variants = await store_items.variants(db, ids)
    known = [one.id for some in variants.values() for one in some]
    return ItemParts(
        variants=variants,
        pictures=await store_items.pictures(db, ids),
        history=await store_items.prices(db, known, db.now - HISTORY),
        free=await indexing.free_units(db, known),
        fronts=await store.fronts(db, {one.merchant_id for one in of}),
        member_prices=await store_members.prices(db, known),
        costs=await store_members.costs(db, known),
    )


def picture_shown(one: ItemPicture) -> PictureShown:
    """A picture of an item with the URLs under which it is served."""
    whole, small = avatar_url(one.sha256) or "", avatar_url(one.small) or ""
    return PictureShown(one.id, whole, small, one.width, one.height, one.alt)


def variant_shown(one: Variant, parts: ItemParts, now: datetime) -> VariantShown:
    free = parts.free.get(one.id, 0)
    costs = parts.costs[one.id].parts if one.id in parts.costs else []
    members = parts.member_prices.get(one.id)
    return VariantShown(
        id=one.id,
        options=one.options,
        price=one.price,
        before=prices.reference_price(parts.history.get(one.id, []), now),
        list_price=one.list_price,
        contents=one.contents,
        unit_price=prices.unit_price(one.price, one.contents),
        in_stock=free > 0,
        left=free if 0 < free <= A_FEW else None,
        picture=one.picture,
        no_withdrawal=one.no_withdrawal,
        weight_g=one.weight_g,
        purchase_limit=one.purchase_limit,
        sku=one.sku,
        gtin=one.gtin,
        member_price=members if members is not None and members < one.price else None,
        costs=costs,
        margin=margin_of(one.price, costs),
    )


async def items_shown(db: Db, of: Sequence[Item]) -> list[ItemForSale]:
    """Items for sale as buyers see them."""
    parts = await parts_of(db, of)
    sellers = {one.merchant_id: one for one in await fronts_shown(db, parts.fronts.values())}
    return [_item_shown(one, parts, sellers[one.merchant_id], db.now) for one in of]


def _item_shown(one: Item, parts: ItemParts, shop: FrontShown, now: datetime) -> ItemForSale:
    return ItemForSale(
        id=one.id,
        title=one.title,
        body=one.body,
        category=one.category,
        brand=one.brand,
        kind=one.kind,
        tax_class=one.tax_class,
        options=one.options,
        attributes=one.attributes,
        texts=one.texts,
        currency=shop.currency,
        pictures=[picture_shown(p) for p in parts.pictures.get(one.id, [])],
        variants=[variant_shown(v, parts, now) for v in parts.variants.get(one.id, [])],
        shop=shop,
        published_at=one.published_at,
    )


async def items_in_small(db: Db, ids: Sequence[UUID]) -> list[ItemSummary]:
    """Those of these items that are for sale, as in a list, in their order."""
    return await summaries(db, [SearchHit(one, None) for one in ids])


async def summaries(db: Db, hits: Sequence[SearchHit]) -> list[ItemSummary]:
    """Found items as in a list, as they are now; what is not for sale any more is left out."""
    found = await store_items.items(db, [one.item_id for one in hits])
    live = [one for one in found.values() if one.state == "live"]
    parts = await parts_of(db, live)
    metres = {one.item_id: one.metres for one in hits}
    return [
        _summary(found[one.item_id], parts, metres[one.item_id], db.now)
        for one in hits
        if one.item_id in found and found[one.item_id].state == "live"
        if parts.variants.get(one.item_id)
    ]


def _summary(one: Item, parts: ItemParts, metres: float | None, now: datetime) -> ItemSummary:
    front, variants = parts.fronts[one.merchant_id], parts.variants[one.id]
    shown = [variant_shown(v, parts, now) for v in variants]
    cheapest = min(shown, key=lambda v: (not v.in_stock, v.price))
    pictures = parts.pictures.get(one.id)
    return ItemSummary(
        id=one.id,
        merchant_id=one.merchant_id,
        title=one.title,
        titles={key: said["title"] for key, said in one.texts.items() if said.get("title")},
        sign=front.sign,
        price=cheapest.price,
        before=cheapest.before,
        varies=any(v.price != cheapest.price for v in shown),
        currency=front.currency,
        kind=one.kind,
        category=one.category,
        in_stock=any(v.in_stock for v in shown),
        picture=picture_shown(pictures[0]) if pictures else None,
        metres=metres,
        verified_brand=front.brand_at(now),
    )


async def own_items(db: Db, of: Sequence[Item]) -> list[OwnItem]:
    """Items as those see them who sell them."""
    parts = await parts_of(db, of)
    shops_of = {v.id: one.merchant_id for one in of for v in parts.variants.get(one.id, [])}
    there = await stocking.at_shop(db, shops_of)
    # As it was set: also without a rule for members, or above the price of a campaign.
    stored = await store_members.stored_prices(db, shops_of)
    kept = msgspec.structs.replace(parts, member_prices=stored)
    return [_own_item(one, kept, there, db.now) for one in of]


def _own_item(one: Item, parts: ItemParts, there: Mapping[UUID, int], now: datetime) -> OwnItem:
    return OwnItem(
        id=one.id,
        merchant_id=one.merchant_id,
        state=one.state,
        title=one.title,
        body=one.body,
        category=one.category,
        brand=one.brand,
        kind=one.kind,
        tax_class=one.tax_class,
        options=one.options,
        attributes=one.attributes,
        texts=one.texts,
        handle=one.handle,
        currency=parts.fronts[one.merchant_id].currency,
        pictures=[picture_shown(p) for p in parts.pictures.get(one.id, [])],
        variants=[
            _own_variant(v, parts, there.get(v.id, 0), now) for v in parts.variants.get(one.id, [])
        ],
        changed_at=one.changed_at,
    )


def _own_variant(one: Variant, parts: ItemParts, units: int, now: datetime) -> OwnVariant:
    shown = msgspec.structs.asdict(variant_shown(one, parts, now))
    shown["member_price"] = parts.member_prices.get(one.id)
    return OwnVariant(**shown, cost=one.cost, units=units, free=parts.free.get(one.id, 0))


async def fronts_shown(db: Db, fronts: Iterable[Front]) -> list[FrontShown]:
    """Fronts as buyers see them."""
    there = list(fronts)
    known = await till.merchants_by_id(db, [one.merchant_id for one in there])
    return [front_shown(one, known[one.merchant_id].picture, db.now) for one in there]


def front_shown(one: Front, picture: bytes | None, now: datetime) -> FrontShown:
    kept = {name: getattr(one, name) for name in FRONT_FIELDS}
    legal = one.legal if one.trader else {}
    mark = one.brand_at(now)
    return FrontShown(
        **{**kept, "legal": legal}, picture_url=avatar_url(picture), verified_brand=mark
    )


FRONT_FIELDS = tuple(
    name for name in FrontShown.__struct_fields__ if name in Front.__struct_fields__
)


async def fronts_of(db: Db, merchants: Iterable[UUID]) -> list[FrontShown]:
    """The fronts, as shown, of those of these shops that have one, in whatever state."""
    return await fronts_shown(db, (await store.fronts(db, merchants)).values())


async def item_for_sale(db: Db, item_id: UUID) -> ItemForSale:
    """An item as buyers see it. Raises `NoItem`."""
    [shown] = await items_shown(db, [await items.item(db, item_id)])
    return shown


async def front_of(db: Db, merchant_id: UUID) -> FrontShown:
    """The front of a shop as buyers see it. Raises `NoFront`."""
    [shown] = await fronts_shown(db, [await shops.front(db, merchant_id)])
    return shown


async def newest(db: Db, merchant_id: UUID | None, limit: int) -> list[ItemSummary]:
    """The newest items for sale, of one shop or all (None), at most `limit`."""
    filters = SearchFilters(merchant_id=merchant_id)
    found = await finding.search(db, "", filters, SearchWindow("newest", None, limit, 0))
    return await summaries(db, found.hits)
