"""What people do with reviews, in one line each."""

from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from tests.http import Client
from tests.orders.acts import Fair, ok


async def received(fair: Fair, **goods: int) -> Any:
    """An order of the kitchen that Amina has got, as its page shows it."""
    [made] = await fair.bought(fair.wanted(fair.kitchen, **goods))
    await fair.send(made["id"])
    return ok(await fair.amina.put(f"/orders/{made['id']}/confirmation"))


def about(order: Any, no: int = 0, **said: Any) -> dict[str, Any]:
    """The body of a review of a line of an order."""
    item = order["lines"][no]["item_id"]
    return {"order_id": order["id"], "item_id": item, "stars": 4, "text": "Good", **said}


async def review(who: Client, body: Any, review_id: Any = None) -> httpx.Response:
    return await who.put(f"/reviews/{review_id or new_id()}", json=body)


async def of_item(who: Client, item: str, sort: str = "helpful") -> Any:
    return ok(await who.get(f"/market/items/{item}/reviews?sort={sort}"))
