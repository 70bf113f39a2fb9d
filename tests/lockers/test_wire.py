"""A simulated locker on a real line: laid in and fetched, with the line cut at any moment."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from leapfrog import parcels
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.lockers import LockerSimulator
from tests.http import Client
from tests.lockers.acts import LOCKER
from tests.orders.acts import ok
from tests.serving import serving

PATIENCE = 60


class Wired(msgspec.Struct, frozen=True):
    """Juma's locker on a real line; Mei sends what nobody ordered, and lays it in herself."""

    id: str
    shop: str
    juma: Client
    mei: Client
    device: LockerSimulator

    async def sent(self) -> Any:
        body = {"service": "point", "name": "Ali", "point_id": self.id}
        path = f"/merchants/{self.shop}/parcels/{new_id()}"
        return ok(await self.mei.put(path, json=body))

    async def asks_to_lay_in(self, parcel: Any) -> Any:
        path = f"/lockers/{self.id}/fillings/{new_id()}"
        return ok(await self.mei.put(path, json={"number": parcel["number"]}))

    async def state(self, parcel: Any) -> str:
        return str(ok(await self.mei.get(f"/parcels/{parcel['id']}"))["state"])

    async def until(self, parcel: Any, *states: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while await self.state(parcel) not in states:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    async def lay_in(self, parcel: Any) -> str:
        label = str((await self.asks_to_lay_in(parcel))["label"])
        await true(lambda: label in self.device.open_doors())
        self.device.put(label, parcel["number"])
        await self.device.close(label)
        await self.until(parcel, "at_point")
        return label


async def true(said: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not said():  # noqa: ASYNC110 (another's loop)
            await asyncio.sleep(0.02)


@pytest.fixture
async def wired(settings: Settings, tmp_path: Path) -> AsyncIterator[Wired]:
    with serving(settings) as origin:
        database = await Database.connect(str(settings.database_url), 4)
        juma, mei = Client(None, origin, ""), Client(None, origin, "")
        await juma.join("juma")
        await mei.join("mei")
        kiosk, shop, locker = (str(new_id()) for _ in range(3))
        ok(await juma.put(f"/merchants/{kiosk}", json={"name": "Juma's kiosk"}))
        ok(await mei.put(f"/merchants/{shop}", json={"name": "Mei's kitchen"}))
        body = LOCKER | {"merchant_id": kiosk}
        key = ok(await juma.put(f"/lockers/{locker}", json=body))["key"]
        async with database.transaction() as db:
            await parcels.decide_point(db, UUID(locker), is_open=True, reason="")
        device = LockerSimulator(origin, UUID(locker), key, tmp_path / "memory.json")
        running = asyncio.create_task(device.run())
        await asyncio.wait_for(device.connected.wait(), PATIENCE)
        yield Wired(locker, shop, juma, mei, device)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        for one in (juma, mei):
            await one.aclose()
        await database.close()


async def test_laid_in_and_fetched_by_a_code_on_a_real_line(wired: Wired) -> None:
    parcel = await wired.sent()
    label = await wired.lay_in(parcel)
    await true(lambda: bool(wired.device.slots[label].codes))
    await wired.device.type_code(parcel["code"])
    await true(lambda: wired.device.open_doors() == [label])
    assert wired.device.take(label) == [parcel["number"]]
    await wired.device.close(label)
    await wired.until(parcel, "received")
    [own] = ok(await wired.juma.get("/lockers"))["lockers"]
    assert own["online"]
    assert {one["state"] for one in own["doors"]} == {"free"}
    await true(lambda: wired.device.memory.said == [])


async def test_the_line_is_cut_at_any_moment(wired: Wired) -> None:
    """Each time at another one: what was laid in lies there once, and no door opens twice."""
    for n in range(4):
        parcel = await wired.sent()
        asking = asyncio.create_task(wired.asks_to_lay_in(parcel))
        await asyncio.sleep(0.02 * n)
        wired.device.cut()
        try:
            label = (await asking)["label"]
        except AssertionError:
            # The locker was gone already: nobody asks it then.
            await asyncio.wait_for(wired.device.connected.wait(), PATIENCE)
            await true(lambda: wired.device.line is not None)
            label = (await wired.asks_to_lay_in(parcel))["label"]
        await true(lambda label=label: label in wired.device.open_doors())  # type: ignore[misc]
        wired.device.put(label, parcel["number"])
        wired.device.cut()
        await wired.device.close(label)
        await wired.until(parcel, "at_point")
        assert wired.device.door(label).things == [parcel["number"]]


async def test_a_locker_with_an_old_key_is_nobody(wired: Wired) -> None:
    ok(await wired.juma.post(f"/lockers/{wired.id}/key"))
    await true(lambda: not wired.device.connected.is_set())
    parcel = await wired.sent()
    path = f"/lockers/{wired.id}/fillings/{new_id()}"
    refused = await wired.mei.put(path, json={"number": parcel["number"]})
    assert refused.json()["code"] == "locker_offline"
