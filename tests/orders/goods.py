"""A shop with goods on its shelves, opened through the front doors."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.market import FrontWishes, NewItem, NewVariant, StockChange
from leapfrog.till import ShopChanges

AT_PIER = (-1.2921, 36.8219)


class Shop(msgspec.Struct, frozen=True):
    """A shop, who owns it, and its variants by their titles."""

    id: UUID
    owner: UUID
    variants: Mapping[str, UUID]


async def open_shop(
    db: Db,
    owner: UUID,
    name: str,
    goods: Mapping[str, tuple[int, int]],
    front: Mapping[str, Any] = {},
    variant: Mapping[str, Any] = {},
) -> Shop:
    """`goods`: (price in minor units, units on the shelf) by title."""
    shop = new_id()
    await till.open_shop(db, owner, shop, ShopChanges(name=name))
    lat, lon = AT_PIER
    wishes = FrontWishes(**{"sign": name, "pickup": True, "lat": lat, "lon": lon, **front})
    await market.put_front(db, owner, shop, wishes)
    await market.set_front_state(db, owner, shop, "open")
    variants = {}
    for title, (price, units) in goods.items():
        item, one = new_id(), new_id()
        variants_of = [NewVariant(id=one, price=price, **variant)]
        new = NewItem(title=title, variants=variants_of, body="Made here.", category="food/grain")
        await market.put_item(db, owner, item, shop, new)
        if units:
            await market.change_stock(db, owner, StockChange(new_id(), one, "receive", units))
        await market.publish(db, owner, item, "live")
        variants[title] = one
    return Shop(shop, owner, variants)


async def reprice(db: Db, shop: Shop, title: str, price: int) -> None:
    """One of the goods costs something else from now on."""
    one = shop.variants[title]
    offer = (await market.offers(db, [one]))[one]
    await market.put_variant(db, shop.owner, offer.item_id, NewVariant(id=one, price=price))
