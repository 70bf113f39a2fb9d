"""A locker of hers, and a counter: what she bought of Juma is laid in, fetched, brought back."""

from typing import Any

from leapfrog.kernel.ids import new_id
from tests.contacts.acts import ok
from tests.lockers.acts import LOCKER, NearMachine
from tests.orders.goods import Shop
from tests.parcels.acts import OLGA_SAYS_YES, POINT
from tests.portability.life.buying import bought
from tests.portability.life.scene import Scene, marked


async def lockers(scene: Scene, shop: Shop) -> None:
    """Her own shop has a counter and a locker; a lamp comes into the locker, she takes it out, and
    lays it in again, since it is broken; there is something in the first compartment that opens.
    """
    mara, juma = scene.mara, scene.juma
    machine = await _put_up(scene)
    way = {"delivery": "point", "point_id": str(machine.machine_id)}
    mine = await bought(mara, shop, marked, **way)
    ok(await juma.put(f"/packing/{mine}/shipments/{new_id()}", json={}))
    [parcel] = ok(await mara.get(f"/orders/{mine}"))["parcels"]
    ok(await juma.put(f"/parcels/{parcel['id']}/events/{new_id()}", json={"act": "collect"}))
    path = f"/lockers/{machine.machine_id}"
    body = {"number": parcel["number"]}
    await _opens(machine, await juma.put(f"{path}/fillings/{new_id()}", json=body), "a lamp")
    fetched = await mara.put(f"/parcels/{parcel['id']}/fetchings/{new_id()}")
    await _opens(machine, fetched, None)
    await scene.settle()
    back = await _brings_back(scene, machine, mine)
    await scene.settle()
    collected = await juma.put(f"{path}/collections/{new_id()}", json={"parcel_id": back})
    await _opens(machine, collected, None)
    ok(await juma.put(f"/parcels/{back}/events/{new_id()}", json={"act": "take_back"}))
    [case] = ok(await juma.get(f"/orders/{mine}"))["cases"]
    said = {"act": "got_back", "text": "Thank you"}
    ok(await juma.put(f"/orders/cases/{case['id']}/entries/{new_id()}", json=said))


async def _put_up(scene: Scene) -> NearMachine:
    mara, olga, kiosk, locker = scene.mara, scene.olga, new_id(), new_id()
    ok(await mara.put(f"/merchants/{kiosk}", json={"name": marked("kiosk"), "category": "cafe"}))
    counter = POINT | {"about": marked("by the pump"), "shelves": [marked("A")], "fee": 0}
    ok(await mara.put(f"/merchants/{kiosk}/pickup-point", json=counter))
    told = {"name": marked("locker"), "about": marked("by the pump"), "fee": 0}
    body = LOCKER | told | {"merchant_id": str(kiosk)}
    key = ok(await mara.put(f"/lockers/{locker}", json=body))["key"]
    for point in (kiosk, locker):
        ok(await olga.put(f"/desk/pickup-points/{point}", json=OLGA_SAYS_YES))
    machine = NearMachine(scene.town.database, locker, key)
    await machine.comes()
    return machine


async def _opens(machine: NearMachine, asked: Any, thing: str | None) -> Any:
    """The compartment springs open, and is closed with the thing in it, or with nothing."""
    opening = ok(asked)
    await machine.hears_all()
    if thing is None:
        machine.take(opening["label"])
    else:
        machine.put(opening["label"], thing)
    await machine.close(opening["label"])
    return opening


async def _brings_back(scene: Scene, machine: NearMachine, mine: str) -> str:
    """Answers the parcel that what goes back has become."""
    mara, made = scene.mara, new_id()
    asked = {"kind": "return", "units": [{"no": 0, "n": 1}], "text": marked("it is broken")}
    case = ok(await mara.put(f"/orders/{mine}/cases/{new_id()}", json=asked))["cases"][0]["id"]
    wish = {"case_id": case, "locker_id": str(machine.machine_id)}
    ok(await mara.put(f"/locker-returns/{made}", json=wish))
    drops = f"/locker-returns/{made}/drops"
    found = ok(await mara.put(f"{drops}/{new_id()}"))
    await machine.hears_all()
    doubt = {"what": "occupied", "number": marked("LF")}
    ok(await mara.put(f"/lockers/openings/{found['id']}/doubt", json=doubt))
    await machine.close(found["label"])
    for one in ok(await scene.olga.get("/desk/lockers"))["doors"]:
        path = f"/desk/lockers/doors/{one['id']}/findings/{new_id()}"
        ok(await scene.olga.put(path, json={"found": "empty"}))
    dropped = await _opens(machine, await mara.put(f"{drops}/{new_id()}"), "a broken lamp")
    return str(dropped["parcel_id"])
