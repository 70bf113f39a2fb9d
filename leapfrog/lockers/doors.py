"""Compartments of a locker: which one a parcel gets, and how they change. Whoever changes one holds
the locker's point (`parcels.hold_point`): so of twelve at once each sees what the others did.
"""

from collections.abc import Iterable
from uuid import UUID

from msgspec.structs import replace

from leapfrog import parcels, vending
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.lockers import store
from leapfrog.lockers.errors import NoDoor
from leapfrog.lockers.model import RESERVED_FOR, Door, DoorAct, Fault, leads_to
from leapfrog.parcel_sizes import SIZES, ParcelSize, fitting, size_of
from leapfrog.parcels import Parcel, PickupPoint

RESERVED = "lockers.reserved"


async def change(db: Db, act: DoorAct, before: Door, after: Door) -> Door:
    """Writes a compartment as the table lets it become; the machine shows it."""
    if not leads_to(act, before.state, after.state):
        raise AssertionError(f"{act} leads from {before.state} to {after.state}")
    await store.save_door(db, after)
    vending.wake(db, after.locker_id)
    return after


async def of_locker(db: Db, locker_id: UUID) -> list[Door]:
    """In the order of their labels."""
    return (await store.doors(db, [locker_id])).get(locker_id, [])


async def labelled(db: Db, locker_id: UUID, label: str) -> Door:
    """Raises `NoDoor`."""
    for one in await of_locker(db, locker_id):
        if one.label == label:
            return one
    raise NoDoor


async def reserve(
    db: Db, point: PickupPoint, parcel: Parcel, least: ParcelSize | None = None
) -> Door | None:
    """The compartment for a parcel, reserved for a day: the one that it has, else the smallest free
    one into which it fits, as its shop said or by its weight, or of the size `least`, since it did
    not fit. None: there is none, or a parcel of somebody else lies there that the same code opens.
    """
    size = least or size_of(parcel.size, parcel.weight_g)
    mine = (await store.doors_of(db, [parcel.id])).get(parcel.id)
    wanted = fitting(size) if size else []
    if mine is not None and mine.locker_id == point.id and mine.state == "reserved":
        if mine.size in wanted:
            return await _reserved(db, mine, parcel.id)
        await release(db, mine)
    elif mine is not None:
        return None
    every = await of_locker(db, point.id)
    if await _opens_another(db, parcel, every):
        return None
    free = [one for one in every if one.is_usable and one.size in wanted]
    if not free:
        return None
    return await _reserved(db, min(free, key=lambda one: wanted.index(one.size)), parcel.id)


async def _reserved(db: Db, door: Door, parcel_id: UUID) -> Door:
    """A day from now, also where it was reserved before."""
    until = db.now + RESERVED_FOR
    after = replace(door, state="reserved", parcel_id=parcel_id, until=until)
    if door.state == "reserved":
        await store.save_door(db, after)
    else:
        await change(db, "reserve", door, after)
    await schedule(db, RESERVED, str(door.id), until)
    return after


async def release(db: Db, door: Door) -> Door:
    """Another parcel may have it."""
    await cancel(db, RESERVED, str(door.id))
    return await change(
        db, "release", door, replace(door, state="free", parcel_id=None, until=None)
    )


async def set_fault(db: Db, door: Door, fault: Fault) -> Door:
    """It works, or does not and why: then nobody relies on it."""
    if door.state == "reserved" and fault:
        door = await release(db, door)
    after = replace(door, fault=fault)
    await store.save_door(db, after)
    await tell_point(db, door.locker_id)
    vending.wake(db, door.locker_id)
    return after


async def reservation_is_over(db: Db, ref: str, _body: object) -> None:
    """The due row: whoever has the parcel did not come in a day."""
    door = await store.door(db, UUID(ref))
    if door is None:
        return
    await parcels.hold_point(db, door.locker_id)
    door = await store.door(db, door.id)
    if door is not None and door.state == "reserved" and door.until and door.until <= db.now:
        await release(db, door)


async def codes_of(db: Db, parcels_: Iterable[Parcel]) -> dict[UUID, set[str]]:
    """By parcel the codes that open it: that of each order that lies in it."""
    known = {one.id: one for one in parcels_}
    beside = await parcels.deliveries_in_parcel(db, list(known))
    ids = {one.delivery_id for one in known.values()} | {
        x for each in beside.values() for x in each
    }
    agreed = await parcels.deliveries(db, ids)
    return {
        one.id: {agreed[each].code for each in (one.delivery_id, *beside.get(one.delivery_id, []))}
        for one in known.values()
    }


async def _opens_another(db: Db, parcel: Parcel, every: Iterable[Door]) -> bool:
    """Whether the code of this parcel opens one of somebody else that is in the locker: at a
    counter somebody looks at names, here nobody does.
    """
    ids = {one.parcel_id for one in every if one.parcel_id and one.parcel_id != parcel.id}
    others = await parcels.parcels_by_ids(db, ids)
    if not others:
        return False
    codes = await codes_of(db, [parcel, *others.values()])
    agreed = await parcels.deliveries(db, {one.delivery_id for one in [parcel, *others.values()]})

    def whose(one: Parcel) -> UUID:
        return agreed[one.delivery_id].buyer_id or one.delivery_id

    return any(
        codes[each.id] & codes[parcel.id] and whose(each) != whose(parcel)
        for each in others.values()
    )


async def count_working(db: Db, locker_id: UUID) -> dict[ParcelSize, int]:
    """How many compartments of each size work: what buyers are offered goes by that."""
    locker = (await store.lockers(db, [locker_id]))[locker_id]
    every = await of_locker(db, locker_id)
    working = [one for one in every if not one.fault and one.state != "unknown"]
    if locker.resting_at is not None:
        working = []
    return {size: sum(one.size == size for one in working) for size in SIZES}


async def tell_point(db: Db, locker_id: UUID) -> None:
    """The point, which buyers choose, knows how many work."""
    await parcels.set_doors(db, locker_id, await count_working(db, locker_id))
