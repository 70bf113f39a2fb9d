"""The desk: compartments of which nobody knows what is in there, and what was found otherwise."""

from uuid import UUID

from msgspec.structs import replace

from leapfrog import parcels, vending
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.lockers import doors, news, opening, passing, returning, store
from leapfrog.lockers.errors import DoorInUse, NoDoor, NoOpening
from leapfrog.lockers.model import Door, DoorOpening, Finding
from leapfrog.lockers.opening import DoorAsked
from leapfrog.parcels import OUTSIDE, Parcel, ParcelAct


async def enter(db: Db, door_id: UUID) -> Door:
    """A compartment, its locker held. Raises `NoDoor`."""
    found = await store.door(db, door_id)
    if found is None:
        raise NoDoor
    await parcels.hold_point(db, found.locker_id)
    door = await store.door(db, door_id)
    assert door is not None
    return door


async def look(db: Db, clerk: UUID, opening_id: UUID, door_id: UUID) -> DoorOpening:
    """Somebody whom the desk sent stands there and looks. The same id again is the same. Raises
    `OpeningIdUsed`, `NoDoor`, `DoorInUse`, `LockerOffline`.
    """
    known = await opening.known(db, clerk, opening_id, "look")
    if known is not None:
        return known
    door = await enter(db, door_id)
    if door.state != "unknown":
        raise DoorInUse(state=door.state)
    opening.check_online(db, await vending.machine(db, door.locker_id))
    return await opening.command(db, DoorAsked(opening_id, door, "look", clerk))


async def decide(db: Db, clerk: UUID, door_id: UUID, act_id: UUID, found: Finding) -> Door:
    """Somebody has looked: the parcel lies there, whoever might have it has it, or it is empty. The
    parcel follows, and the compartment works again. The same id again is the same. Raises `NoDoor`,
    `DoorInUse`.
    """
    door = await enter(db, door_id)
    step = derived_id(act_id, f"by {clerk}")
    if await parcels.was_done(db, step) or (door.state == "free" and not door.fault):
        return door
    if door.state != "unknown":
        raise DoorInUse(state=door.state)
    after = await _follow(db, clerk, step, door, found)
    await doors.change(db, "decide", door, after)
    await doors.tell_point(db, door.locker_id)
    await _over(db, door)
    await news.look_here(db, after)
    return after


async def _follow(db: Db, clerk: UUID, step: UUID, door: Door, found: Finding) -> Door:
    empty = replace(door, state="free", parcel_id=None, fault="", until=None)
    parcel = await _parcel(db, door)
    if parcel is None:
        laid_in = found == "inside" and await _laid_in(db, door)
        return replace(door, state="filled", fault="", until=None) if laid_in else empty
    act = _act(clerk, step, door, parcel, found)
    if act is not None and not await passing.moved(db, parcel.id, act):
        raise DoorInUse(state=door.state)
    return replace(empty, state="filled", parcel_id=parcel.id) if found == "inside" else empty


async def _laid_in(db: Db, door: Door) -> bool:
    """What goes back is no parcel before somebody knows that it lies there."""
    one = await store.opening(db, door.opening_id) if door.opening_id else None
    return one is not None and one.purpose == "drop" and await returning.dropped(db, one, door)


async def _parcel(db: Db, door: Door) -> Parcel | None:
    """The one of which nobody knows whether it lies there."""
    if door.parcel_id is None:
        return None
    return (await parcels.parcels_by_ids(db, [door.parcel_id])).get(door.parcel_id)


def _act(clerk: UUID, step: UUID, door: Door, parcel: Parcel, found: Finding) -> ParcelAct | None:
    """What follows for the parcel; None: nothing. Of what a courier has in hand nothing follows
    where it is not inside. What waited there and was taken by nobody is lost.
    """
    if found == "inside":
        if parcel.state not in ("announced", *OUTSIDE):
            return None
        return ParcelAct(
            id=step,
            act="arrive",
            role="locker",
            by_id=clerk,
            point_id=door.locker_id,
            shelf=door.label,
        )
    if parcel.state not in ("at_point", "returning"):
        return None
    if found == "taken":
        act = ParcelAct(id=step, act="hand_out", role="locker", by_id=clerk)
        return act if parcel.state == "at_point" else replace(act, act="collect")
    return ParcelAct(id=step, act="lose", role="desk", by_id=clerk, reason="locker_empty")


async def _over(db: Db, door: Door) -> None:
    """What was asked of the machine is no question any more."""
    one = await store.opening(db, door.opening_id) if door.opening_id else None
    if one is not None and one.state in ("asked", "unknown", "open"):
        await store.save_opening(db, replace(one, state="done", decided_at=db.now))


async def seen(db: Db, opening_id: UUID) -> None:
    """The desk has looked at what somebody found. Raises `NoOpening`."""
    one = await store.opening(db, opening_id)
    if one is None or not one.doubt:
        raise NoOpening
    await store.save_opening(db, replace(one, decided_at=one.decided_at or db.now))
