"""What she sells as a trader, brings along for her shop, and declares for the town."""

from datetime import timedelta
from uuid import UUID

from leapfrog import market
from leapfrog.kernel.ids import new_id
from leapfrog.market import CampaignWishes
from tests.contacts.acts import ok
from tests.imports.goods.acts import SHOPIFY
from tests.orders.goods import open_shop
from tests.pay.acts import confirmed, order
from tests.portability.life.brands import brands
from tests.portability.life.scene import Scene, marked


async def trade(scene: Scene) -> None:
    """Cleo buys of her shop and gets the invoice, and the money back afterwards; a catalogue comes
    in; as an operator she declares campaign days, in which her shop takes part.
    """
    mara, cleo = scene.mara, scene.cleo
    pot = marked("Pot")
    legal = {"name": marked("Pots"), "address": marked("Kiln lane"), "email": "a@b.example"}
    async with scene.town.database.transaction() as db:
        front = {"trader": True, "legal": legal}
        shop = await open_shop(db, scene.me, marked("pots"), {pot: (900, 9)}, front)
    lines = [{"variant_id": str(shop.variants[pot]), "n": 1}]
    wanted = {"merchant_id": str(shop.id), "delivery": "pickup", "lines": lines}
    quoted = ok(await cleo.post("/orders/quotes", json={"shops": [wanted], "name": "Cleo"}))
    made = new_id()
    token = await confirmed(cleo, order("order", made, quoted["digest"], quoted["total"]))
    paid = {"quote": quoted["quote"], "confirmation": token}
    [bought] = ok(await cleo.put(f"/orders/payments/{made}", json=paid))["orders"]
    path = f"/orders/{bought['id']}"
    ok(await mara.put(f"/packing/{bought['id']}/shipments/{new_id()}", json={}))
    ok(await cleo.put(f"{path}/confirmation"))
    ok(await cleo.put(f"{path}/invoice"))
    asked = {"kind": "refund", "units": [{"no": 0, "n": 1}], "text": "It leaks"}
    case = ok(await cleo.put(f"{path}/cases/{new_id()}", json=asked))["cases"][0]
    said = {"act": "agree", "text": marked("I see")}
    ok(await mara.put(f"/orders/cases/{case['id']}/entries/{new_id()}", json=said))
    await _catalogue(scene, shop.id)
    async with scene.town.database.transaction() as db:
        days = CampaignWishes(
            "Harvest days", db.now + timedelta(days=2), db.now + timedelta(days=3)
        )
        made = new_id()
        await market.put_campaign(db, scene.me, made, days)
        await market.enrol(db, scene.me, made, shop.variants[pot], 500)
        item = (await market.offers(db, [shop.variants[pot]]))[shop.variants[pot]].item_id
    await brands(scene, shop.id, item)


async def _catalogue(scene: Scene, shop: UUID) -> None:
    data = SHOPIFY.replace("Noodle kit", marked("kit")).encode()
    path = f"/imports/{new_id()}"
    asked = {"name": "products.csv", "shop": str(shop)}
    ok(await scene.mara.put(path, content=data, params=asked))
    ok(await scene.mara.post(f"{path}/application"))
    await scene.settle()
