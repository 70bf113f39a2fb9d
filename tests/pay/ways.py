"""All ways to pay, each with a payment of Amina's that is ready to go."""

from base64 import urlsafe_b64decode
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog import vending
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.vending import results
from tests.contacts.conftest import Join
from tests.http import PASSWORD, Client
from tests.pay.acts import confirmed, ok
from tests.pay.group import Group, gathered, shared

BASKET, PRICE = ("A1",), 120


class Due(msgspec.Struct, frozen=True):
    """A payment that can be made, and made again, by this request."""

    method: str
    path: str
    amount: int
    body: dict[str, Any]


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

    async def does(self, due: Due, confirmation: str | None = None) -> httpx.Response:
        body = due.body | {"confirmation": confirmation}
        return await self.amina.request(due.method, due.path, json=body)

    async def spent(self) -> int:
        """What Amina paid today without being asked."""
        sql = "select small_spent from pay_safety where person_id = $1"
        async with self.town.database.glance() as db:
            return int(await db.value(sql, UUID(self.amina.me["id"])))

    async def transfer(self, **more: Any) -> Due:
        to = self.group.bo.me["id"]
        body = {"to": to, "amount": 300, "currency": "EUR", **more}
        return Due("PUT", f"/pay/transfers/{new_id()}", 300, body)

    async def transfer_at_once(self) -> Due:
        return await self.transfer(at_once=True)

    async def request(self) -> Due:
        asked = f"/pay/requests/{new_id()}"
        body = {"of": self.amina.me["id"], "amount": 210, "currency": "EUR"}
        ok(await self.group.bo.put(asked, json=body))
        return Due("POST", f"{asked}/pay", 210, {"transfer_id": str(new_id())})

    async def packet(self) -> Due:
        body = {"conversation_id": self.group.id, "amount": 330, "currency": "EUR", "shares": 3}
        return Due("PUT", f"/pay/packets/{new_id()}", 330, body)

    async def part_of_a_bill(self) -> Due:
        bill = await shared(self.group.bo, self.group.id, 900, *self.group.members)
        return Due("POST", f"/pay/splits/{bill}/pay", 300, {})

    async def promise(self) -> Due:
        together = {"payee_id": self.group.dara.me["id"], "minutes": 30}
        people = (self.group.bo, self.amina)
        bill = await shared(self.group.bo, self.group.id, 600, *people, together=together)
        return Due("POST", f"/pay/splits/{bill}/pay", 300, {})

    async def typed_in_a_shop(self) -> Due:
        path = f"/merchants/{self.shop}/payments/{new_id()}"
        return Due("PUT", path, 450, {"amount": 450})

    async def scanned_at_a_till(self) -> Due:
        path = f"/merchants/{self.shop}/intents/{new_id()}"
        asked = ok(await self.group.bo.put(path, json={"amount": 440}))
        ok(await self.amina.post("/pay/scans", json={"text": asked["code"]}))
        return Due("PUT", f"/pay/intents/{asked['id']}/payment", 440, {})

    async def pay_out(self) -> Due:
        body = {"amount": 500, "currency": "EUR", "way": "cash"}
        return Due("PUT", f"/pay/pay-outs/{new_id()}", 500, body)

    async def ride_with_a_tip(self) -> Due:
        ride = ok(await self.amina.put(f"/rides/{new_id()}", json={"code": self.taxi}))["id"]
        ok(await self.group.cleo.put("/rides/meter", json={"fare": 500}))
        return Due("PUT", f"/rides/{ride}/payment", 550, {"fare": 500, "tip": 50})

    async def machine_sale(self) -> Due:
        now = int(self.town.clock.now().timestamp())
        offer = vending.offer(self.key, self.machine, BASKET, PRICE, (new_id().hex[-8:], now))
        return Due("PUT", f"/vending/sales/{new_id()}", PRICE, {"offer": offer})

    async def late_machine_sale(self) -> Due:
        """It dropped after the money was back."""
        async with self.town.database.transaction() as db:
            await vending.seen(db, self.machine)
        due = await self.machine_sale()
        sale = UUID(ok(await self.does(due, await confirmed(self.amina)))["id"])
        async with self.town.database.transaction() as db:
            await results.time_is_over(db, str(sale), None)
        async with self.town.database.transaction() as db:
            await results.report(db, await vending.machine(db, self.machine), sale, {0: True})
        return Due("PUT", f"/vending/sales/{sale}/settlement", PRICE, {})


Way = Callable[[Ways], Awaitable[Due]]
WAYS: tuple[Way, ...] = (
    Ways.transfer,
    Ways.transfer_at_once,
    Ways.request,
    Ways.packet,
    Ways.part_of_a_bill,
    Ways.promise,
    Ways.typed_in_a_shop,
    Ways.scanned_at_a_till,
    Ways.pay_out,
    Ways.ride_with_a_tip,
    Ways.machine_sale,
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


async def allow(one: Client, once: int, daily: int) -> None:
    limits = {"step_up": 50_000, "small_once": once, "small_daily": daily}
    ok(await one.put("/pay/safety", json=limits | {"password": PASSWORD}))
