"""How somebody buys a lamp of Juma's."""

from collections.abc import Callable
from typing import Any

from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.http import Client
from tests.orders.goods import Shop
from tests.pay.acts import confirmed, order


async def bought(
    buyer: Client, shop: Shop, mark: Callable[[str], str], more: Any = None, **way: str
) -> str:
    """The id of an order that was paid; `mark`: what is written has it; `more`: what is told of it
    beside; `way`: how it comes.
    """
    wanted = {
        "merchant_id": str(shop.id),
        "delivery": "own",
        "lines": [{"variant_id": str(shop.variants["Lamp"]), "n": 1}],
        "note": mark("ring twice"),
        **way,
    }
    body: dict[str, Any] = {"shops": [wanted], "name": mark("name"), "phone": mark("112")}
    body |= {"address": mark("blue door")} | (more or {})
    quoted = ok(await buyer.post("/orders/quotes", json=body))
    made = new_id()
    token = await confirmed(buyer, order("order", made, quoted["digest"], quoted["total"]))
    paid = {"quote": quoted["quote"], "confirmation": token}
    return str(ok(await buyer.put(f"/orders/payments/{made}", json=paid))["orders"][0]["id"])
