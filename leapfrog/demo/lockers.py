"""The locker by the pier, beside Juma's cart: open day and night, also when nobody sells mangoes. A
book waits in it for Amina.
"""

from uuid import UUID

from leapfrog import lockers, parcels, vending
from leapfrog.demo.ground import PIER
from leapfrog.demo.stage import Stage
from leapfrog.demo.trade import STALL
from leapfrog.kernel.ids import new_id
from leapfrog.lockers import DoorPlan, Filling, LockerWishes

FIRST = "A1"
PLAN = [
    *(DoorPlan(f"A{n}", "S") for n in (1, 2, 3, 4)),
    *(DoorPlan(f"B{n}", "M") for n in (1, 2, 3)),
    *(DoorPlan(f"C{n}", "L") for n in (1, 2)),
]
WISHES = LockerWishes(
    name="Pier locker",
    about="By the pier, day and night. Push the door until it clicks.",
    lat=PIER.lat,
    lon=PIER.lon,
    plan=PLAN,
    fee=30,
)


async def put_up(stage: Stage) -> UUID:
    """Juma has one, and the desk lets it open."""
    juma, locker = stage.ids["juma"], new_id()
    async with stage.town.database.transaction() as db:
        await lockers.put_up(db, juma, locker, stage.shops[STALL], WISHES)
        await parcels.decide_point(db, locker, is_open=True, reason="")
    return locker


async def lay_in(stage: Stage, courier: str, locker: UUID, parcel_id: UUID) -> None:
    """A courier scans the label, the first compartment springs open and is closed. The machine is
    no program that runs on: whoever has its key can be it in a browser.
    """
    async with stage.town.database.transaction() as db:
        await vending.seen(db, locker)
        number = (await parcels.parcels_by_ids(db, [parcel_id]))[parcel_id].number
        scanned = Filling(new_id(), locker, number)
        opening = await lockers.fill(db, stage.ids[courier], scanned)
        await lockers.report(db, locker, opening.id, opened=True)
    stage.later(1)
    async with stage.town.database.transaction() as db:
        closed = vending.DoorFrame(new_id(), FIRST, open=False, serial=opening.id, inside=True)
        await lockers.door_says(db, await vending.machine(db, locker), closed)
        await vending.away(db, locker)
