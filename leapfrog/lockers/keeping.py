"""What who runs a locker does: puts it up with its plan of compartments, mends one, takes it out of
service, takes it away. Whoever runs it opens no compartment in which a parcel lies.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import parcels, till, vending
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.lockers import doors, opening, store, visiting
from leapfrog.lockers.errors import DoorInUse, LockerInUse, NoLocker, NoOtherPoint
from leapfrog.lockers.model import LABEL, MOST_DOORS, Door, DoorOpening, DoorPlan, Locker
from leapfrog.lockers.opening import DoorAsked
from leapfrog.parcels import OUTSIDE, LockerPoint, ParcelAct, PointWishes
from leapfrog.vending import Machine, MachineLabels, NoMachine


class LockerWishes(msgspec.Struct, frozen=True):
    """How a locker shall be: how it is called, its hours and how it is found (`about`), where, for
    how many days it keeps a parcel, for how much each (minor units), and its compartments.
    """

    name: str
    about: str
    lat: float
    lon: float
    plan: Sequence[DoorPlan]
    keeps_days: int = 3
    fee: int = 0


async def run(db: Db, me: UUID, locker_id: UUID) -> Machine:
    """A locker of a shop that I run. Raises `NoLocker`, `RoleNeeded`."""
    try:
        return await vending.run_machine(db, me, locker_id, "locker")
    except NoMachine:
        raise NoLocker from None


async def mine(db: Db, me: UUID) -> list[Machine]:
    """The lockers of the shops that I run."""
    places = await till.shops_of(db, me)
    shops = [one.shop.id for one in places if one.role in till.LEADING_ROLES]
    return await vending.machines_of(db, shops, "locker")


async def put_up(
    db: Db, me: UUID, locker_id: UUID, merchant_id: UUID, wanted: LockerWishes
) -> Machine:
    """Registers a locker of a shop that I run, or changes it: the desk looks at a new one and at
    another place or fee. Compartments that are there stay as they are; more may come. The same
    again changes nothing. Raises `NoMerchant`, `RoleNeeded`, `MachineIdUsed`, `Invalid`.
    """
    labels = MachineLabels(wanted.name, "")
    await vending.put_up(db, me, locker_id, merchant_id, labels, "locker")
    machine = await vending.change_machine(db, me, locker_id, labels, "locker")
    await store.add(db, locker_id, merchant_id)
    known = {one.label: one for one in await doors.of_locker(db, locker_id)}
    _check_plan(wanted.plan, known)
    new = [one for one in wanted.plan if one.label not in known]
    await store.add_doors(db, locker_id, [new_id() for _ in new], new)
    wishes = PointWishes(
        about=wanted.about,
        lat=wanted.lat,
        lon=wanted.lon,
        shelves=[one.label for one in wanted.plan],
        capacity=len(wanted.plan),
        keeps_days=wanted.keeps_days,
        fee=wanted.fee,
    )
    working = await doors.count_working(db, locker_id)
    point = LockerPoint(locker_id, machine.name, working)
    await parcels.ask_for_point(db, me, merchant_id, wishes, point)
    await doors.tell_point(db, locker_id)
    vending.wake(db, locker_id)
    return machine


def _check_plan(plan: Sequence[DoorPlan], known: Mapping[str, Door]) -> None:
    labels = [one.label for one in plan]
    if not 1 <= len(plan) <= MOST_DOORS or len({*labels}) < len(labels):
        raise Invalid(f"1 to {MOST_DOORS} compartments, each with its own label.", field="doors")
    if not all(LABEL.fullmatch(one) for one in labels):
        raise Invalid(
            "A compartment is called by a letter and a number, such as A1.", field="doors"
        )
    sizes = {one.label: one.size for one in plan}
    if any(sizes.get(label) != one.size for label, one in known.items()):
        raise Invalid("Compartments that are there stay as they are.", field="doors")


async def new_key(db: Db, me: UUID, locker_id: UUID) -> Machine:
    """A fresh key; the device with the one before is nobody any more. Raises `NoLocker`,
    `RoleNeeded`.
    """
    await run(db, me, locker_id)
    made = await vending.new_key(db, me, locker_id, "locker")
    vending.wake(db, locker_id)
    return made


async def set_service(db: Db, me: UUID, locker_id: UUID, *, in_service: bool) -> Locker:
    """Out of service: nothing new comes, what is on its way goes to another point, what lies there
    is fetched. Again is the same. Raises `NoLocker`, `RoleNeeded`.
    """
    await run(db, me, locker_id)
    await parcels.hold_point(db, locker_id)
    await store.rest(db, locker_id, None if in_service else db.now)
    await doors.tell_point(db, locker_id)
    if not in_service:
        await _send_on(db, me, locker_id)
    return (await store.lockers(db, [locker_id]))[locker_id]


async def _send_on(db: Db, me: UUID, locker_id: UUID) -> None:
    """What is on its way; where no other point has room, its courier hears of it at the locker."""
    point = (await parcels.points_of(db, [locker_id]))[locker_id]
    for parcel in await parcels.coming_to(db, locker_id):
        door = (await store.doors_of(db, [parcel.id])).get(parcel.id)
        if door is not None and door.state != "reserved":
            continue
        if parcel.state in OUTSIDE:
            step = derived_id(parcel.id, f"sent on {db.now.isoformat()}")
            act = ParcelAct(id=step, act="redirect", role="locker", by_id=me, reason="locker_out")
            try:
                await visiting.send_on(db, point, parcel, act)
            except NoOtherPoint:
                return


async def set_works(db: Db, me: UUID, locker_id: UUID, label: str, *, works: bool) -> Door:
    """A compartment that is empty works, or does not. Raises `NoLocker`, `RoleNeeded`, `NoDoor`,
    `DoorInUse` for one of which nobody knows what is in there, or that stands open.
    """
    await run(db, me, locker_id)
    await parcels.hold_point(db, locker_id)
    door = await doors.labelled(db, locker_id, label)
    if door.state in ("opened", "unknown"):
        raise DoorInUse(state=door.state)
    return await doors.set_fault(db, door, "" if works else "by_owner")


async def look(db: Db, me: UUID, opening_id: UUID, locker_id: UUID, label: str) -> DoorOpening:
    """Opens a compartment in which nothing lies, to mend it. The same id again is the same. Raises
    `OpeningIdUsed`, `NoLocker`, `RoleNeeded`, `NoDoor`, `DoorInUse`, `LockerOffline`.
    """
    machine = await run(db, me, locker_id)
    known = await opening.known(db, me, opening_id, "look")
    if known is not None:
        return known
    await parcels.hold_point(db, locker_id)
    door = await doors.labelled(db, locker_id, label)
    if door.state != "free":
        raise DoorInUse(state=door.state)
    opening.check_online(db, machine)
    return await opening.command(db, DoorAsked(opening_id, door, "look", me))


async def take_away(db: Db, me: UUID, locker_id: UUID) -> None:
    """For good, once it is empty; what is on its way goes to another point. Raises `NoLocker`,
    `RoleNeeded`, `LockerInUse`.
    """
    await run(db, me, locker_id)
    await set_service(db, me, locker_id, in_service=False)
    every = await doors.of_locker(db, locker_id)
    lying = [one for one in every if one.parcel_id and one.state != "reserved"]
    if lying:
        raise LockerInUse(parcels=len(lying))
    await vending.take_away(db, me, locker_id, "locker")
    await parcels.close_point(db, locker_id)
    vending.wake(db, locker_id)
