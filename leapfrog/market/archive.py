"""The market's record sets: the fronts of a person's own shops, and all that these sell."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel import files
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.market import store, store_desk, store_items, store_members, store_search
from leapfrog.market.model import Item
from leapfrog.market.pinning import unpin_shops

PAGE = 100


async def export_fronts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record a front, with where its goods lie."""
    shops = await till.shops_owned(db, person_id)
    found = await store.fronts(db, shops)
    for one in found.values():
        lie = await store.warehouses(db, [one.merchant_id])
        named = [{"id": w.id, "name": w.name, "lat": w.lat, "lon": w.lon} for w in lie]
        yield {**msgspec.to_builtins(one), "warehouses": msgspec.to_builtins(named)}


async def erase_fronts(db: Db, person_id: UUID) -> int:
    """They are closed for good, and what they said is forgotten."""
    shops = await till.shops_owned(db, person_id)
    await unpin_shops(db, shops)
    return await store.close(db, shops)


async def export_follows(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The shops that the person follows, by their names here."""
    found = await store_members.of_person(db, person_id)
    fronts = await store.fronts(db, [one.merchant_id for one in found])
    for one in found:
        yield {
            "merchant_id": str(one.merchant_id),
            "sign": fronts[one.merchant_id].sign,
            "news": one.news,
            "at": one.at.isoformat(),
        }


async def erase_follows(db: Db, person_id: UUID) -> int:
    """Whom they follow, and of their own shops who follows these and what was published of
    prices.
    """
    gone = await store_members.forget_person(db, person_id)
    return gone + await store_members.forget_shops(db, await till.shops_owned(db, person_id))


async def export_items(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record an item, with its variants, what they cost when, and its pictures."""
    for shop in await till.shops_owned(db, person_id):
        page = await store_items.of_shop(db, shop, None, Position(), PAGE)
        while page:
            for record in await _records(db, page):
                yield record
            last = Position(page[-1].created_at, page[-1].id)
            page = await store_items.of_shop(db, shop, None, last, PAGE)


async def _records(db: Db, items: list[Item]) -> list[Record]:
    ids = [one.id for one in items]
    variants = await store_items.variants(db, ids)
    pictures = await store_items.pictures(db, ids)
    every = [v.id for some in variants.values() for v in some]
    prices = await store_items.all_prices(db, every)
    lower = await store_members.stored_prices(db, every)
    costs = await store_members.costs(db, every)
    return [
        {
            **msgspec.to_builtins(one),
            "variants": [
                {
                    **msgspec.to_builtins(v),
                    "member_price": lower.get(v.id),
                    "costs": msgspec.to_builtins(costs[v.id].parts) if v.id in costs else [],
                    "prices": [
                        {"at": p.at.isoformat(), "price": p.price, "why": p.why}
                        for p in prices.get(v.id, [])
                    ],
                }
                for v in variants.get(one.id, [])
            ],
            "pictures": [
                {
                    "id": str(p.id),
                    "alt": p.alt,
                    "sha256": p.sha256.hex(),
                    "media_type": "image/webp",
                }
                for p in pictures.get(one.id, [])
            ],
        }
        for one in items
    ]


async def erase_items(db: Db, person_id: UUID) -> int:
    """What is for sale in the person's own shops is taken away, and what was said of it; numbers
    and prices stay for those who bought.
    """
    shops = await till.shops_owned(db, person_id)
    await store_desk.forget_by(db, person_id)
    await store_search.forget_shops(db, shops)
    pictures = await store_items.forget(db, shops)
    await files.forget(db, await files.disown_several(db, pictures))
    return len(pictures)


# A shop is a place in this town: somewhere else it is opened anew, with its catalogue brought as a
# file.
RECORD_SETS = (
    RecordSet("market_fronts", export_fronts, None, erase_fronts),
    RecordSet("market_items", export_items, None, erase_items),
    RecordSet("market_follows", export_follows, None, erase_follows),
)
