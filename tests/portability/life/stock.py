"""What she does in the stock of a shop that she manages."""

from typing import Any

from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.orders.goods import Shop
from tests.portability.life.scene import Scene


async def stock_of(scene: Scene, shop: Shop) -> None:
    """She counts, moves, orders and receives as Juma's manager, and begins to fetch nothing."""
    mara, path = scene.mara, f"/merchants/{shop.id}"
    lamp = str(shop.variants["Lamp"])
    wish = {"low_water": 1, "cost": 50}
    ok(await mara.put(f"{path}/stock/{lamp}", json=wish))
    barn = str(new_id())
    place: dict[str, Any] = {"merchant_id": str(shop.id), "name": "Barn"}
    there = ok(await mara.put(f"/market/warehouses/{barn}", json=place))["warehouses"]
    home = there[0]["id"]
    ok(await mara.put(f"{path}/stock/{lamp}", json=wish | {"shelves": {home: "A"}}))
    moved, line = new_id(), {"variant_id": lamp, "n": 1}
    body = {"from_id": home, "to_id": barn, "lines": [line]}
    ok(await mara.put(f"{path}/stock-transfers/{moved}", json=body))
    ok(await mara.put(f"{path}/stock-transfers/{moved}/arrival", json={}))
    counted = {"warehouse_id": barn, "lines": [line]}
    ok(await mara.put(f"{path}/stock-counts/{new_id()}", json=counted))
    supplier, order = new_id(), new_id()
    ok(await mara.put(f"{path}/suppliers/{supplier}", json={"name": "The smith"}))
    wanted = {"supplier_id": str(supplier), "warehouse_id": home}
    lines = [line | {"n": 2, "cost": 50}]
    ok(await mara.put(f"{path}/supplier-orders/{order}", json=wanted | {"lines": lines}))
    ok(await mara.put(f"{path}/supplier-orders/{order}/receipts/{new_id()}", json={"lots": [line]}))
