"""What people do with parcels, in one line each."""

from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join
from tests.http import Client
from tests.orders.acts import Fair, ok

TERMS = {
    "own_price": 0,
    "courier_price": 250,
    "point_price": 150,
    "cutoff": 16 * 60,
    "weekdays": [1, 2, 3, 4, 5, 6],
    "handling_days": 1,
}
POINT = {"about": "By the pump", "lat": -1.29, "lon": 36.82, "shelves": ["A", "B"], "fee": 50}
OLGA_SAYS_YES = {"allowed": True}


class Village(msgspec.Struct, frozen=True):
    """A fair with a pickup point and a courier; `point`: the shop that keeps parcels."""

    fair: Fair
    kofi: Client
    point: UUID

    async def bought(self, delivery: str = "point", **goods: int) -> Any:
        """An order of Amina's in Mei's kitchen."""
        wanted = self.fair.wanted(self.fair.kitchen, delivery, **(goods or {"Noodles": 2}))
        if delivery == "point":
            wanted["point_id"] = str(self.point)
        return (await self.fair.bought(wanted))[0]

    async def sent(self, delivery: str = "point", **goods: int) -> Any:
        """The same, sent: its one parcel, as Amina sees it."""
        order = await self.bought(delivery, **goods)
        await self.fair.send(order["id"])
        return (await self.fair.seen(order["id"]))["parcels"][0]

    async def does(self, who: Client, parcel: Any, act: str, **more: Any) -> httpx.Response:
        path = f"/parcels/{parcel['id']}/events/{new_id()}"
        return await who.put(path, json={"act": act, **more})

    async def arrives(self, number: str) -> httpx.Response:
        path = f"/merchants/{self.point}/pickup-point/arrivals/{new_id()}"
        return await self.fair.juma.put(path, json={"number": number})

    async def handed(self, code: str, event: Any = None) -> httpx.Response:
        path = f"/merchants/{self.point}/pickup-point/handouts/{event or new_id()}"
        return await self.fair.juma.put(path, json={"code": code})


async def open_village(fair: Fair, join: Join) -> Village:
    kofi, point = await join("kofi"), fair.lamps.id
    ok(await fair.mei.put(f"/merchants/{fair.kitchen.id}/delivery-terms", json=TERMS))
    ok(await fair.juma.put(f"/merchants/{point}/pickup-point", json=POINT))
    ok(await kofi.put("/courier", json={"about": "A bicycle with a box", "fee": 80}))
    ok(await fair.olga.put(f"/desk/pickup-points/{point}", json=OLGA_SAYS_YES))
    ok(await fair.olga.put(f"/desk/couriers/{kofi.me['id']}", json=OLGA_SAYS_YES))
    return Village(fair, kofi, point)
