"""What people do with the stock of a shop, in one line each."""

from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog.kernel.ids import new_id
from tests.http import Client
from tests.orders.acts import Fair, ok

GTIN = "4006381333931"
# Far from the pier, where the shop is.
BARN = (-1.10, 36.60)


class Depot(msgspec.Struct, frozen=True):
    """A fair of which one shop has a second warehouse; `bowl` and `noodles`: its variants."""

    fair: Fair
    shop: UUID
    home: str
    barn: str
    noodles: str
    bowl: str

    @property
    def path(self) -> str:
        return f"/merchants/{self.shop}"

    async def stock(self, **query: Any) -> Any:
        return ok(await self.fair.mei.get(f"{self.path}/stock", params=query))

    async def one(self, variant: str) -> Any:
        return ok(await self.fair.mei.get(f"{self.path}/stock/{variant}"))

    async def units(self, variant: str) -> dict[str, int]:
        """How many lie where."""
        found: dict[str, int] = {}
        for each in (await self.one(variant))["there"]:
            at = each["warehouse_id"]
            found[at] = found.get(at, 0) + each["units"]
        return found

    async def keep(self, variant: str, **wish: Any) -> Any:
        return ok(await self.fair.mei.put(f"{self.path}/stock/{variant}", json=wish))

    async def move(
        self, n: int, transfer: Any = None, variant: str = "", lot: str = "", back: bool = False
    ) -> httpx.Response:
        """So many go from the shop to the barn, or back."""
        body = {
            "from_id": self.barn if back else self.home,
            "to_id": self.home if back else self.barn,
            "lines": [{"variant_id": variant or self.noodles, "n": n, "lot": lot}],
        }
        path = f"{self.path}/stock-transfers/{transfer or new_id()}"
        return await self.fair.mei.put(path, json=body)

    async def arrive(self, transfer: str, n: int | None = None) -> httpx.Response:
        lines = [] if n is None else [{"variant_id": self.noodles, "n": n}]
        path = f"{self.path}/stock-transfers/{transfer}/arrival"
        return await self.fair.mei.put(path, json={"lines": lines})

    async def moved(self, n: int, variant: str = "") -> None:
        """The same, and they are there."""
        made = ok(await self.move(n, variant=variant))
        ok(await self.fair.mei.put(f"{self.path}/stock-transfers/{made['id']}/arrival", json={}))

    async def count(self, count: Any = None, **lines: int) -> httpx.Response:
        """Counts at the shop: noodles, bowl."""
        named = {"noodles": self.noodles, "bowl": self.bowl}
        body = {
            "warehouse_id": self.home,
            "lines": [{"variant_id": named[each], "n": n} for each, n in lines.items()],
        }
        path = f"{self.path}/stock-counts/{count or new_id()}"
        return await self.fair.mei.put(path, json=body)

    async def count_lots(self, count: Any, **lots: int) -> httpx.Response:
        """Counts noodles at the shop, by lot; `bare`: without one."""
        lines = [
            {"variant_id": self.noodles, "lot": "" if lot == "bare" else lot, "n": n}
            for lot, n in lots.items()
        ]
        body = {"warehouse_id": self.home, "lines": lines}
        return await self.fair.mei.put(f"{self.path}/stock-counts/{count}", json=body)

    async def stock_move(self, why: str, units: int, seen: int | None = None) -> httpx.Response:
        """As the item's editor writes down what lies at the shop."""
        body = {"variant_id": self.noodles, "why": why, "units": units, "seen": seen}
        return await self.fair.mei.put(f"/market/stock-moves/{new_id()}", json=body)

    async def book(self, count: str, **reasons: str) -> httpx.Response:
        named = {"noodles": self.noodles, "bowl": self.bowl}
        said = [{"variant_id": named[each], "reason": why} for each, why in reasons.items()]
        path = f"{self.path}/stock-counts/{count}/booking"
        return await self.fair.mei.put(path, json={"reasons": said})

    async def supplier(self) -> str:
        path = f"{self.path}/suppliers/{new_id()}"
        made = ok(await self.fair.mei.put(path, json={"name": "Mill", "contact": "By the river"}))
        return str(made["id"])

    async def ordered(self, supplier: str, n: int = 10, cost: int = 300, at: str = "") -> Any:
        body = {
            "supplier_id": supplier,
            "warehouse_id": at or self.home,
            "lines": [{"variant_id": self.noodles, "n": n, "cost": cost}],
        }
        return ok(await self.fair.mei.put(f"{self.path}/supplier-orders/{new_id()}", json=body))

    async def receive(self, order: str, n: int, receipt: Any = None, **more: Any) -> httpx.Response:
        lots = [{"variant_id": self.noodles, "n": n, **more}]
        path = f"{self.path}/supplier-orders/{order}/receipts/{receipt or new_id()}"
        return await self.fair.mei.put(path, json={"lots": lots})

    async def pick(self, *orders: str, pick: Any = None) -> httpx.Response:
        path = f"{self.path}/picks/{pick or new_id()}"
        return await self.fair.mei.put(path, json={"orders": [*orders]})

    async def scan(self, pick: str, code: str, scan: Any = None) -> httpx.Response:
        path = f"{self.path}/picks/{pick}/scans/{scan or new_id()}"
        return await self.fair.mei.put(path, json={"code": code})

    async def ship(self, pick: str) -> httpx.Response:
        return await self.fair.mei.put(f"{self.path}/picks/{pick}/shipment")


async def open_depot(fair: Fair) -> Depot:
    shop, mei = fair.kitchen.id, fair.mei
    barn = str(new_id())
    lat, lon = BARN
    body = {"merchant_id": str(shop), "name": "Barn", "lat": lat, "lon": lon}
    places = ok(await mei.put(f"/market/warehouses/{barn}", json=body))["warehouses"]
    noodles, bowl = (str(fair.kitchen.variants[name]) for name in ("Noodles", "Bowl"))
    await _coded(mei, shop, noodles, {"price": 600, "gtin": GTIN})
    await _coded(mei, shop, bowl, {"price": 450, "sku": "BOWL-1"})
    return Depot(fair, shop, places[0]["id"], barn, noodles, bowl)


async def _coded(mei: Client, shop: UUID, variant: str, body: dict[str, Any]) -> None:
    """It has a code to scan."""
    found = ok(await mei.get(f"/market/fronts/{shop}/items"))["items"]
    item = next(one for one in found if one["variants"][0]["id"] == variant)
    path = f"/market/items/{item['id']}/variants"
    ok(await mei.put(path, json={"id": variant, "options": [], **body}))
