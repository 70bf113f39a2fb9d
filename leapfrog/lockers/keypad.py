"""Codes that are typed at a locker or shown to its reader: by who has no phone, or no network."""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog import parcels, vending
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.lockers import doors, news, opening, returning, store, store_returns, visiting
from leapfrog.lockers.errors import LockerFull
from leapfrog.lockers.model import CLOSED_WITHIN, Door
from leapfrog.lockers.opening import DoorAsked, begun
from leapfrog.parcels import Parcel, PickupPoint
from leapfrog.vending import Machine, MachineProblem, OpenedDoor, RecordedFrame, TypedFrame


async def typed(db: Db, machine: Machine, frame: TypedFrame) -> RecordedFrame | MachineProblem:
    """What a code opens: all parcels that wait here for who has it, or a compartment for what goes
    back. A wrong one is counted, so it is answered and not raised.
    """
    point = await parcels.hold_point(db, machine.id)
    code = "".join(frame.code.split())
    if frame.opened:
        await _opened_alone(db, machine, code, frame.opened)
        return RecordedFrame(str(frame.id))
    if await store.opening(db, _serial(frame.id, 0)) is not None:
        return RecordedFrame(str(frame.id))
    goes_back = await _return(db, point, frame.id, code)
    if goes_back is not None:
        return goes_back
    found = await parcels.opened_by(db, point, code)
    if isinstance(found, Problem):
        return opening.refused(found, frame.id)
    await _open_all(db, frame.id, found)
    return RecordedFrame(str(frame.id))


def _serial(typed_id: UUID, n: int) -> UUID:
    return derived_id(typed_id, f"opens {n}")


async def _open_all(db: Db, typed_id: UUID, found: Sequence[Parcel]) -> None:
    lying = await store.doors_of(db, [one.id for one in found])
    closed = [one for one in lying.values() if one.state == "filled"]
    for n, door in enumerate(closed):
        await opening.command(db, DoorAsked(_serial(typed_id, n), door, "fetch", None))


async def _return(
    db: Db, point: PickupPoint, typed_id: UUID, code: str
) -> RecordedFrame | MachineProblem | None:
    """A compartment for what goes back by this code; None: nothing does. While the keys wait after
    wrong codes, this one waits, too.
    """
    if point.locked_until is not None and point.locked_until > db.now:
        return None
    one = await store_returns.by_code(db, point.id, code)
    if one is None or not await returning.is_still_asked(db, one):
        return None
    door = await visiting.door_to_drop(db, point, one.id, one.size)
    if door is None:
        return opening.refused(LockerFull(point=None), typed_id)
    asked = DoorAsked(_serial(typed_id, 0), door, "drop", None, returning.parcel_of(one.id))
    await opening.command(db, asked)
    return RecordedFrame(str(typed_id))


async def _opened_alone(db: Db, machine: Machine, code: str, opened: Sequence[OpenedDoor]) -> None:
    """What the machine opened without network, by the codes that it knew. Where this is not the
    code of what lay there, nobody knows what happened.
    """
    every = {one.label: one for one in await doors.of_locker(db, machine.id)}
    for each in opened:
        door = every.get(each.slot)
        if door is None or await store.opening(db, each.serial) is not None:
            continue
        if door.state == "filled" and await _is_right(db, door, code):
            await _note_opened(db, door, each.serial)
        elif door.state in ("filled", "reserved", "free"):
            await opening.lost_sight(db, door, "forced")


async def _is_right(db: Db, door: Door, code: str) -> bool:
    assert door.parcel_id is not None
    known = await parcels.parcels_by_ids(db, [door.parcel_id])
    codes = await doors.codes_of(db, known.values())
    return code in codes.get(door.parcel_id, set())


async def _note_opened(db: Db, door: Door, serial: UUID) -> None:
    """It is open already; that it was closed the machine says next."""
    until = db.now + CLOSED_WITHIN
    made = replace(
        begun(db.now, DoorAsked(serial, door, "fetch", None)),
        state="open",
        opened_at=db.now,
        until=until,
    )
    await store.add_opening(db, made)
    await doors.change(db, "open", door, replace(door, state="opened", opening_id=serial))
    await schedule(db, opening.STANDS_OPEN, str(serial), until)
    await news.changed(db, made)


def code_mac(key: bytes, label: str, code: str) -> str:
    """By what a machine knows a code that opens a compartment, while it has no network."""
    return vending.machine_mac(key, "code", f"{label}:{code}")
