"""What she buys in the market, and sends for another's shop; all of it goes back before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from leapfrog import reviews
from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.fediverse.pictures import png
from tests.http import Client
from tests.orders.goods import Shop, open_shop
from tests.parcels.acts import TERMS
from tests.portability.life.buying import bought
from tests.portability.life.lockers import lockers
from tests.portability.life.parcels import by_stork, parcels
from tests.portability.life.scene import Scene, marked
from tests.portability.life.stock import stock_of

# What a point of hers is paid she could not take along.
FREE = TERMS | {"courier_price": 0, "point_price": 0}


async def orders(scene: Scene) -> None:
    """She buys of Juma and calls it off; as his manager she sends what Cleo bought, who gets all
    her money back.
    """
    mara, juma, cleo = scene.mara, scene.juma, scene.cleo
    async with scene.town.database.transaction() as db:
        shop = await open_shop(db, UUID(juma.me["id"]), "Juma's market", {"Lamp": (100, 9)})
    role = f"/merchants/{shop.id}/cashiers/{mara.me['id']}"
    await _reviews(scene, shop)
    mine = await bought(mara, shop, marked, {"gift": {"message": marked("for you")}})
    await _asked(mara, mine, "cancel", marked("too dear"))
    await _at_the_door(scene, shop)
    ok(await mara.put(f"/cart/{shop.variants['Lamp']}", json={"n": 1}))
    ok(await juma.put(role, json={"role": "manager"}))
    ok(await mara.put(f"/door-orders/terms/{shop.id}", json={"most": 900}))
    sent = await bought(cleo, shop, str)
    ok(await mara.put(f"/packing/{sent}/shipments/{new_id()}", json={}))
    await _asked(mara, sent, "gift", marked("a gift"))
    await _answered(scene, shop)
    await _coupons(scene, shop)
    await _followed(scene, shop)
    await _presents(scene, shop)
    await stock_of(scene, shop)
    await parcels(scene, shop)
    # Nobody buys where they work.
    async with scene.town.database.transaction() as db:
        other = await open_shop(db, UUID(juma.me["id"]), "Juma's lamps", {"Lamp": (100, 9)})
    ok(await juma.put(f"/merchants/{other.id}/delivery-terms", json=FREE))
    await by_stork(scene, other)
    await lockers(scene, other)
    await scene.settle()


async def _at_the_door(scene: Scene, shop: Shop) -> None:
    """What she would pay at her door she calls off; of what she paid there she asks something back,
    and then no more.
    """
    mara, juma = scene.mara, scene.juma
    ok(await juma.put(f"/door-orders/terms/{shop.id}", json={"most": 500}))
    body = {
        "merchant_id": str(shop.id),
        "service": "own",
        "lines": [{"variant_id": str(shop.variants["Lamp"]), "n": 1}],
        "total": 100,
        **{name: marked(name) for name in ("name", "phone", "address", "note")},
    }
    off, got = f"/door-orders/{new_id()}", f"/door-orders/{new_id()}"
    for made in (off, got):
        ok(await mara.put(made, json=body))
    ok(await mara.put(f"{off}/end", json={"why": marked("too late")}))
    ok(await juma.put(f"{got}/shipment"))
    parcel = ok(await mara.get(got))["parcel"]
    for act, more in (("depart", {}), ("deliver", {"code": parcel["code"]})):
        event = f"/parcels/{parcel['id']}/events/{new_id()}"
        ok(await juma.put(event, json={"act": act, **more}))
    await scene.settle()
    case = new_id()
    asked = {"kind": "refund", "units": [{"no": 0, "n": 1}], "text": marked("it is dim")}
    ok(await mara.put(f"{got}/cases/{case}", json=asked))
    ok(await mara.put(f"/cases/{case}/pictures/{new_id()}", content=png()))
    said = {"act": "drop", "text": marked("it is not")}
    ok(await mara.put(f"/door-orders/cases/{case}/entries/{new_id()}", json=said))


async def _reviews(scene: Scene, shop: Shop) -> None:
    """She says how something is that she gets her money back for, and brings along what she said
    elsewhere; what Cleo says she finds helpful.
    """
    mara, juma, cleo = scene.mara, scene.juma, scene.cleo
    hers, theirs = new_id(), new_id()
    order = await _got(mara, juma, shop, marked)
    line = order["lines"][0]["item_id"]
    body = {"order_id": order["id"], "item_id": line, "stars": 4, "text": marked("bright")}
    ok(await mara.put(f"/reviews/{hers}", json=body))
    ok(await mara.put(f"/reviews/{hers}", json=body | {"text": marked("dim")}))
    ok(await mara.put(f"/reviews/{hers}/addition", json={"text": marked("dimmer")}))
    ok(await mara.put(f"/reviews/{hers}/pictures/{new_id()}", content=png()))
    asked = {"kind": "refund", "units": [{"no": 0, "n": 1}], "text": marked("dim"), "amount": 100}
    case = ok(await mara.put(f"/orders/{order['id']}/cases/{new_id()}", json=asked))["cases"][0]
    said = {"act": "agree", "text": "Yes"}
    ok(await juma.put(f"/orders/cases/{case['id']}/entries/{new_id()}", json=said))
    other = await _got(cleo, juma, shop, str)
    body = {"order_id": other["id"], "item_id": line, "stars": 5}
    ok(await cleo.put(f"/reviews/{theirs}", json=body))
    ok(await mara.put(f"/reviews/{theirs}/vote", json={"helpful": True}))
    before = {"id": str(new_id()), "stars": 2, "created_at": "2026-01-01T00:00:00Z"}
    named = {"shop": marked("a shop"), "title": marked("a pot")}
    told = before | named | {"text": marked("leaks"), "later": marked("still")}
    async with scene.town.database.transaction() as db:
        restore = reviews.RECORD_SETS[0].restore
        assert restore
        await restore(db, UUID(mara.me["id"]), [told])


async def _coupons(scene: Scene, shop: Shop) -> None:
    """As a manager she makes coupons, and takes one."""
    async with scene.town.database.transaction() as db:
        until = (db.now + timedelta(days=9)).isoformat()
    made = f"/market/coupon-batches/{new_id()}"
    body = {"merchant_id": str(shop.id), "name": "A tenth", "kind": "percent", "percent": 10}
    batch = ok(await scene.mara.put(made, json=body | {"units": 3, "until": until}))
    ok(await scene.mara.put(f"{made}/state", json={"state": "running"}))
    ok(await scene.mara.put(f"/coupons/{new_id()}", json={"batch_id": batch["id"]}))


async def _followed(scene: Scene, shop: Shop) -> None:
    """She follows the shop, and tells its followers something as its manager."""
    front, lamp = f"/market/fronts/{shop.id}", shop.variants["Lamp"]
    ok(await scene.mara.put(f"{front}/follow", json={"news": True}))
    news = {"merchant_id": str(shop.id), "text": marked("new lamps")}
    ok(await scene.mara.put(f"/market/news/{new_id()}", json=news))
    ok(await scene.mara.put(f"{front}/member-rule", json={"kind": "buyers", "least": 99}))
    ok(await scene.mara.put(f"/market/variants/{lamp}/member-price", json={"price": 90}))
    costs = {"parts": [{"name": "Glass", "amount": 30}]}
    ok(await scene.mara.put(f"/market/variants/{lamp}/costs", json=costs))


async def _presents(scene: Scene, shop: Shop) -> None:
    """She says where Cleo shall send her something, who does and gets the money back; she asks Cleo
    as well.
    """
    mara, cleo = scene.mara, scene.cleo
    hers, theirs = new_id(), new_id()
    asked = {"person_id": mara.me["id"], "message": "For you"}
    ok(await cleo.put(f"/presents/{hers}", json=asked))
    where = {"name": marked("name"), "phone": marked("113"), "address": marked("the mill")}
    ok(await mara.put(f"/presents/{hers}/answer", json=where | {"lat": 1.5, "lon": 2.5}))
    gift = {"message": "For you", "present_id": str(hers)}
    sent = await bought(cleo, shop, str, {"gift": gift})
    await _asked(cleo, sent, "cancel", "too late")
    other = new_id()
    ok(await cleo.put(f"/presents/{other}", json=asked))
    ok(await mara.put(f"/presents/{other}/answer", json=where))
    told = {"person_id": cleo.me["id"], "message": marked("for you")}
    ok(await mara.put(f"/presents/{theirs}", json=told))


async def _got(buyer: Client, seller: Client, shop: Shop, mark: Callable[[str], str]) -> Any:
    """An order that was sent and received."""
    order = await bought(buyer, shop, mark)
    ok(await seller.put(f"/packing/{order}/shipments/{new_id()}", json={}))
    return ok(await buyer.put(f"/orders/{order}/confirmation"))


async def _answered(scene: Scene, shop: Shop) -> None:
    """As a manager she says something to what Cleo said."""
    found = ok(await scene.mara.get(f"/market/fronts/{shop.id}/reviews"))["reviews"]
    [theirs] = [one["id"] for one in found if one["author"]["id"] == scene.cleo.me["id"]]
    ok(await scene.mara.put(f"/reviews/{theirs}/answer", json={"text": marked("thanks")}))


async def _asked(who: Client, order_id: str, kind: str, text: str) -> None:
    body = {"kind": kind, "units": [{"no": 0, "n": 1}], "text": text}
    ok(await who.put(f"/orders/{order_id}/cases/{new_id()}", json=body))
