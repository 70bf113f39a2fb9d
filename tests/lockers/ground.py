"""A shop, a locker with its machine, a courier, and people who fetch, for tests in any order."""

from typing import Any
from uuid import UUID

from leapfrog import lockers, parcels, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.signing import base64url
from leapfrog.lockers import DoorPlan, LockerWishes
from leapfrog.parcels import Parcel, PointWishes
from tests.lockers.acts import NearMachine
from tests.pay.machine import Machine

PLAN = (DoorPlan("A1", "S"), DoorPlan("A2", "S"), DoorPlan("B1", "M"))


class LockerGround(Machine):
    """Mei sends, Kofi carries, Juma runs the locker and a counter, two people fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.mei, self.juma, self.kofi, *self.buyers = self.gang.people
        self.shop, self.kiosk, self.locker = new_id(), new_id(), new_id()
        self.act(self.opens)
        self.machine = NearMachine(self.gang.database, self.locker, self.key)
        self.machine.sees = self.sees()
        self.run(self.machine.comes())
        self.codes: dict[UUID, str] = {}
        self.whose: dict[UUID, UUID] = {}
        self.where: dict[UUID, str] = {}
        # What is behind a door, and doors that somebody stands at.
        self.behind: dict[str, list[UUID]] = {one.label: [] for one in PLAN}
        self.attended: set[UUID] = set()
        # Somebody changes their mind and closes the door without having taken anything.
        self.hesitates = False
        self.typed = ""

    def sees(self) -> bool:
        return True

    async def opens(self, db: Db) -> None:
        await till.open_shop(db, self.mei, self.shop, till.ShopChanges(name="Kitchen"))
        await till.open_shop(db, self.juma, self.kiosk, till.ShopChanges(name="Kiosk"))
        counter = PointWishes("By the pump", -1.29, 36.82, ["A"], capacity=50)
        await parcels.ask_for_point(db, self.juma, self.kiosk, counter)
        wishes = LockerWishes("Locker", "By the pump", -1.29, 36.82, PLAN)
        made = await lockers.put_up(db, self.juma, self.locker, self.kiosk, wishes)
        for point in (self.kiosk, self.locker):
            await parcels.decide_point(db, point, is_open=True, reason="")
        await parcels.ask_to_carry(db, self.kofi, "A bicycle", 0)
        await parcels.decide_courier(db, self.kofi, approved=True, reason="")
        self.key = base64url(made.key)

    def does(self, verb: Any, *args: Any, dying: bool) -> Any:
        if dying:
            self.dies(verb, *args)
        done = self.act(verb, *args)
        if not isinstance(done, Problem):
            assert not isinstance(self.act(verb, *args), Problem)
        return done

    def parcel(self, n: int) -> Parcel | None:
        known = [*self.where]
        if not known:
            return None
        found: dict[UUID, Parcel] = self.act(parcels.parcels_by_ids, known)
        return found[known[n % len(known)]]
