"""What happens in a taxi, in one line each."""

from typing import Any

import httpx
import msgspec

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join
from tests.http import Client
from tests.pay.acts import balance, code, confirmed, funded, ok, order, secured

__all__ = ["Taxi", "balance", "code", "ok", "take_a_taxi"]

PIER = {"lat": 60.17123456, "lon": 24.95, "name": "Pier"}


class Taxi(msgspec.Struct, frozen=True):
    """Who drives, who rides; `code`: what stands behind the windscreen."""

    wang: Client
    amina: Client
    code: str

    async def board(self, who: Client | None = None, ride_id: Any = None) -> httpx.Response:
        body = {"code": self.code, "origin": PIER}
        return await (who or self.amina).put(f"/rides/{ride_id or new_id()}", json=body)

    async def meter(self, fare: int) -> httpx.Response:
        return await self.wang.put("/rides/meter", json={"fare": fare})

    async def pay(
        self, ride_id: str, fare: int, tip: int = 0, who: Client | None = None, **more: Any
    ) -> httpx.Response:
        if "confirmation" not in more:
            about = order("ride", ride_id, self.wang.me["id"], fare + tip)
            more["confirmation"] = await confirmed(self.amina, about)
        body = {"fare": fare, "tip": tip, "destination": None, **more}
        return await (who or self.amina).put(f"/rides/{ride_id}/payment", json=body)


async def take_a_taxi(join: Join, town: Town) -> Taxi:
    wang, amina = await join("wang"), await join("amina")
    await secured(amina)
    await funded(town, amina, 10_000)
    body = {"plate": "b lt 42", "car": "Blue Skoda"}
    link = ok(await wang.put("/rides/driver", json=body))["link"]
    return Taxi(wang, amina, link.rpartition("/")[2])
