"""What she buys in the market, and sends for another's shop; all of it goes back before."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.http import Client
from tests.orders.goods import Shop, open_shop
from tests.pay.acts import confirmed, order
from tests.portability.life.parcels import parcels
from tests.portability.life.scene import Scene, marked


async def orders(scene: Scene) -> None:
    """She buys of Juma and calls it off; as his manager she sends what Cleo bought, who gets all
    her money back.
    """
    mara, juma, cleo = scene.mara, scene.juma, scene.cleo
    async with scene.town.database.transaction() as db:
        shop = await open_shop(db, UUID(juma.me["id"]), "Juma's market", {"Lamp": (100, 9)})
    role = f"/merchants/{shop.id}/cashiers/{mara.me['id']}"
    bought = await _bought(mara, shop, marked)
    await _asked(mara, bought, "cancel", marked("too dear"))
    ok(await mara.put(f"/cart/{shop.variants['Lamp']}", json={"n": 1}))
    ok(await juma.put(role, json={"role": "manager"}))
    sent = await _bought(cleo, shop, str)
    ok(await mara.put(f"/orders/{sent}/shipments/{new_id()}", json={}))
    await _asked(mara, sent, "gift", marked("a gift"))
    await parcels(scene, shop)
    await scene.settle()


async def _bought(buyer: Client, shop: Shop, mark: Callable[[str], str]) -> str:
    wanted = {
        "merchant_id": str(shop.id),
        "delivery": "own",
        "lines": [{"variant_id": str(shop.variants["Lamp"]), "n": 1}],
        "note": mark("ring twice"),
    }
    body: dict[str, Any] = {"shops": [wanted], "name": mark("name"), "phone": mark("112")}
    quoted = ok(await buyer.post("/orders/quotes", json=body | {"address": mark("blue door")}))
    made = new_id()
    token = await confirmed(buyer, order("order", made, quoted["digest"], quoted["total"]))
    paid = {"quote": quoted["quote"], "confirmation": token}
    return str(ok(await buyer.put(f"/orders/payments/{made}", json=paid))["orders"][0]["id"])


async def _asked(who: Client, order_id: str, kind: str, text: str) -> None:
    body = {"kind": kind, "units": [{"no": 0, "n": 1}], "text": text}
    ok(await who.put(f"/orders/{order_id}/cases/{new_id()}", json=body))
