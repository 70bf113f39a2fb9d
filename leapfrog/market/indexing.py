"""The search knows what is for sale, in the transaction that changes it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog import stock
from leapfrog.kernel.db import Db
from leapfrog.market import store, store_items, store_search
from leapfrog.market.model import Front, Item, Variant
from leapfrog.market.pinning import pin_shops
from leapfrog.market.store_search import SearchRow
from leapfrog.market_categories import CATEGORIES
from leapfrog.places import Point
from leapfrog.search_words import found_by, pieces
from leapfrog.stock import PoolTurned

# What the owner of a pool is called for which the market asks.
OWNER = "market:variant:"


def lines_of(item: Item, variants: Sequence[Variant], sign: str) -> list[str]:
    """By what an item is found: the title first, in all languages; brand, shop, category, what can
    be chosen, what the shop tells of it, its numbers; and how the Chinese of it sounds.
    """
    category = CATEGORIES.get(item.category)
    names = [
        item.title,
        *(said.get("title", "") for said in item.texts.values()),
        item.brand,
        sign,
        *((category.en, category.zh) if category else ()),
        *(value for option in item.options for value in option.values),
        *item.attributes.values(),
        *(one.sku for one in variants),
        *(one.gtin.lstrip("0") for one in variants),
    ]
    return found_by([one for one in names if one])


def row_of(item: Item, variants: Sequence[Variant], front: Front, *, there: bool) -> SearchRow:
    """The row of an item for sale; `there`: some of it can be bought now."""
    lines = lines_of(item, variants, front.sign)
    at = None
    if front.lat is not None and front.lon is not None:
        at = Point(front.lat, front.lon).metres
    return SearchRow(
        item_id=item.id,
        merchant_id=item.merchant_id,
        category=item.category,
        kind=item.kind,
        pieces=pieces(lines),
        words="".join(f"\n{line}" for line in lines) + "\n",
        min_price=min(one.price for one in variants),
        in_stock=there,
        at=at,
        since=item.published_at or item.created_at,
        brand=item.brand,
    )


async def index_shop(db: Db, front: Front) -> None:
    """All that a shop has, as it is now, and where it is on the map."""
    await pin_shops(db, [front])
    if front.state == "open":
        await index(db, await store_items.live_ids(db, front.merchant_id))
    else:
        await store_search.forget_shops(db, [front.merchant_id])


async def index(db: Db, ids: Iterable[UUID]) -> None:
    """These items, as they are now; what is not for sale is found by nobody."""
    items = await store_items.items(db, ids)
    fronts = await store.fronts(db, {one.merchant_id for one in items.values()})
    variants = await store_items.variants(db, items)
    free = await free_units(db, [one.id for some in variants.values() for one in some])
    rows = [
        row_of(one, own, fronts[one.merchant_id], there=any(free.get(v.id) for v in own))
        for one in items.values()
        if one.state == "live" and fronts[one.merchant_id].state == "open"
        if (own := variants.get(one.id))
    ]
    await store_search.forget(db, set(items) - {row.item_id for row in rows})
    await store_search.put(db, rows)


async def free_units(db: Db, variants: Sequence[UUID]) -> dict[UUID, int]:
    """How many of each can be bought now, wherever they lie, without lots that have expired; those
    that nobody counted are missing.
    """
    stocked, today = await store_search.stocked(db, variants), db.now.date()
    pools = {
        key: [one.pool_id for one in some if one.expires_on is None or one.expires_on > today]
        for key, some in stocked.items()
    }
    return await free_of(db, pools)


async def free_of(db: Db, pools: Mapping[UUID, Sequence[UUID]]) -> dict[UUID, int]:
    """How many of each can be bought now, given the pools of each; as `free_units`."""
    free = await stock.free(db, [one for some in pools.values() for one in some])
    return {key: sum(free.get(pool, 0) for pool in some) for key, some in pools.items()}


async def stock_has_turned(db: Db, event: PoolTurned) -> None:
    """A reaction to stock: notes for the search whether an item can be bought or is sold out."""
    if not event.owner.startswith(OWNER):
        return
    item_id = await store_search.item_of_pool(db, event.pool_id)
    if item_id is None:
        return
    variants = (await store_items.variants(db, [item_id])).get(item_id, [])
    free = await free_units(db, [one.id for one in variants])
    await store_search.set_in_stock(db, item_id, any(free.values()))
