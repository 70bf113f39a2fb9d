"""Parcels that she gets, carries and keeps: her addresses, her work for Juma's shop, its cash."""

from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.outgoing import Outgoing
from leapfrog.parcels import CarrierLabel, CarrierNews, CarrierParcel, speaking
from leapfrog.parcels.carriers import CARRIERS
from tests.contacts.acts import ok
from tests.http import Client
from tests.orders.goods import Shop
from tests.parcels.stork import Stork
from tests.portability.life.buying import bought
from tests.portability.life.scene import Scene, marked

POINT = {"about": "By the pump", "lat": -1.29, "lon": 36.82, "shelves": ["A"]}
YES = {"allowed": True}


async def parcels(scene: Scene, shop: Shop) -> None:
    """As Juma's manager she asks for a pickup point, gives out a card there and brings a parcel
    that is paid at the door; she asks to carry for all, and has an address book.
    """
    mara, juma, olga = scene.mara, scene.juma, scene.olga
    address = {"name": marked("name"), "line": marked("blue door"), "phone": marked("112")}
    address |= {"label": marked("home"), "divisions": [marked("hill")]}
    ok(await mara.put(f"/addresses/{new_id()}", json=address))
    ok(await mara.put(f"/merchants/{shop.id}/pickup-point", json=POINT))
    ok(await olga.put(f"/desk/pickup-points/{shop.id}", json=YES))
    ok(await mara.put(f"/receiver-cards/{new_id()}", json={"name": "Fatou", "address": "Hill"}))
    ok(await mara.put("/courier", json={"about": marked("a cart")}))
    sold = {"service": "courier", "name": "Ali", "address": "Hill", "cash": 300}
    parcel = ok(await juma.put(f"/merchants/{shop.id}/parcels/{new_id()}", json=sold))
    await _does(mara, parcel, {"act": "collect"})
    await _does(mara, parcel, {"act": "fail", "reason": marked("a dog")})
    await _does(mara, parcel, {"act": "depart"})
    await _does(mara, parcel, {"act": "deliver", "signature": "Ali"})
    counted = {"expected": 300, "counted": 300}
    path = f"/merchants/{shop.id}/cash/{mara.me['id']}/counts/{new_id()}"
    ok(await juma.put(path, json=counted))

    # She counts what Juma himself took, also for the lamp that he brought to her door.
    parcel = ok(await juma.put(f"/merchants/{shop.id}/parcels/{new_id()}", json=sold))
    await _does(juma, parcel, {"act": "depart"})
    await _does(juma, parcel, {"act": "deliver", "signature": "Ali"})
    path = f"/merchants/{shop.id}/cash/{juma.me['id']}/counts/{new_id()}"
    ok(await mara.put(path, json={"expected": 400, "counted": 400}))


class NamingStork(Stork):
    """On its labels stands who gets it."""

    async def book(self, out: Outgoing, parcel: CarrierParcel) -> CarrierLabel:
        made = await super().book(out, parcel)
        return CarrierLabel(made.number, parcel.for_name.encode(), "text/plain")


async def by_stork(scene: Scene, shop: Shop) -> None:
    """Two orders of hers are one parcel, which comes by a carrier from elsewhere; she gets her
    money back.
    """
    juma, mara = scene.juma, scene.mara
    CARRIERS["stork"] = stork = NamingStork()
    stork.down = False
    try:
        orders = [await bought(mara, shop, marked, delivery="courier") for _ in range(2)]
        path = f"/merchants/{shop.id}/consolidations/{new_id()}"
        ok(await juma.put(path, json={"orders": orders, "carrier": "stork"}))
        await scene.settle()
        [parcel] = ok(await mara.get(f"/orders/{orders[0]}"))["parcels"]
        number, now = f"ST{parcel['number'][2:]}", scene.town.clock.now()
        told = CarrierNews(str(new_id()), number, "not_there", now, marked("does not answer"))
        assert await speaking.take(scene.town, "stork", [told]) == 1
    finally:
        del CARRIERS["stork"]
    for one in orders:
        asked = {"kind": "refund", "units": [{"no": 0, "n": 1}], "text": marked("never came")}
        case = ok(await mara.put(f"/orders/{one}/cases/{new_id()}", json=asked))["cases"][0]
        said = {"act": "agree", "text": "Yes"}
        ok(await juma.put(f"/orders/cases/{case['id']}/entries/{new_id()}", json=said))


async def _does(who: Client, parcel: Any, body: dict[str, str]) -> None:
    ok(await who.put(f"/parcels/{parcel['id']}/events/{new_id()}", json=body))
