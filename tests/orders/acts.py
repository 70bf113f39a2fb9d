"""What people do when they buy and sell, in one line each."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog import order_checks, pay, till, wallet
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.orders.goods import Shop, open_shop
from tests.pay.acts import balance, code, confirmed, funded, ok, order, secured

__all__ = ["Fair", "balance", "code", "ok", "open_fair"]

KITCHEN = {"Noodles": (600, 20), "Bowl": (450, 3)}
LAMPS = {"Lamp": (2_000, 2)}


class Fair(msgspec.Struct, frozen=True):
    """Two shops, who leads them, a buyer with a PIN and 200.00, and who works at the desk."""

    kitchen: Shop
    lamps: Shop
    mei: Client
    juma: Client
    amina: Client
    olga: Client
    town: Town
    clock: FixedClock

    def wanted(self, shop: Shop, delivery: str = "pickup", **goods: int) -> dict[str, Any]:
        """So many of some goods of a shop, by their titles."""
        lines = [{"variant_id": str(shop.variants[name]), "n": n} for name, n in goods.items()]
        return {"merchant_id": str(shop.id), "delivery": delivery, "lines": lines}

    async def quote(self, *shops: dict[str, Any], who: Client | None = None) -> httpx.Response:
        body = {"shops": list(shops), "name": "Amina", "address": "The blue door by the well"}
        return await (who or self.amina).post("/orders/quotes", json=body)

    async def pay(
        self, quoted: dict[str, Any], payment_id: Any = None, who: Client | None = None
    ) -> httpx.Response:
        """Pays a quote, confirmed."""
        made, payer = payment_id or new_id(), who or self.amina
        about = order("order", made, quoted["digest"], quoted["total"])
        body = {"quote": quoted["quote"], "confirmation": await confirmed(payer, about)}
        return await payer.put(f"/orders/payments/{made}", json=body)

    async def bought(self, *shops: dict[str, Any]) -> list[Any]:
        """The orders of a payment."""
        made: list[Any] = ok(await self.pay(ok(await self.quote(*shops))))["orders"]
        return made

    async def send(self, order_id: str, units: Any = None, who: Client | None = None) -> Any:
        path = f"/packing/{order_id}/shipments/{new_id()}"
        return ok(await (who or self.mei).put(path, json={"units": units}))

    async def ask(self, order_id: str, kind: str, who: Client | None = None, **more: Any) -> Any:
        """A case; about one unit of the first line unless told."""
        body = {"kind": kind, "units": [{"no": 0, "n": 1}], "text": "It is cracked", **more}
        return await (who or self.amina).put(f"/orders/{order_id}/cases/{new_id()}", json=body)

    async def say(self, case_id: str, act: str, who: Client, **more: Any) -> httpx.Response:
        path = f"/orders/cases/{case_id}/entries/{new_id()}"
        return await who.put(path, json={"act": act, "text": "Because", **more})

    async def seen(self, order_id: str, who: Client | None = None) -> Any:
        return ok(await (who or self.amina).get(f"/orders/{order_id}"))

    async def faults(self) -> list[Any]:
        """What does not agree, of all there is."""
        async with self.town.database.transaction() as db:
            assert await wallet.reconcile(db) == []
            return list(await order_checks.faults(db, lag=timedelta(0)))

    async def value(self, sql: str, *args: Any) -> Any:
        async with self.town.database.transaction() as db:
            return await db.value(sql, *args)

    async def spend_all(self, shop: Shop) -> None:
        """The shop's money is gone from its account."""
        amount = await self.shop_has(shop)
        async with self.town.database.transaction() as db:
            payer = (await till.merchant(db, shop.id)).available
            payee = (await pay.town_account(db, "issuer")).id
            move = wallet.Transfer(id=new_id(), payer=payer, payee=payee, amount=amount)
            [done] = await wallet.post(db, [move])
            assert isinstance(done, wallet.Posted)

    async def shop_has(self, shop: Shop) -> int:
        sql = """
            select balance from wallet_account where owner_id = $1 and name = 'available'
        """
        return int(await self.value(sql, shop.id))


async def open_fair(join: Join, town: Town, clock: FixedClock, settle: Settle) -> Fair:
    mei, juma, amina = await join("mei"), await join("juma"), await join("amina")
    olga = await join("olga")
    # A reaction that meets a lock is tried again when this clock goes on, which it does not.
    await settle()
    await secured(amina)
    await funded(town, amina, 20_000)
    async with town.database.transaction() as db:
        kitchen = await open_shop(db, UUID(mei.me["id"]), "Mei's kitchen", KITCHEN)
        lamps = await open_shop(
            db, UUID(juma.me["id"]), "Lamps", LAMPS, {"trader": True, "legal": LEGAL}
        )
    return Fair(kitchen, lamps, mei, juma, amina, olga, town, clock)


LEGAL = {
    "name": "Juma Trading",
    "address": "Lake road 1",
    "email": "juma@lake.town",
    "register": "HRB 1",
}
