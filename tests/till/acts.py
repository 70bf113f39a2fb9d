"""What people do at a till, in one line each."""

from base64 import b64decode
from typing import Any

import httpx
import msgspec

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.till.codes import presented
from tests.contacts.conftest import Join
from tests.http import Client
from tests.pay.acts import balance, befriend, code, confirmed, funded, ok, order, secured

__all__ = [
    "Stall",
    "balance",
    "befriend",
    "code",
    "confirmed",
    "funded",
    "ok",
    "open_stall",
    "order",
    "secured",
]


class Stall(msgspec.Struct, frozen=True):
    """A shop, its owner, its cashier, and a customer with a PIN and 100.00."""

    id: str
    juma: Client
    carla: Client
    amina: Client
    town: Town
    clock: FixedClock

    def path(self, rest: str) -> str:
        return f"/merchants/{self.id}/{rest}"

    async def ask(self, amount: int, intent_id: Any = None, who: Client | None = None) -> Any:
        """A payment that the cashier asks for."""
        path = self.path(f"intents/{intent_id or new_id()}")
        return ok(await (who or self.carla).put(path, json={"amount": amount}))

    async def scan(self, asked: Any, who: Client | None = None) -> httpx.Response:
        return await (who or self.amina).post("/pay/scans", json={"text": asked["code"]})

    async def pay(self, intent_id: str, who: Client | None = None, **more: Any) -> httpx.Response:
        payer = who or self.amina
        if "confirmation" not in more:
            more["confirmation"] = await self.confirmed(intent_id, payer)
        return await payer.put(f"/pay/intents/{intent_id}/payment", json=more)

    async def confirmed(self, intent_id: str, payer: Client) -> str | None:
        """A confirmation of what the till asks for."""
        seen = await payer.get(f"/pay/intents/{intent_id}")
        amount = seen.json()["amount"] if seen.is_success else 1
        return await confirmed(payer, order("shop", intent_id, self.id, amount))

    async def sold(self, amount: int) -> Any:
        """A payment from the amount to the money."""
        asked = await self.ask(amount)
        ok(await self.scan(asked))
        return ok(await self.pay(asked["id"]))

    async def typed(self, amount: Any, intent_id: Any = None, **more: Any) -> httpx.Response:
        """Amina pays what she typed at the printed code."""
        made = intent_id or new_id()
        if "confirmation" not in more:
            about = order("shop", made, self.id, amount)
            more["confirmation"] = await confirmed(self.amina, about)
        path = self.path(f"payments/{made}")
        return await self.amina.put(path, json={"amount": amount, **more})

    async def charge(
        self, amount: Any, shown: str, intent_id: Any = None, who: Client | None = None
    ) -> httpx.Response:
        path = self.path(f"charges/{intent_id or new_id()}")
        return await (who or self.carla).put(path, json={"amount": amount, "code": shown})

    async def revoke(
        self, intent_id: str, amount: int = 1, who: Client | None = None
    ) -> httpx.Response:
        path = self.path(f"intents/{intent_id}/revocation")
        return await (who or self.carla).post(path, json={"amount": amount})

    async def refund(
        self, intent_id: str, amount: int, refund_id: Any = None, who: Client | None = None
    ) -> httpx.Response:
        path = self.path(f"intents/{intent_id}/refunds/{refund_id or new_id()}")
        return await (who or self.juma).put(path, json={"amount": amount, "why": "bruised"})

    async def close(self, close_id: Any = None, who: Client | None = None) -> httpx.Response:
        return await (who or self.juma).put(self.path(f"days/{close_id or new_id()}"))

    async def accounts(self) -> tuple[int, int]:
        """What lies on the shop's two accounts: takings, and what is its own."""
        async with self.town.database.transaction() as db:
            rows = await db.rows(
                "select balance from wallet_account where owner = 'merchant' order by name desc"
            )
        return rows[0][0], rows[1][0]

    async def phone(self, who: Client | None = None) -> "Phone":
        """A phone that has its key, and may go offline now."""
        key = ok(await (who or self.amina).post("/pay/code-keys"))
        return Phone(key["number"], b64decode(key["secret"]), self.clock)


class Phone:
    """A phone without network, that shows codes."""

    def __init__(self, number: int, secret: bytes, clock: FixedClock) -> None:
        self.number, self.secret, self.clock = number, secret, clock
        self.counter = 0

    def shows(self) -> str:
        self.counter = (self.counter + 1) % 100
        step = presented.step_of(self.clock.now())
        return presented.made(self.number, self.secret, step, self.counter)


async def open_stall(join: Join, town: Town, clock: FixedClock) -> Stall:
    juma, carla, amina = await join("juma"), await join("carla"), await join("amina")
    await befriend(juma, carla)
    await secured(amina)
    await funded(town, amina, 10_000)
    shop = str(new_id())
    body = {"name": "Juma's stall", "about": "Fruit and maize", "category": "market"}
    ok(await juma.put(f"/merchants/{shop}", json=body))
    await hire(juma, shop, carla)
    return Stall(shop, juma, carla, amina, town, clock)


async def hire(boss: Client, shop: str, who: Client, role: str = "cashier") -> None:
    path = f"/merchants/{shop}/cashiers/{who.me['id']}"
    ok(await boss.put(path, json={"role": role}))
