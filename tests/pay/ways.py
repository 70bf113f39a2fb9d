"""All ways to pay, each with a payment of Amina's that is ready to go."""

from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog import vending
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.vending import results
from tests.contacts.conftest import Join
from tests.http import Client
from tests.pay.acts import allow, confirmed, ok, order
from tests.pay.group import Group, gathered, shared

BASKET, PRICE = ("A1",), 120


class Due(msgspec.Struct, frozen=True):
    """A payment that can be made, and made again, by this request; `order`: what is confirmed."""

    method: str
    path: str
    body: dict[str, Any]
    order: dict[str, Any]

    @property
    def amount(self) -> int:
        return int(self.order["amount"])


class Ways(msgspec.Struct, frozen=True):
    """Amina, Bo and Cleo are a group; Bo has a shop and a machine, and Cleo a taxi."""

    group: Group
    town: Town
    shop: str
    machine: UUID
    key: bytes
    taxi: str

    @property
    def amina(self) -> Client:
        return self.group.amina

    async def does(
        self, due: Due, confirmation: str | dict[str, Any] | None = None
    ) -> httpx.Response:
        body = due.body | {"confirmation": confirmation}
        return await self.amina.request(due.method, due.path, json=body)

    async def confirmed(self, due: Due) -> str | None:
        return await confirmed(self.amina, due.order)

    async def spent(self) -> int:
        """What Amina paid today without being asked."""
        sql = "select small_spent from pay_safety where person_id = $1"
        async with self.town.database.glance() as db:
            return int(await db.value(sql, UUID(self.amina.me["id"])))

    async def transfer(self, **more: Any) -> Due:
        to, made = self.group.bo.me["id"], new_id()
        body = {"to": to, "amount": 300, "currency": "EUR", **more}
        return Due("PUT", f"/pay/transfers/{made}", body, order("transfer", made, to, 300))

    async def transfer_at_once(self) -> Due:
        return await self.transfer(at_once=True)

    async def request(self) -> Due:
        asked, made = f"/pay/requests/{new_id()}", str(new_id())
        body = {"of": self.amina.me["id"], "amount": 210, "currency": "EUR"}
        ok(await self.group.bo.put(asked, json=body))
        about = order("transfer", made, self.group.bo.me["id"], 210)
        return Due("POST", f"{asked}/pay", {"transfer_id": made}, about)

    async def packet(self) -> Due:
        made, to = new_id(), self.group.id
        body = {"conversation_id": to, "amount": 330, "currency": "EUR", "shares": 3}
        return Due("PUT", f"/pay/packets/{made}", body, order("packet", made, to, 330))

    async def part_of_a_bill(self) -> Due:
        bill = await shared(self.group.bo, self.group.id, 900, *self.group.members)
        return Due("POST", f"/pay/splits/{bill}/pay", {}, order("bill", bill, bill, 300))

    async def promise(self) -> Due:
        together = {"payee_id": self.group.dara.me["id"], "minutes": 30}
        people = (self.group.bo, self.amina)
        bill = await shared(self.group.bo, self.group.id, 600, *people, together=together)
        return Due("POST", f"/pay/splits/{bill}/pay", {}, order("bill", bill, bill, 300))

    async def typed_in_a_shop(self) -> Due:
        made = new_id()
        path = f"/merchants/{self.shop}/payments/{made}"
        return Due("PUT", path, {"amount": 450}, order("shop", made, self.shop, 450))

    async def scanned_at_a_till(self) -> Due:
        path = f"/merchants/{self.shop}/intents/{new_id()}"
        asked = ok(await self.group.bo.put(path, json={"amount": 440}))
        ok(await self.amina.post("/pay/scans", json={"text": asked["code"]}))
        about = order("shop", asked["id"], self.shop, 440)
        return Due("PUT", f"/pay/intents/{asked['id']}/payment", {}, about)

    async def what_is_missing(self) -> Due:
        """Of a bill that Amina began to pay together."""
        together = {"payee_id": self.group.dara.me["id"], "minutes": 30}
        people = (self.amina, self.group.bo)
        bill = await shared(self.amina, self.group.id, 460, *people, together=together)
        about = order("cover", bill, bill, 460)
        return Due("POST", f"/pay/splits/{bill}/capture", {"cover": True}, about)

    async def pay_out(self) -> Due:
        made = new_id()
        body = {"amount": 500, "currency": "EUR", "way": "cash"}
        return Due("PUT", f"/pay/pay-outs/{made}", body, order("pay_out", made, "cash", 500))

    async def ride_with_a_tip(self) -> Due:
        ride = ok(await self.amina.put(f"/rides/{new_id()}", json={"code": self.taxi}))["id"]
        ok(await self.group.cleo.put("/rides/meter", json={"fare": 500}))
        about = order("ride", ride, self.group.cleo.me["id"], 550)
        return Due("PUT", f"/rides/{ride}/payment", {"fare": 500, "tip": 50}, about)

    async def machine_sale(self) -> Due:
        now = int(self.town.clock.now().timestamp())
        offer = vending.offer(self.key, self.machine, BASKET, PRICE, new_id().hex[-8:], now)
        made = new_id()
        about = order("machine", made, self.machine, PRICE)
        return Due("PUT", f"/vending/sales/{made}", {"offer": offer}, about)

    async def seats(self) -> Due:
        """Places at a concert of Bo's, which Amina holds."""
        venue, event, show, made = (str(new_id()) for _ in range(4))
        body: dict[str, Any] = {"merchant_id": self.shop, "name": "Garden"}
        ok(await self.group.bo.put(f"/tickets/venues/{venue}", json=body))
        ok(await self.group.bo.put(f"/tickets/events/{event}", json=body | {"minutes": 60}))
        starts = (self.town.clock.now() + timedelta(hours=5)).isoformat()
        body = {"event_id": event, "venue_id": venue, "starts_at": starts}
        body["standing"] = [{"name": "Lawn", "price": 230, "capacity": 9}]
        ok(await self.group.bo.put(f"/tickets/shows/{show}", json=body))
        wish = {"show_id": show, "category": 0, "standing": 1}
        ok(await self.amina.put(f"/tickets/orders/{made}", json=wish))
        about = order("tickets", made, show, 230)
        return Due("PUT", f"/tickets/orders/{made}/payment", {}, about)

    async def late_machine_sale(self) -> Due:
        """It dropped after the money was back."""
        async with self.town.database.transaction() as db:
            await vending.seen(db, self.machine)
        due = await self.machine_sale()
        sale = UUID(ok(await self.does(due, await self.confirmed(due)))["id"])
        async with self.town.database.transaction() as db:
            await results.time_is_over(db, str(sale), None)
        async with self.town.database.transaction() as db:
            await results.report(db, await vending.machine(db, self.machine), sale, {0: True})
        about = order("machine", sale, self.machine, PRICE)
        return Due("PUT", f"/vending/sales/{sale}/settlement", {}, about)


Way = Callable[[Ways], Awaitable[Due]]
WAYS: tuple[Way, ...] = (
    Ways.transfer,
    Ways.transfer_at_once,
    Ways.request,
    Ways.packet,
    Ways.part_of_a_bill,
    Ways.promise,
    Ways.what_is_missing,
    Ways.typed_in_a_shop,
    Ways.scanned_at_a_till,
    Ways.pay_out,
    Ways.ride_with_a_tip,
    Ways.machine_sale,
    Ways.seats,
    Ways.late_machine_sale,
)


async def all_ways(join: Join, town: Town, once: int, daily: int) -> Ways:
    """Amina pays up to `once` without being asked, `daily` in sum."""
    group = await gathered(join, town)
    await allow(group.amina, once, daily)
    shop, machine = str(new_id()), str(new_id())
    ok(await group.bo.put(f"/merchants/{shop}", json={"name": "Stall"}))
    body = {"merchant_id": shop, "name": "Lakeside"}
    key = ok(await group.bo.put(f"/vending/machines/{machine}", json=body))["key"]
    water = {"name": "Water", "price": PRICE, "capacity": 9}
    slot = ok(await group.bo.put(f"/vending/machines/{machine}/slots/A1", json=water))
    ok(await group.bo.put(f"/vending/slots/{slot['id']}/units", json={"units": 9}))
    taxi = ok(await group.cleo.put("/rides/driver", json={"plate": "Y 2", "car": "Van"}))
    code = taxi["link"].rpartition("/")[2]
    return Ways(group, town, shop, UUID(machine), urlsafe_b64decode(key + "="), code)
