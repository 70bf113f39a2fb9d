"""Who hears that something happened at a locker: devices that look, who stands there, who waits."""

from uuid import UUID

import msgspec

from leapfrog import parcels, push, till, vending
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.lockers import store
from leapfrog.lockers.model import Door, DoorOpening
from leapfrog.push import PushNotice

# About an opening, for who asked for it; about a compartment, for who runs the locker.
NOTICE, DOOR_NOTICE = "locker", "locker_door"
CHANGED = {"t": "changed", "what": "parcels"}


async def changed(db: Db, one: DoorOpening) -> None:
    """All who have to do with it look again."""
    people = await _keepers(db, one.locker_id) | await _waiting(db, one.parcel_id)
    stream.tell(db, people | ({one.by_id} if one.by_id else set()), CHANGED)


async def _keepers(db: Db, locker_id: UUID) -> set[UUID]:
    locker = (await store.lockers(db, [locker_id]))[locker_id]
    staff = await till.shop_staff(db, [locker.merchant_id])
    return {*staff.get(locker.merchant_id, ())}


async def _waiting(db: Db, parcel_id: UUID | None) -> set[UUID]:
    """Who bought what is in a parcel."""
    if parcel_id is None:
        return set()
    found = await parcels.deliveries_in_parcel(db, [parcel_id])
    ids = {*found, *(x for each in found.values() for x in each)}
    agreed = await parcels.deliveries(db, ids)
    return {one.buyer_id for one in agreed.values() if one.buyer_id}


async def trouble(db: Db, one: DoorOpening) -> None:
    """A compartment did not open, or nobody knows, or it stands open: whoever asked for it hears of
    it wherever they are, and who runs the locker.
    """
    people = {one.by_id} if one.by_id else await _waiting(db, one.parcel_id)
    await push.notify(db, [PushNotice(each, f"{NOTICE}:{one.id}", "high") for each in people])
    await _tell_keepers(db, one.locker_id, one.door_id)


async def look_here(db: Db, door: Door) -> None:
    """Nobody knows what is in a compartment."""
    await _tell_keepers(db, door.locker_id, door.id)
    stream.tell(db, await _keepers(db, door.locker_id), CHANGED)


async def _tell_keepers(db: Db, locker_id: UUID, door_id: UUID) -> None:
    locker = (await store.lockers(db, [locker_id]))[locker_id]
    leading = (await till.shop_staff(db, [locker.merchant_id], till.LEADING_ROLES)).get(
        locker.merchant_id, set()
    )
    await push.notify(db, [PushNotice(each, f"{DOOR_NOTICE}:{door_id}") for each in leading])


class OpeningTold(msgspec.Struct, frozen=True):
    """An opening to be told of: its compartment, and what the locker is called."""

    opening: DoorOpening
    label: str
    locker_name: str


class DoorTold(msgspec.Struct, frozen=True):
    """A compartment to be told of, and what its locker is called."""

    door: Door
    locker_name: str


async def opening_told(db: Db, opening_id: UUID) -> OpeningTold | None:
    """How an opening stands now; None: there is none."""
    one = await store.opening(db, opening_id)
    door = await store.door(db, one.door_id) if one else None
    if one is None or door is None:
        return None
    machine = (await vending.machines_by_ids(db, [one.locker_id]))[one.locker_id]
    return OpeningTold(one, door.label, machine.name)


async def door_told(db: Db, door_id: UUID) -> DoorTold | None:
    """How a compartment stands now; None: there is none."""
    door = await store.door(db, door_id)
    if door is None:
        return None
    machine = (await vending.machines_by_ids(db, [door.locker_id]))[door.locker_id]
    return DoorTold(door, machine.name)
