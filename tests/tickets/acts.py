"""What organisers, buyers and gates do, in one line each."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog import escrow, tickets
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.tickets.money import trade_id
from tests.contacts.conftest import Join
from tests.http import Client
from tests.pay.acts import balance, befriend, confirmed, funded, ok, order, secured

__all__ = ["Cinema", "balance", "befriend", "ok", "open_cinema"]

ADULT = 1_200
PATIENCE = 60


class Cinema(msgspec.Struct, frozen=True):
    """Olga shows a film in a hall of 4 rows of 8; Amina and Bo buy, each with 100.00; Gita stands
    at the gate.
    """

    town: Town
    clock: FixedClock
    olga: Client
    gita: Client
    amina: Client
    bo: Client
    shop: str
    venue: str
    hall: str
    event: str
    show: str

    @property
    def starts(self) -> datetime:
        return self.clock.now() + timedelta(hours=30)

    async def hold(self, who: Client, *seats: int, order_id: Any = None, **more: Any) -> Any:
        """Holds these seats, or what is said instead; answers the response."""
        made = order_id or new_id()
        body = {"show_id": self.show, "seats": list(seats), **more}
        return await who.put(f"/tickets/orders/{made}", json=body)

    async def pay(self, who: Client, held: dict[str, Any]) -> httpx.Response:
        about = order("tickets", held["id"], held["show"]["id"], held["amount"])
        body = {"confirmation": await confirmed(who, about)}
        return await who.put(f"/tickets/orders/{held['id']}/payment", json=body)

    async def bought(self, who: Client, *seats: int, **more: Any) -> Any:
        """Held and paid: the order."""
        return ok(await self.pay(who, ok(await self.hold(who, *seats, **more))))

    async def code(self, who: Client, ticket_id: str | None = None) -> str:
        """What somebody's ticket says; of their first one, if none is named."""
        found = ok(await who.get("/tickets"))["tickets"]
        return str(next(o["code"] for o in found if ticket_id in (None, o["id"])))

    async def scan(self, code: str, gate: str = "Door A", **more: Any) -> Any:
        """At Gita's gate, now unless another time is said; what is answered."""
        seen = {"id": str(new_id()), "code": code, "at": self.clock.now().isoformat(), **more}
        body = {"gate": gate, "scans": [seen]}
        return ok(await self.gita.post(f"/tickets/shows/{self.show}/scans", json=body))["scans"][0]

    async def seats(self) -> str:
        return str(ok(await self.amina.get(f"/tickets/shows/{self.show}/seats"))["seats"])

    async def at_doors(self) -> None:
        """Half an hour before the show."""
        show = ok(await self.amina.get(f"/tickets/shows/{self.show}"))
        self.clock.set(datetime.fromisoformat(show["doors_at"]))

    async def all_done(self, *also: str) -> None:
        """Waits until the town has done all of tickets that is due by now, and of these timers."""
        sql = "select count(*) from kernel_timer where due_at <= $1 and kind = any($2::text[])"
        async with asyncio.timeout(PATIENCE):
            while True:
                async with self.town.database.transaction() as db:
                    if not await db.value(sql, db.now, [*tickets.TIMERS, *escrow.TIMERS, *also]):
                        return
                await asyncio.sleep(0.02)

    async def in_escrow(self, order_id: str) -> escrow.Escrow:
        async with self.town.database.glance() as db:
            return await escrow.one(db, UUID(self.shop), trade_id(UUID(order_id)))


async def open_cinema(town: Town, clock: FixedClock, join: Join) -> Cinema:
    olga, gita = await join("olga"), await join("gita")
    amina, bo = await join("amina"), await join("bobo")
    for one in (amina, bo):
        await secured(one)
        await funded(town, one, 10_000)
    shop, venue, hall, event, show = (str(new_id()) for _ in range(5))
    ok(await olga.put(f"/merchants/{shop}", json={"name": "Orion"}))
    await befriend(olga, gita)
    ok(await olga.put(f"/merchants/{shop}/cashiers/{gita.me['id']}", json={"role": "cashier"}))
    body: dict[str, Any] = {"merchant_id": shop, "name": "Kino Orion", "address": "Eerikinkatu 15"}
    ok(await olga.put(f"/tickets/venues/{venue}", json=body))
    grid = {"rows": 4, "seats": 8, "category": "Seat"}
    body = {"venue_id": venue, "name": "Hall 1", "grid": grid}
    ok(await olga.put(f"/tickets/halls/{hall}", json=body))
    body = {"merchant_id": shop, "name": "Le Havre", "minutes": 93}
    ok(await olga.put(f"/tickets/events/{event}", json=body))
    body = {
        "event_id": event,
        "venue_id": venue,
        "hall_id": hall,
        "starts_at": (clock.now() + timedelta(hours=30)).isoformat(),
        "prices": {"Seat": ADULT},
    }
    ok(await olga.put(f"/tickets/shows/{show}", json=body))
    return Cinema(town, clock, olga, gita, amina, bo, shop, venue, hall, event, show)
