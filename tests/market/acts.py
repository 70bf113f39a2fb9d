"""What happens in the market, in one line each."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.market import CampaignWishes, put_campaign
from tests.http import Client
from tests.pay.acts import befriend, ok
from tests.samples import jpeg

__all__ = ["Market", "befriend", "declared", "fill", "found", "ok", "opened", "put_item", "sells"]

BOOK = {"title": "Birds of the Lake", "category": "books/nature", "body": "With 120 drawings."}


class Market(msgspec.Struct, frozen=True):
    """A shop that sells: its owner, a manager and a cashier of it, who buys, and the owner of
    another shop.
    """

    shop: str
    other: str
    owner: Client
    manager: Client
    cashier: Client
    buyer: Client
    rival: Client


def variant(price: int = 1_200, *options: str, **more: Any) -> dict[str, Any]:
    """A variant as a client writes it."""
    return {"id": str(new_id()), "price": price, "options": [*options], **more}


async def opened(owner: Client, sign: str = "Lakeside Books", **more: Any) -> str:
    """A shop with an open front; answers its id."""
    shop = str(new_id())
    ok(await owner.put(f"/merchants/{shop}", json={"name": sign}))
    ok(await owner.put(f"/market/fronts/{shop}", json={"sign": sign, **more}))
    ok(await owner.put(f"/market/fronts/{shop}/state", json={"state": "open"}))
    return shop


async def declared(
    town: Town, market: Market, after: timedelta = timedelta(days=1), made: str | None = None
) -> str:
    """Campaign days: tomorrow unless told, for a day; or those moved there."""
    begins = town.database.clock.now() + after
    wanted = CampaignWishes("Eleven Lamps", begins, begins + timedelta(days=1))
    made = made or str(new_id())
    async with town.database.transaction() as db:
        await put_campaign(db, UUID(market.owner.me["id"]), UUID(made), wanted)
    return made


async def put_item(owner: Client, shop: str, **more: Any) -> Any:
    """An item as a draft; answers it as its shop sees it."""
    body = {"merchant_id": shop, "variants": [variant()], **BOOK, **more}
    return ok(await owner.put(f"/market/items/{new_id()}", json=body))


async def sells(owner: Client, shop: str, units: int = 5, **more: Any) -> Any:
    """An item that is for sale, with a picture, so many of each variant; answers it."""
    made = await put_item(owner, shop, **more)
    path = f"/market/items/{made['id']}"
    ok(await owner.put(f"{path}/pictures/{new_id()}?alt=Cover", content=jpeg((400, 300))))
    for one in made["variants"]:
        await fill(owner, one["id"], units)
    return ok(await owner.put(f"{path}/publication", json={"state": "live"}))


async def fill(owner: Client, variant_id: str, units: int, why: str = "count") -> Any:
    """So many of a variant are at the shop."""
    body = {"variant_id": variant_id, "why": why, "units": units}
    return ok(await owner.put(f"/market/stock-moves/{new_id()}", json=body))


async def found(one: Client, q: str = "", **more: Any) -> list[str]:
    """The titles of what is found."""
    answer = ok(await one.get("/market/search", params={"q": q, **more}))
    return [item["title"] for item in answer["items"]]


def ids_of(item: Any) -> list[UUID]:
    """The ids of an item's variants."""
    return [UUID(one["id"]) for one in item["variants"]]
