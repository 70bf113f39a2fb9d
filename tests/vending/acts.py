"""What happens at a machine, in one line each."""

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog import pay, till, vending, wallet
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.vending.simulator import Simulator
from leapfrog.wallet import Reason, Transfer
from tests.http import Client
from tests.pay.acts import balance, code, confirmed, ok, order, secured

__all__ = ["Scene", "balance", "code", "confirmed", "ok", "open_scene", "until"]

SLOTS = (("A1", "Water", 120, 5), ("A2", "Green tea", 250, 3), ("B1", "Nuts", 180, 1))
PATIENCE = 60


class Scene(msgspec.Struct, frozen=True):
    """The machine, who runs it, who buys."""

    id: str
    shop: str
    juma: Client
    amina: Client
    device: Simulator
    database: Database

    async def buy(self, *basket: str, sale_id: Any = None, offer: str = "") -> httpx.Response:
        """Buys what is in the basket, confirmed."""
        made = sale_id or new_id()
        token = (offer or self.device.offer(*basket)).rpartition("/")[2]
        seen = await self.amina.get(f"/vending/offers/{token}")
        amount = seen.json()["amount"] if seen.is_success else 1
        given = await confirmed(self.amina, order("machine", made, self.id, amount))
        body = {"offer": token, "confirmation": given}
        return await self.amina.put(f"/vending/sales/{made}", json=body)

    async def sale(self, sale_id: str) -> Any:
        return ok(await self.amina.get(f"/vending/sales/{sale_id}"))

    async def until(self, sale_id: str, *states: str) -> Any:
        """The sale, once it is in one of these states."""
        async with asyncio.timeout(PATIENCE):
            while (found := await self.sale(sale_id))["state"] not in states:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        return found

    async def machine(self) -> Any:
        [found] = ok(await self.juma.get("/vending/machines"))["machines"]
        return found

    async def slot(self, label: str) -> Any:
        return next(one for one in (await self.machine())["slots"] if one["label"] == label)

    async def disputed(self) -> list[Any]:
        found = ok(await self.juma.get(f"/vending/machines/{self.id}/sales"))["sales"]
        return [one["dispute"] for one in found if one["dispute"]]

    async def time_is_over(self, sale_id: str) -> None:
        """Two minutes later: the timer's row falls due now."""
        async with self.database.transaction() as db:
            for handler in vending.TIMERS.values():
                await handler(db, sale_id, None)

    async def shop_has(self) -> int:
        async with self.database.transaction() as db:
            shop = await till.merchant(db, UUID(self.shop))
            return (await wallet.balance(db, shop.available)).balance

    async def holds(self) -> int:
        async with self.database.glance() as db:
            return int(await db.value("select count(*) from wallet_hold"))


async def until(true: Callable[[], bool]) -> None:
    """Waits until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 (another's loop)
            await asyncio.sleep(0.02)


async def open_scene(origin: str, database: Database) -> Scene:
    juma, amina = Client(None, origin, ""), Client(None, origin, "")
    await juma.join("juma")
    await amina.join("amina")
    await secured(amina)
    await fund(database, amina, 10_000)
    shop, machine = str(new_id()), str(new_id())
    ok(await juma.put(f"/merchants/{shop}", json={"name": "Juma's machines"}))
    body = {"merchant_id": shop, "name": "Lakeside", "place": "By the pier"}
    key = ok(await juma.put(f"/vending/machines/{machine}", json=body))["key"]
    for label, name, price, units in SLOTS:
        given = {"name": name, "price": price, "capacity": 9}
        slot = ok(await juma.put(f"/vending/machines/{machine}/slots/{label}", json=given))
        ok(await juma.put(f"/vending/slots/{slot['id']}/units", json={"units": units}))
    device = Simulator(origin, UUID(machine), key)
    return Scene(machine, shop, juma, amina, device, database)


async def fund(database: Database, who: Client, amount: int) -> None:
    async with database.transaction() as db:
        wallet_account = await pay.wallet_account_of(db, UUID(who.me["id"]))
        issuer = await pay.town_account(db, "issuer")
        operation = Transfer(
            id=new_id(), payer=issuer.id, payee=wallet_account.id, amount=amount, code=Reason.TOP_UP
        )
        await wallet.post(db, [operation])
