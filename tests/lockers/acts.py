"""A locker in a village, and what people do there, in one line each. Its machine is the simulated
one, whose line goes straight to the town unless a test says otherwise.
"""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog import vending
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.lockers import LockerActor, LockerSimulator
from leapfrog.vending import MachineFrame, MachineProblem, SlotsFrame
from tests.http import Client
from tests.orders.acts import ok
from tests.parcels.acts import OLGA_SAYS_YES, Village

PLAN = [
    {"label": "A1", "size": "S"},
    {"label": "A2", "size": "S"},
    {"label": "B1", "size": "M"},
    {"label": "C1", "size": "L"},
]
LOCKER = {
    "name": "Pump locker",
    "about": "Day and night, by the pump",
    "lat": -1.29,
    "lon": 36.82,
    "doors": PLAN,
    "keeps_days": 3,
    "fee": 50,
}


class NearMachine(LockerSimulator):
    """A locker whose frames are transactions here. `loses`: which of its frames, and of the town's,
    are lost on the way.
    """

    def __init__(self, database: Database, machine_id: UUID, key: str) -> None:
        super().__init__("http://town", machine_id, key)
        self.database = database
        self.actor = LockerActor()
        self.loses: Callable[[Any], bool] = lambda _: False
        self.up = True

    async def comes(self) -> None:
        """It has its line, again or still: it says what was not recorded and hears what to do."""
        self.line = self  # type: ignore[assignment]
        self.up = True
        async with self.database.transaction() as db:
            await vending.seen(db, self.machine_id)
        await self.report_all()
        await self.hears_all()

    async def goes(self) -> None:
        """It has no line any more."""
        self.line, self.up = None, False
        async with self.database.transaction() as db:
            await vending.away(db, self.machine_id)

    async def hears_all(self) -> None:
        """All that the town has to say now."""
        if not self.up:
            return
        async with self.database.transaction() as db:
            machine = await vending.machine(db, self.machine_id)
            await vending.seen(db, self.machine_id)
            self.ahead = db.now.timestamp() - time.time()
            commands = await self.actor.commands(db, machine)
            shown = await self.actor.slots(db, machine)
        for command in commands:
            if not self.loses(command):
                await self.hear(command)
        await self.hear(SlotsFrame(shown))

    async def say(self, frame: MachineFrame) -> None:
        if not self.up or self.loses(frame):
            return
        try:
            async with self.database.transaction() as db:
                machine = await vending.machine(db, self.machine_id)
                await vending.seen(db, self.machine_id)
                answer = await self.actor.act(db, machine, frame)
        except Problem as problem:
            answer = MachineProblem(problem.code, problem.title, str(getattr(frame, "id", "")))
        if answer is not None and not self.loses(answer):
            await self.hear(answer)


class Corner(msgspec.Struct, frozen=True):
    """A village with a locker; Juma runs it."""

    village: Village
    id: str
    machine: NearMachine

    async def bought(self, **goods: int) -> Any:
        """An order of Amina's to the locker."""
        fair = self.village.fair
        wanted = fair.wanted(fair.kitchen, "point", **(goods or {"Noodles": 2}))
        return (await fair.bought(wanted | {"point_id": self.id}))[0]

    async def sent(self, size: str | None = None, **goods: int) -> Any:
        """The same, in Kofi's hands: its one parcel, as Amina sees it."""
        order = await self.bought(**goods)
        path = f"/packing/{order['id']}/shipments/{new_id()}"
        ok(await self.village.fair.mei.put(path, json={"size": size}))
        [parcel] = (await self.village.fair.seen(order["id"]))["parcels"]
        ok(await self.village.does(self.village.kofi, parcel, "collect"))
        return parcel

    async def lays(self, parcel: Any, who: Client | None = None, **more: Any) -> httpx.Response:
        """Scans it at the locker; the machine is told at once."""
        path = f"/lockers/{self.id}/fillings/{new_id()}"
        body = {"number": parcel["number"], **more}
        answer = await (who or self.village.kofi).put(path, json=body)
        await self.machine.hears_all()
        return answer

    async def laid(self, parcel: Any) -> str:
        """It lies in a compartment: which one."""
        label = str(ok(await self.lays(parcel))["label"])
        self.machine.put(label, parcel["number"])
        await self.machine.close(label)
        return label

    async def fetches(self, parcel: Any, who: Client | None = None) -> httpx.Response:
        path = f"/parcels/{parcel['id']}/fetchings/{new_id()}"
        answer = await (who or self.village.fair.amina).put(path)
        await self.machine.hears_all()
        return answer

    async def opening(self, opening: Any, who: Client) -> Any:
        return ok(await who.get(f"/lockers/openings/{opening['id']}"))

    async def door(self, label: str) -> Any:
        """A compartment as Juma sees it."""
        [locker] = ok(await self.village.fair.juma.get("/lockers"))["lockers"]
        return next(one for one in locker["doors"] if one["label"] == label)

    async def states(self) -> dict[str, str]:
        [locker] = ok(await self.village.fair.juma.get("/lockers"))["lockers"]
        return {one["label"]: one["state"] for one in locker["doors"]}

    async def desk(self) -> Any:
        return ok(await self.village.fair.olga.get("/desk/lockers"))

    async def decides(self, door: Any, found: str, who: Client | None = None) -> httpx.Response:
        path = f"/desk/lockers/doors/{door['id']}/findings/{new_id()}"
        return await (who or self.village.fair.olga).put(path, json={"found": found})


async def open_corner(village: Village, database: Database) -> Corner:
    fair, locker = village.fair, str(new_id())
    body = LOCKER | {"merchant_id": str(village.point)}
    key = ok(await fair.juma.put(f"/lockers/{locker}", json=body))["key"]
    ok(await fair.olga.put(f"/desk/pickup-points/{locker}", json=OLGA_SAYS_YES))
    machine = NearMachine(database, UUID(locker), key)
    await machine.comes()
    return Corner(village, locker, machine)
