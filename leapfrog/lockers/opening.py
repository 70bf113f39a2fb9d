"""A compartment is opened: the machine is told, says whether the door opened, and later that it is
closed. Only then a parcel is where it was meant to be. What nobody can know, since the machine does
not answer or the door stands open, is `unknown`, and for the desk.

Locked are, in this order: the point, which is the locker; deliveries, parcels; escrows, accounts.
"""

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import parcels, vending
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.lockers import doors, news, passing, store
from leapfrog.lockers.errors import DoorInUse, LockerOffline, OpeningIdUsed
from leapfrog.lockers.model import (
    CLOSED_WITHIN,
    PATIENCE,
    Door,
    DoorOpening,
    DoorState,
    Fault,
    Purpose,
)
from leapfrog.vending import Machine

SILENT = "lockers.silent"
STANDS_OPEN = "lockers.stands_open"
PUTS_IN = ("fill", "drop")


class DoorAsked(msgspec.Struct, frozen=True):
    """What shall be opened. `id`: made by who asks; `by_id` None: somebody typed a code."""

    id: UUID
    door: Door
    purpose: Purpose
    by_id: UUID | None
    parcel_id: UUID | None = None


async def known(db: Db, me: UUID, opening_id: UUID, purpose: Purpose) -> DoorOpening | None:
    """What I asked for under this id before. Raises `OpeningIdUsed`."""
    found = await store.opening(db, opening_id)
    if found is not None and (found.by_id, found.purpose) != (me, purpose):
        raise OpeningIdUsed
    return found


def check_online(db: Db, machine: Machine) -> None:
    """Raises `LockerOffline`."""
    if not machine.online(db.now):
        raise LockerOffline


async def command(db: Db, asked: DoorAsked) -> DoorOpening:
    """The machine is told to open a compartment of a locker that is held. Raises `DoorInUse` for
    one that stands open.
    """
    if asked.door.state == "opened":
        raise DoorInUse(state="opened")
    made = begun(db.now, asked)
    await store.add_opening(db, made)
    after = replace(
        asked.door,
        state="opened",
        opening_id=made.id,
        until=None,
        parcel_id=asked.parcel_id or asked.door.parcel_id,
    )
    await doors.change(db, "open", asked.door, after)
    await schedule(db, SILENT, str(made.id), made.until)
    await news.changed(db, made)
    return made


def begun(now: datetime, asked: DoorAsked) -> DoorOpening:
    """An opening as it begins."""
    return DoorOpening(
        id=asked.id,
        locker_id=asked.door.locker_id,
        door_id=asked.door.id,
        parcel_id=asked.parcel_id or asked.door.parcel_id,
        purpose=asked.purpose,
        by_id=asked.by_id,
        before=asked.door.state,
        at=now,
        until=now + PATIENCE,
    )


async def hold(db: Db, opening_id: UUID, locker_id: UUID) -> tuple[DoorOpening, Door] | None:
    """An opening of a locker, which is held from now on, and its compartment; None: there is none
    that this machine could speak of.
    """
    await parcels.hold_point(db, locker_id)
    found = await store.opening(db, opening_id)
    if found is None or found.locker_id != locker_id:
        return None
    door = await store.door(db, found.door_id)
    assert door is not None
    return found, door


async def report(db: Db, locker_id: UUID, opening_id: UUID, *, opened: bool) -> None:
    """Takes what a locker says of a command: whether the door opened. An answer that comes again,
    or after somebody has decided otherwise, changes nothing.
    """
    held = await hold(db, opening_id, locker_id)
    if held is None:
        return
    one, door = held
    if not _is_open_question(one, door):
        return
    await cancel(db, SILENT, str(one.id))
    if opened:
        await _opened(db, one, door)
    else:
        await _stuck(db, one, door)


def _is_open_question(one: DoorOpening, door: Door) -> bool:
    """Whether nobody knows yet if it opened, and nobody has decided."""
    asked = one.state in ("asked", "unknown") and one.opened_at is None
    return asked and door.opening_id == one.id and door.state in ("opened", "unknown")


async def _opened(db: Db, one: DoorOpening, door: Door) -> tuple[DoorOpening, Door]:
    opened = replace(one, state="open", opened_at=db.now, until=db.now + CLOSED_WITHIN)
    await store.save_opening(db, opened)
    if door.state == "unknown":
        door = await doors.change(db, "open", door, replace(door, state="opened", fault=""))
    await schedule(db, STANDS_OPEN, str(one.id), opened.until)
    await news.changed(db, opened)
    return opened, door


async def _stuck(db: Db, one: DoorOpening, door: Door) -> None:
    """It is as it was before; what was to be put in gets another compartment."""
    if door.state == "unknown":
        door = await doors.change(db, "open", door, replace(door, state="opened"))
    back: DoorState = "free" if one.before == "reserved" else one.before
    kept = door.parcel_id if back in ("filled", "unknown") else None
    after = replace(door, state=back, parcel_id=kept, fault="did_not_open")
    await doors.change(db, "stick", door, after)
    failed = replace(one, state="failed")
    await store.save_opening(db, failed)
    await doors.tell_point(db, one.locker_id)
    await news.changed(db, failed)
    await news.trouble(db, failed)


async def door_says(db: Db, machine: Machine, frame: vending.DoorFrame) -> None:
    """Takes what the sensor of a locker's door says: open or closed. A door that opens without a
    command was forced, or opened with a key: what lies in there nobody knows then. Locks the pickup
    point. Raises `NoDoor`.
    """
    await parcels.hold_point(db, machine.id)
    door = await doors.labelled(db, machine.id, frame.slot)
    one = await store.opening(db, frame.serial) if frame.serial else None
    if one is None or one.door_id != door.id:
        if frame.open and door.state in ("filled", "reserved"):
            await lost_sight(db, door, "forced")
        return
    if door.opening_id != one.id or one.closed_at is not None or one.state == "failed":
        return
    if _is_open_question(one, door):
        # The word that it opened was lost; this one says as much.
        await cancel(db, SILENT, str(one.id))
        one, door = await _opened(db, one, door)
    if not frame.open:
        await _closed(db, one, door, inside=frame.inside)


async def lost_sight(db: Db, door: Door, fault: Fault) -> None:
    """Nobody knows what is in there: the desk looks. The point offers one compartment less."""
    await doors.change(db, "doubt", door, replace(door, state="unknown", fault=fault, until=None))
    await doors.tell_point(db, door.locker_id)
    await news.look_here(db, door)


async def _closed(db: Db, one: DoorOpening, door: Door, *, inside: bool | None) -> None:
    await cancel(db, STANDS_OPEN, str(one.id))
    done = replace(one, state="done", closed_at=db.now, inside=inside)
    if door.state == "opened":
        await passing.finish(db, done, door)
    elif door.fault == "stands_open":
        await _closed_late(db, done, door)
    await store.save_opening(db, done)
    await news.changed(db, done)


async def _closed_late(db: Db, done: DoorOpening, door: Door) -> None:
    """What stood open is closed at last. What was taken out was taken out when it opened. Of what
    was to be put in only a machine that sees inside can say that it is there.
    """
    if done.purpose in PUTS_IN and done.inside:
        again = await doors.change(db, "open", door, replace(door, state="opened", fault=""))
        await passing.finish(db, done, again)
    elif door.parcel_id is None and done.before != "unknown" and not done.inside:
        await doors.change(db, "decide", door, replace(door, state="free", fault=""))
    await doors.tell_point(db, door.locker_id)


async def machine_is_silent(db: Db, ref: str, _body: object) -> None:
    """The due row: a minute without a word of the machine."""
    found = await store.opening(db, UUID(ref))
    held = await hold(db, UUID(ref), found.locker_id) if found else None
    if held is None or held[0].state != "asked":
        return
    one, door = held
    after = replace(door, state="unknown", fault="silent")
    await doors.change(db, "silence", door, after)
    silent = replace(one, state="unknown")
    await store.save_opening(db, silent)
    await doors.tell_point(db, one.locker_id)
    await news.changed(db, silent)
    await news.trouble(db, silent)


async def door_stands_open(db: Db, ref: str, _body: object) -> None:
    """The due row: nobody has closed the door. Whoever opened it to take something out had the
    right to, so that is taken; what was to be put in lies in an open compartment, or does not.
    """
    found = await store.opening(db, UUID(ref))
    held = await hold(db, UUID(ref), found.locker_id) if found else None
    if held is None or held[0].state != "open":
        return
    one, door = held
    taken = one.purpose in ("fetch", "collect") and await passing.take_out(db, one)
    after = replace(
        door,
        state="unknown",
        fault="stands_open",
        parcel_id=None if taken else door.parcel_id,
    )
    await doors.change(db, "silence", door, after)
    # A machine says later that it was closed: of what was taken that is the end.
    left = replace(one, state="done" if taken or one.purpose == "look" else "unknown")
    await store.save_opening(db, left)
    await doors.tell_point(db, one.locker_id)
    await news.changed(db, left)
    await news.trouble(db, left)


def refused(problem: Problem, of: UUID) -> vending.MachineProblem:
    """What a machine is answered."""
    return vending.MachineProblem(problem.code, problem.title, str(of))
